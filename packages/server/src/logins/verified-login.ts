/** What `credentials/` proves of a token of a login: that it was made here, of which login, and of which generation. */
import { timingSafeEqual } from 'node:crypto'
import type { Secret } from '@latchkey/protocol'
import { isVerified, type VerifiedToken } from '@latchkey/tokens'
import { refreshTokenText, type TextContext } from './tokens.ts'

export interface VerifiedLogin {
  readonly kind: 'login' | 'refresh'
  readonly token: VerifiedToken
  readonly kid: string
  /** The login's id. */
  readonly id: string
  readonly generation: number
}

declare const exact: unique symbol

/** A refresh token whose text is, byte for byte, the one that was handed out. */
export interface VerifiedRefresh extends VerifiedLogin {
  readonly [exact]: true
}

/**
 * Elsewhere a text is forgiven white space and a missing prefix, and restrictions may be added to it. A refresh token is
 * stored by a program and sent back by it: whatever differs has been through other hands.
 */
export function handedOut(
  verified: VerifiedLogin,
  text: Secret,
  context: TextContext,
): VerifiedRefresh | undefined {
  if (!isVerified(verified.token)) throw new TypeError('Only what verified is looked at.')
  if (verified.kind !== 'refresh') return undefined
  const expected = refreshTokenText(verified, context)
  return expected !== undefined && isSameText(expected, text) ? (verified as VerifiedRefresh) : undefined
}

function isSameText(one: Secret, other: Secret): boolean {
  const [a, b] = [Buffer.from(one.expose()), Buffer.from(other.expose())]
  return a.length === b.length && timingSafeEqual(a, b)
}
