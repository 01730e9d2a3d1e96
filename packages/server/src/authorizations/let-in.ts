/** From an answer to a login, and its first tokens: for both ways of asking. */
import type { Refusal } from '@latchkey/tokens'
import { isLive } from '../accounts/index.ts'
import { causeByAccount, type Origin } from '../audit/index.ts'
import { type Client, isKnown } from '../clients/index.ts'
import type { Login, TokenSet } from '../logins/index.ts'
import type { Writer } from '../storage/index.ts'
import type { AuthorizationsOptions } from './options.ts'
import { approverGone, clientGone, invalidGrant } from './refusals.ts'

/** What was agreed to, of either table. */
export interface AgreedRow {
  readonly account_id: string | null
  readonly scope: string
  readonly device_name: string | null
  readonly window_closes_at: number | null
  readonly window_step: number | null
}

export interface Entrance {
  readonly client: Client
  /** In which it was agreed to. */
  readonly session: string | null
  readonly from: Origin
  /** Milliseconds since 1970. */
  readonly now: number
}

/** Makes the login, in the transaction that uses the answer up. What locks a person out ends sessions, and this with them. */
export async function letIn(
  transaction: Writer,
  row: AgreedRow,
  { client, session, from, now }: Entrance,
  { logins }: Pick<AuthorizationsOptions, 'logins'>,
): Promise<Login | Refusal<'access_denied'> | Refusal<'master_key_withdrawn'>> {
  const { account_id: accountId, scope, device_name: deviceName } = row
  const { window_closes_at: closesAt, window_step: step } = row
  if (accountId === null || session === null || !(await isLive(transaction, session, now)))
    return approverGone
  if (!(await isKnown(transaction, client))) return clientGone
  return logins.insert(transaction, {
    ...{ accountId, client, scope, now, cause: causeByAccount(accountId, 'session', from) },
    ...(deviceName !== null && { deviceName }),
    ...(closesAt !== null && { window: { closesAt, step } }),
  })
}

/** How long a lost answer is given again; milliseconds. */
const again = 60_000

/** The first tokens of a login once more, while nobody has shown one of them. */
export async function firstTokensAgain(
  row: { readonly login_id: string | null; readonly redeemed_at: number | null },
  now: number,
  { logins }: Pick<AuthorizationsOptions, 'logins'>,
): Promise<TokenSet | Refusal<'invalid_grant'>> {
  const { login_id: id, redeemed_at: issuedAt } = row
  if (id === null || issuedAt === null || now - issuedAt > again) return invalidGrant
  const login = await logins.byId(id)
  if (login === undefined || login.endedAt !== undefined) return invalidGrant
  return login.generation === 0 && login.seen < 0 ? logins.tokensOf(login, { issuedAt }) : invalidGrant
}
