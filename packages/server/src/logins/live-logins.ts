/** Which logins work, counted by what they are derived from: with a master key that is withdrawn they die. */
import type { Reader } from '../storage/index.ts'
import { longestLifetimes } from './lifetimes.ts'

/** Whose logins die with a master key, and how many. */
export interface LoginsOfAccount {
  /** The account's. */
  readonly name: string
  readonly logins: number
}

/** How many work of each master key, by its kid. */
export async function countLogins(reader: Reader, now: number): Promise<ReadonlyMap<string, number>> {
  const rows = await selectLive(reader, now)
    .select(({ fn }) => ['logins.kid', fn.countAll<number>().as('count')])
    .groupBy('logins.kid')
    .execute()
  return new Map(rows.map(({ kid, count }) => [kid, count]))
}

/** Those with the most logins first. */
export async function loginsOfMasterKey(
  reader: Reader,
  kid: string,
  now: number,
): Promise<readonly LoginsOfAccount[]> {
  return selectLive(reader, now)
    .innerJoin('accounts', 'accounts.id', 'logins.account_id')
    .select(({ fn }) => ['accounts.username as name', fn.countAll<number>().as('logins')])
    .where('logins.kid', '=', kid)
    .groupBy('accounts.username')
    .orderBy('logins', 'desc')
    .orderBy('accounts.username')
    .execute()
}

function selectLive(reader: Reader, now: number) {
  const usedSince = now - longestLifetimes.unused
  return reader
    .selectFrom('logins')
    .innerJoin('master_keys', 'master_keys.kid', 'logins.kid')
    .where('master_keys.state', '!=', 'withdrawn')
    .where('logins.ended_at', 'is', null)
    .where('logins.expires_at', '>', now)
    .where(({ eb, or }) =>
      or([eb('logins.rotated_at', '>', usedSince), eb('logins.last_used_at', '>', usedSince)]),
    )
}
