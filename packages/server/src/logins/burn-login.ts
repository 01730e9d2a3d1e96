/** Burning: a token of a login kills itself and all that was made from it; its plain text ends the login. */
import { isThirdParty, isVerified, type Refusal, readCaveat, refused } from '@latchkey/tokens'
import type { Client } from '../clients/index.ts'
import { signatureHash } from '../keys/index.ts'
import { advanceEpoch, type Writer } from '../storage/index.ts'
import type { LoginContext } from './context.ts'
import { endLogin } from './end-login.ts'
import { findVerifiable } from './find-login.ts'
import type { Login } from './login.ts'
import { type Happened, recordLoginEvent } from './login-events.ts'
import { tellLoginBurned, tellTokenBurned } from './notices/tell.ts'
import { noSuchLogin } from './refusals.ts'
import type { VerifiedLogin } from './verified-login.ts'

export interface BurnedLogin {
  readonly login: Login
  /** The plain text was burned: the login is ended. Otherwise it lives, and one token made from it does not. */
  readonly whole: boolean
}

/** Who burns: somebody who found the token, or the client that it was given to (RFC 7009, section 2.1). */
export type Burner = 'finder' | Client

/** Nodes tell the time differently, and none may forget what another still takes for a live token. */
const day = 24 * 60 * 60 * 1000

/** To hold the token is the authority: that it verified is proved by its type. Again it changes nothing. */
export async function burnLogin(
  transaction: Writer,
  context: LoginContext,
  presented: VerifiedLogin,
  { by, ...happened }: Happened & { readonly by: Burner },
): Promise<BurnedLogin | Refusal<'unknown_login'>> {
  if (!isVerified(presented.token)) throw new TypeError('Only what verified is burned.')
  const found = await findVerifiable(transaction, presented)
  if (found === undefined || found.login.kid !== presented.kid) return noSuchLogin
  const { login, burnedAt } = found
  if (by !== 'finder' && by.id !== login.client.id) return noSuchLogin

  if (isPlain(presented)) {
    const how = by === 'finder' ? 'burned' : 'ended'
    const lived = await endLogin(transaction, login, happened, how)
    if (lived && how === 'burned') await tellLoginBurned(transaction, context, { login, ...happened })
    return { login: { ...login, endedAt: login.endedAt ?? happened.now }, whole: true }
  }
  const expiresAt = expiryOf(presented)
  // A refresh token that was narrowed opens nothing, so there is nothing of it to kill.
  if (presented.kind === 'login' && burnedAt === undefined && expiresAt > happened.now) {
    if (by === 'finder') await tellTokenBurned(transaction, context, { login, ...happened })
    await revokeSignature(transaction, presented, { now: happened.now, expiresAt })
    await recordLoginEvent(transaction, 'login.token_burned', login, happened)
  }
  return { login, whole: false }
}

/** As it was handed out: a refresh token without a restriction, an access token with its expiry alone. */
function isPlain({ kind, token }: VerifiedLogin): boolean {
  return token.caveatCount === (kind === 'refresh' ? 0 : 1)
}

async function revokeSignature(
  transaction: Writer,
  { token, id }: VerifiedLogin,
  { now, expiresAt }: { readonly now: number; readonly expiresAt: number },
): Promise<void> {
  await transaction
    .deleteFrom('revoked_login_signatures')
    .where('expires_at', '<=', now - day)
    .execute()
  await transaction
    .insertInto('revoked_login_signatures')
    .values({
      ...{ signature_hash: signatureHash(token.macaroon.signature), login_id: id },
      ...{ created_at: now, expires_at: expiresAt },
    })
    .execute()
  await advanceEpoch(transaction)
}

/** When the token is over by itself: the first expiry of its text, and every access token has one. */
function expiryOf({ token }: VerifiedLogin): number {
  const ends = token.macaroon.caveats.flatMap(each => {
    const caveat = isThirdParty(each) ? undefined : readCaveat(each.identifier)
    return caveat === undefined || refused(caveat) || caveat.kind !== 'expires'
      ? []
      : [caveat.expiresAt * 1000]
  })
  return Math.min(...ends)
}
