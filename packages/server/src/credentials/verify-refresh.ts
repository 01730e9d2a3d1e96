/** A refresh token is the text that was handed out, byte for byte: nothing about it is forgiven, and nothing can be added. */
import { timingSafeEqual } from 'node:crypto'
import type { Secret } from '@latchkey/protocol'
import { type Refusal, readToken, refuse, refused } from '@latchkey/tokens'
import type { MasterKeys } from '../keys/index.ts'
import { refreshTokenText, type VerifiedRefresh } from '../logins/index.ts'
import { verifyAny } from './verify.ts'

export interface RefreshGround {
  readonly masterKeys: MasterKeys
  readonly origin: string
  readonly prefix?: string | undefined
}

/** One refusal for all that is no refresh token of ours: RFC 6749, section 5.2, has one word for it. */
export function verifyRefresh(
  secret: Secret,
  { masterKeys, origin, prefix }: RefreshGround,
): VerifiedRefresh | Refusal<'invalid_grant'> {
  const macaroon = readToken(secret.expose(), prefix === undefined ? {} : { prefix })
  if (refused(macaroon)) return noRefreshToken
  const verified = verifyAny(macaroon, masterKeys)
  if (refused(verified) || verified.kind !== 'refresh') return noRefreshToken
  const text = refreshTokenText(verified, { masterKeys, origin, prefix })
  if (text === undefined || !isSameText(text, secret)) return noRefreshToken
  return { ...verified, kind: 'refresh', exact: true }
}

function isSameText(one: Secret, other: Secret): boolean {
  const [a, b] = [Buffer.from(one.expose()), Buffer.from(other.expose())]
  return a.length === b.length && timingSafeEqual(a, b)
}

const noRefreshToken: Refusal<'invalid_grant'> = refuse(
  'invalid_grant',
  'This is not a refresh token of this registry, or it is not as it was handed out.',
  'Log in again: npx latchkey login',
)
