/** Refreshing: the next generation, the same once more where its answer may have been lost, or the end of a stolen login. */
import type { Scope } from '@latchkey/protocol'
import { isVerified, type Refusal, refused } from '@latchkey/tokens'
import type { Cause } from '../audit/index.ts'
import type { Client } from '../clients/index.ts'
import type { Writer } from '../storage/index.ts'
import type { LoginContext } from './context.ts'
import { endLogin } from './end-login.ts'
import { findVerifiable, organizationsOf } from './find-login.ts'
import { endOf } from './lifetimes.ts'
import type { Login } from './login.ts'
import { tellLoginStolen } from './notices/tell.ts'
import {
  accountDisabled,
  loginEnded,
  loginOver,
  notHere,
  notTheClients,
  stolenNow,
  unknownLogin,
} from './refusals.ts'
import { narrowed } from './scopes.ts'
import { type TokenSet, tokensOf } from './tokens.ts'
import type { VerifiedRefresh } from './verified-login.ts'

export interface RefreshRequest {
  readonly client: Client
  /** As it was asked for; all that was granted where nothing was. */
  readonly scope?: string
}

interface Refreshing {
  readonly presented: VerifiedRefresh
  readonly request: RefreshRequest
  readonly cause: Cause
  /** Milliseconds since 1970. */
  readonly now: number
}

/** For two processes that refresh at once: the one that got the answer may have shown it before the other asks. */
const graceOfParallelRefreshes = 60 * 1000

export async function refresh(
  context: LoginContext,
  presented: VerifiedRefresh,
  request: RefreshRequest,
  cause: Cause,
): Promise<TokenSet | Refusal<'invalid_grant' | 'invalid_scope'>> {
  if (!isVerified(presented.token)) throw new TypeError('Only what verified is refreshed.')
  const { store, clock } = context
  const now = clock.now()
  const moved = await store.write(transaction =>
    moveOn(transaction, context, { presented, request, cause, now }),
  )
  // Not refused within the transaction, which would have taken the end of the login back.
  if (moved === 'stolen') return stolenNow
  if (refused(moved)) return moved
  const organizations = await organizationsOf(store.read, moved.login.accountId)
  return tokensOf(moved.login, { ...moved, now, issuedAt: now, organizations }, context) ?? notHere
}

async function moveOn(
  transaction: Writer,
  context: LoginContext,
  refreshing: Refreshing,
): Promise<
  | { readonly login: Login; readonly scopes?: readonly Scope[] }
  | 'stolen'
  | Refusal<'invalid_grant' | 'invalid_scope'>
> {
  const { presented, request, cause, now } = refreshing
  const login = await findRefreshable(transaction, context, refreshing)
  if (refused(login)) return login
  const isCurrent = presented.generation === login.generation
  // Before anything else that may be wrong with the request: a thief must not be able to look without being noticed.
  if (!isCurrent && !mayHaveLostTheAnswer(login, presented.generation, now)) {
    await endLogin(transaction, login, { cause, now }, 'stolen')
    await tellLoginStolen(transaction, context, { login, cause, now })
    return 'stolen'
  }
  const scopes = request.scope === undefined ? undefined : narrowed(login, request.client, request.scope)
  if (refused(scopes)) return scopes
  const granted = scopes === undefined ? {} : { scopes }
  if (!isCurrent) return { login, ...granted }

  const generation = login.generation + 1
  const moved = await transaction
    .updateTable('logins')
    .set({ generation, rotated_at: now })
    .where('id', '=', login.id)
    .where('generation', '=', login.generation)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  if (moved.numUpdatedRows !== 1n) throw new Error('A login changed within a transaction of its own.')
  return { login: { ...login, generation, rotatedAt: now }, ...granted }
}

/** Nobody has shown an access token of the current generation, or hardly a minute has passed since it was made. */
function mayHaveLostTheAnswer(
  { generation, seen, rotatedAt }: Login,
  presented: number,
  now: number,
): boolean {
  return presented === generation - 1 && (seen < generation || now - rotatedAt <= graceOfParallelRefreshes)
}

/** A login that lives, and belongs to the client that asks (RFC 6749, section 6). */
async function findRefreshable(
  transaction: Writer,
  { lifetimes }: LoginContext,
  { presented, request, now }: Refreshing,
): Promise<Login | Refusal<'invalid_grant'>> {
  const found = await findVerifiable(transaction, presented)
  // One made again with another master key would outlive the withdrawal of the one that its row names.
  if (found === undefined || found.login.kid !== presented.kid) return unknownLogin
  const { login, accountDisabled: isDisabled } = found
  if (login.client.id !== request.client.id) return notTheClients
  if (login.endedAt !== undefined) return loginEnded(login)
  if (endOf(login, lifetimes) <= now) return loginOver
  return isDisabled ? accountDisabled : login
}
