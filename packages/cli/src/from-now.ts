/** When something is, for people and for programs. All instants in milliseconds since 1970. */

/** As every `--json` has it, RFC 3339 in UTC: `2026-11-03T12:00:00Z`. Null where there is none, or in no calendar. */
export function instant(at: number | undefined): string | null {
  const date = new Date(at ?? Number.NaN)
  return Number.isNaN(date.getTime()) ? null : date.toISOString().replace(/\.\d+Z$/, 'Z')
}

/** `2026-11-03T12:00:00Z (in 14 minutes)`. */
export function moment(at: number, now: number): string {
  return `${instant(at) ?? 'beyond any calendar'} (${fromNow(at, now)})`
}

/** "in 14 minutes", "3 days ago": the largest unit that is at least one. */
export function fromNow(at: number, now: number): string {
  const seconds = Math.floor(at / 1000) - Math.floor(now / 1000)
  const [unit, length] = units.find(([, length]) => Math.abs(seconds) >= length) ?? ['second', 1]
  const count = Math.floor(Math.abs(seconds) / length)
  const words = `${count} ${unit}${count === 1 ? '' : 's'}`
  return seconds > 0 ? `in ${words}` : `${words} ago`
}

const units = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const
