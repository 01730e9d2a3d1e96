/** The phrases that caveats are said with, in one language each. */
import type { Action } from './action.ts'
import { type Caveat, describeCaveat } from './caveats/index.ts'

export interface CaveatPhrases {
  readonly verbs: Readonly<Record<Exclude<Action, 'account'>, string>>
  /** What is done with what: "read and publish everything in pypi:acme". */
  row(verbs: readonly string[], targets: readonly string[]): string
  readonly manageKeys: string
  repository(name: string): string
  organization(name: string): string
  ecosystem(name: string): string
  readonly everything: string
  /** What a further `allow` leaves of the first. */
  onlyTo(rows: readonly string[]): string
  /** Any other restriction, a fragment: "only from 10.0.0.0/8". */
  limit(caveat: Exclude<Caveat, { kind: 'allow' }>): string
}

let conjunction: Intl.ListFormat | undefined

/** Made when it is first needed: the tables of a language take longer to load than all else of this package. */
function listed(items: readonly string[]): string {
  conjunction ??= new Intl.ListFormat('en-GB', { type: 'conjunction' })
  return conjunction.format(items)
}

export const englishPhrases: CaveatPhrases = {
  verbs: {
    identify: 'say whose it is',
    describe: 'look up',
    read: 'read',
    publish: 'publish',
    retire: 'yank',
    delete: 'delete',
    maintain: 'maintain',
    administer: 'administer',
  },
  row: (verbs, targets) => `${listed(verbs)} ${listed(targets)}`,
  manageKeys: 'manage its owner’s keys',
  repository: name => `everything in ${name}`,
  organization: name => `everything of ${name}`,
  ecosystem: name => `every ${name} repository`,
  everything: 'everything its owner can reach',
  onlyTo: rows => `Of that, only to ${rows.join('; or to ')}`,
  limit: describeCaveat,
}
