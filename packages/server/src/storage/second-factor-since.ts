/** Since when an account has a second factor: asked for in the one query that looks up a session, a login or a key. */
import { sql } from 'kysely'

/**
 * A column of a query in which `account` names an account: the earliest of an authenticator app whose first code was
 * given and of its passkeys, in milliseconds since 1970; null where it has neither.
 */
export function secondFactorSince(account: string) {
  const id = sql.ref(account)
  return sql<number | null>`(
    select min(since) from (
      select confirmed_at as since from authenticators where authenticators.account_id = ${id}
      union all
      select created_at as since from passkeys where passkeys.account_id = ${id}
    ) as second_factors
  )`
}
