/** What a key may do, said to people: plain words made from its caveats, for pages and mail. */
import {
  type Action,
  type AllowRow,
  type Caveat,
  describeCaveat,
  formatTarget,
  type Target,
} from '@latchkey/tokens'

const verbOf: Readonly<Record<Exclude<Action, 'account'>, string>> = {
  identify: 'say whose it is',
  describe: 'look up',
  read: 'read',
  publish: 'publish',
  retire: 'yank',
  delete: 'delete',
  maintain: 'maintain',
  administer: 'administer',
}

const conjunction = new Intl.ListFormat('en-GB', { type: 'conjunction' })

/** "read and publish everything in pypi:acme", "publish pypi:acme/widget": one for each row of the first `allow`. */
export function rowsInWords(caveats: readonly Caveat[]): readonly string[] {
  const [first] = caveats.filter(caveat => caveat.kind === 'allow')
  return first?.rows.flatMap(rowInWords) ?? []
}

/** The other restrictions: "Only from 10.0.0.0/8". A further `allow` takes from the first, and adds nothing to it. */
export function limitsInWords(caveats: readonly Caveat[]): readonly string[] {
  const [first] = caveats.filter(caveat => caveat.kind === 'allow')
  const others = caveats.filter(caveat => caveat !== first)
  return others.map(caveat =>
    caveat.kind === 'allow'
      ? `Of that, only to ${caveat.rows.flatMap(rowInWords).join('; or to ')}`
      : capitalized(describeCaveat(caveat)),
  )
}

/** Both, one a line. */
export function caveatsInWords(caveats: readonly Caveat[]): readonly string[] {
  return [...rowsInWords(caveats).map(capitalized), ...limitsInWords(caveats)]
}

function rowInWords({ actions, targets }: AllowRow): readonly string[] {
  // Whoever may read may look up; saying both says less. `account` is not about a place.
  const said = actions
    .filter(action => action !== 'account')
    .filter(action => action !== 'describe' || !actions.includes('read'))
  const verbs = conjunction.format(said.map(action => verbOf[action]))
  return [
    ...(said.length > 0 ? [`${verbs} ${conjunction.format(targets.map(inWords))}`] : []),
    ...(actions.includes('account') ? ['manage its owner’s keys'] : []),
  ]
}

function inWords(target: Target): string {
  const { ecosystem, organization } = target
  if (target.package !== undefined) return formatTarget(target)
  if (ecosystem !== undefined && organization !== undefined) return `everything in ${formatTarget(target)}`
  if (organization !== undefined) return `everything of ${organization}`
  return ecosystem === undefined ? 'everything its owner can reach' : `every ${ecosystem} repository`
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
