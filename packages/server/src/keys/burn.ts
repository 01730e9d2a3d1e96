/** Burning: a token kills itself and all that was made from it, and nothing that it was made from. */
import { isThirdParty, isVerified, type Refusal, readCaveat, refused } from '@latchkey/tokens'
import type { Cause } from '../audit/index.ts'
import { advanceEpoch, type Writer } from '../storage/index.ts'
import { unknownKey } from './authority.ts'
import { burnedAt, signatureHash } from './burned.ts'
import type { CreateKeyContext } from './create-key.ts'
import { findKey, type TokenOfKey } from './find.ts'
import type { Key } from './key.ts'
import { recordKeyEvent } from './key-events.ts'
import { tellKeyBurned, tellTokenBurned } from './notices/tell-done.ts'
import { markRevoked } from './revoke.ts'

export interface Burned {
  readonly key: Key
  /** The bare text was burned: the key is revoked. Otherwise it lives, and one token made from it does not. */
  readonly whole: boolean
}

/** Nodes tell the time differently, and none may forget what another still takes for a live token. */
const day = 24 * 60 * 60 * 1000

/** To hold the token is the authority: that it verified is proved by its type. Again it changes nothing. */
export async function burn(
  transaction: Writer,
  context: CreateKeyContext,
  presented: TokenOfKey & { readonly kid: string },
  cause: Cause,
): Promise<Burned | Refusal<'unknown_key'>> {
  const { token, id, kid } = presented
  const now = context.clock.now()
  if (!isVerified(token)) throw new TypeError('Only what verified is burned.')
  const key = await findKey(transaction, id)
  if (key === undefined || key.kid !== kid) return unknownKey
  const whole = token.caveatCount === 0
  if (whole) {
    if (await markRevoked(transaction, key, { now, by: null })) {
      await recordKeyEvent(transaction, 'key.burned', key, { cause, at: now })
      await tellKeyBurned(transaction, context, { key, cause, now })
    }
    return { key: { ...key, revokedAt: key.revokedAt ?? now }, whole }
  }

  const expiresAt = endOf(presented, key)
  const isOver = key.revokedAt !== undefined || (expiresAt !== null && expiresAt <= now)
  if (isOver || (await burnedAt(transaction, token, 'keys')) !== undefined) return { key, whole }
  await tellTokenBurned(transaction, context, { key, cause, now })
  await transaction
    .deleteFrom('revoked_signatures')
    .where('expires_at', '<=', now - day)
    .execute()
  await transaction
    .insertInto('revoked_signatures')
    .values({
      signature_hash: signatureHash(token.macaroon.signature),
      key_id: id,
      created_at: now,
      expires_at: expiresAt,
    })
    .execute()
  await advanceEpoch(transaction)
  await recordKeyEvent(transaction, 'token.burned', key, { cause, at: now })
  return { key, whole }
}

/** When the token is over by itself: the first expiry of its text, its key's at the latest; milliseconds since 1970. */
function endOf({ token }: TokenOfKey, key: Key): number | null {
  const ends = token.macaroon.caveats.flatMap(each => {
    const caveat = isThirdParty(each) ? undefined : readCaveat(each.identifier)
    return caveat === undefined || refused(caveat) || caveat.kind !== 'expires'
      ? []
      : [caveat.expiresAt * 1000]
  })
  const end = Math.min(...ends, key.expiresAt ?? Number.POSITIVE_INFINITY)
  return Number.isSafeInteger(end) ? end : null
}
