/** When something ends, as people type it: a duration from now, or a date. */
import { type Refusal, refuse } from '@latchkey/tokens'

const units: ReadonlyMap<string, number> = new Map([
  ['s', 1_000],
  ['m', 60_000],
  ['h', 3_600_000],
  ['d', 86_400_000],
  ['w', 604_800_000],
])

/** RFC 3339: a day (its beginning, in UTC), or an instant with its zone. */
const date = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:\d{2}))?$/

/** `15m`, `2h30m`, `7d`, `2027-01-31`, `2027-01-31T12:00Z` as milliseconds since 1970; what is past is refused. */
export function parseMoment(text: string, now: number): number | Refusal<'not_a_moment'> {
  const duration = parseDuration(text)
  const at = Number.isNaN(duration) ? parseDate(text) : now + duration
  if (Number.isNaN(at))
    return refuse(
      'not_a_moment',
      'That is neither a duration nor a date.',
      'Write 15m, 2h, 7d, 2027-01-31 or 2027-01-31T12:00Z.',
    )
  if (at <= now)
    return refuse('not_a_moment', 'That moment is past.', 'Write one to come: 15m, 2h, 7d, 2027-01-31.')
  return at
}

/** Milliseconds; `NaN` for what is no date, and for a day that no month has: `Date.parse` takes 31 February for 3 March. */
function parseDate(text: string): number {
  if (!date.test(text)) return Number.NaN
  const day = text.slice(0, 10)
  const begins = Date.parse(day)
  const exists = !Number.isNaN(begins) && new Date(begins).toISOString().startsWith(day)
  return exists ? Date.parse(text) : Number.NaN
}

/** Milliseconds; `NaN` for what is not `(?:\d{1,6}[smhdw])+`: by hand, since `latchkey token --expires 5m` is over in no time. */
function parseDuration(text: string): number {
  let sum = 0
  let count = ''
  for (const sign of text) {
    const unit = units.get(sign)
    if (unit === undefined) count += sign
    else if (count === '') return Number.NaN
    else {
      sum += readCount(count) * unit
      count = ''
    }
  }
  return text === '' || count !== '' ? Number.NaN : sum
}

function readCount(digits: string): number {
  for (const digit of digits) if (digit < '0' || digit > '9') return Number.NaN
  return digits.length > 6 ? Number.NaN : Number(digits)
}
