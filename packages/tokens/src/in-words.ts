/** What caveats allow, said to people: plain words in their language, for pages and mail. */
import type { AllowRow } from './caveats/allow.ts'
import type { Caveat } from './caveats/index.ts'
import { type CaveatPhrases, englishPhrases } from './phrases.ts'
import { formatTarget, type Target } from './target.ts'

/** "read and publish everything in pypi:acme", "publish pypi:acme/widget": one for each row of the first `allow`. */
export function rowsInWords(
  caveats: readonly Caveat[],
  phrases: CaveatPhrases = englishPhrases,
): readonly string[] {
  const [first] = caveats.filter(caveat => caveat.kind === 'allow')
  return first?.rows.flatMap(row => rowInWords(row, phrases)) ?? []
}

/** The other restrictions: "Only from 10.0.0.0/8". A further `allow` takes from the first, and adds nothing to it. */
export function limitsInWords(
  caveats: readonly Caveat[],
  phrases: CaveatPhrases = englishPhrases,
): readonly string[] {
  const [first] = caveats.filter(caveat => caveat.kind === 'allow')
  const others = caveats.filter(caveat => caveat !== first)
  return others.map(caveat =>
    caveat.kind === 'allow'
      ? phrases.onlyTo(caveat.rows.flatMap(row => rowInWords(row, phrases)))
      : capitalized(phrases.limit(caveat)),
  )
}

/** Both, one a line. */
export function caveatsInWords(
  caveats: readonly Caveat[],
  phrases: CaveatPhrases = englishPhrases,
): readonly string[] {
  return [...rowsInWords(caveats, phrases).map(capitalized), ...limitsInWords(caveats, phrases)]
}

function rowInWords({ actions, targets }: AllowRow, phrases: CaveatPhrases): readonly string[] {
  // Whoever may read may look up; saying both says less. `account` is not about a place.
  const said = actions
    .filter(action => action !== 'account')
    .filter(action => action !== 'describe' || !actions.includes('read'))
  const verbs = said.map(action => phrases.verbs[action])
  const places = targets.map(target => inWords(target, phrases))
  return [
    ...(said.length > 0 ? [phrases.row(verbs, places)] : []),
    ...(actions.includes('account') ? [phrases.manageKeys] : []),
  ]
}

function inWords(target: Target, phrases: CaveatPhrases): string {
  const { ecosystem, organization } = target
  if (target.package !== undefined) return formatTarget(target)
  if (ecosystem !== undefined && organization !== undefined) return phrases.repository(formatTarget(target))
  if (organization !== undefined) return phrases.organization(organization)
  return ecosystem === undefined ? phrases.everything : phrases.ecosystem(ecosystem)
}

/** But for what begins with a name, which is written as it is. */
function capitalized(text: string): string {
  if (/^\S+:/.test(text)) return text
  return text.charAt(0).toUpperCase() + text.slice(1)
}
