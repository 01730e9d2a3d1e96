/** What the text of a token tells, in the words of a language. Runs in the browser that it was pasted into. */
import { caveatsInWords, type Inspection, inspect, refused } from '@latchkey/tokens/inspect'
import type { Words } from '../catalogue/index.ts'
import { type DistanceWords, distance } from '../layout/distance.ts'

/** The part of the catalogue that a browser is given. */
export type TellingWords = Pick<Words, 'caveats' | 'inspector' | 'locale'> & DistanceWords

export interface Told {
  readonly kind: string
  /** What it is called where it was made, and by which name that is known. */
  readonly id: string
  readonly idLabel: string
  readonly masterKey: string | undefined
  /** Unsigned: anybody may have written it. */
  readonly from: string
  readonly expiry: string
  readonly over: boolean
  readonly size: string
  /** What the text restricts, and what it leaves open. */
  readonly lines: readonly Line[]
  /** What cannot be told here, and whom to ask. */
  readonly cautions: readonly string[]
}

export interface Line {
  readonly text: string
  /** In English, whatever the language: the restriction cannot be read, or is an old one of PyPI's. */
  readonly english: boolean
}

/** Why it cannot be told, a sentence. `now`: milliseconds since 1970. */
export function tell(text: string, words: TellingWords, now: number): Told | string {
  const { inspector: say } = words
  const inspection = inspect(text)
  if (refused(inspection)) return problem(say.problems, inspection.code)
  const { token, expiresAt } = inspection
  const instant = expiresAt === undefined ? undefined : expiresAt * 1000
  const over = instant !== undefined && instant <= now
  return {
    kind: say.kind[token?.kind ?? (inspection.issuer === 'pypi' ? 'pypi' : 'other')],
    id: token?.id ?? inspection.identifier,
    idLabel: token === undefined ? say.identifier : token.kind === 'key' ? say.key : say.login,
    masterKey: token?.kid,
    from: inspection.location,
    expiry: instant === undefined ? say.openEnd : inTime(words, instant, now, over),
    over,
    size: sizeOf(words, text.trim().length),
    lines: linesOf(words, inspection),
    cautions: cautionsOf(words, inspection),
  }
}

function problem(problems: TellingWords['inspector']['problems'], code: string): string {
  return (problems as Readonly<Record<string, string>>)[code] ?? problems.other
}

/** One that is beyond any calendar is told as the number that it is. */
function inTime(words: TellingWords, instant: number, now: number, over: boolean): string {
  const date = new Date(instant)
  if (Number.isNaN(date.getTime())) return `${instant / 1000}`
  const styles = { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' } as const
  const exact = new Intl.DateTimeFormat(words.locale, styles).format(date)
  const away = distance(words, instant, now)
  return `${over ? words.inspector.over(away) : away} (${exact} UTC)`
}

function sizeOf({ locale, inspector: say }: TellingWords, characters: number): string {
  return say.sizeOf(new Intl.NumberFormat(locale).format(characters), characters)
}

function linesOf(
  { inspector: say, caveats: phrases }: TellingWords,
  inspection: Inspection,
): readonly Line[] {
  const { restrictions, understood, token, issuer } = inspection
  const caveats = restrictions.flatMap(({ caveat }) => (caveat === undefined ? [] : [caveat]))
  const said = [...caveatsInWords(caveats, phrases)]
  const says = caveats.some(({ kind }) => kind === 'allow')
  const open = says ? undefined : openOf(say, token?.kind, issuer === 'latchkey' || restrictions.length > 0)
  return [
    ...[...(open === undefined ? [] : [open]), ...said].map(text => ({ text, english: false })),
    ...restrictions.flatMap(({ caveat, words }) =>
      caveat === undefined ? [{ text: words, english: true }] : [],
    ),
    ...(understood ? [] : [{ text: say.notUnderstood, english: false }]),
  ]
}

/** What is said where no restriction says what it may do. */
function openOf(
  say: TellingWords['inspector'],
  kind: 'key' | 'login' | 'refresh' | undefined,
  isRestricted: boolean,
): string | undefined {
  if (kind === 'key') return say.mayNothingSaid
  if (kind === 'login') return say.mayLogin
  if (kind === 'refresh') return say.mayRefresh
  return isRestricted ? undefined : say.mayAnything
}

function cautionsOf({ inspector: say }: TellingWords, { issuer }: Inspection): readonly string[] {
  if (issuer === 'latchkey') return [say.caution, say.next('latchkey whoami')]
  return [say.cautionElsewhere, issuer === 'pypi' ? say.nextPypi : say.nextElsewhere]
}
