/** The signature: from a macaroon to a verified token. Looks nothing up, so a forgery learns nothing of any row. */
import {
  deriveRootKey,
  type PackedMacaroon,
  parseIdentifier,
  type Refusal,
  refuse,
  refused,
  type VerifiedToken,
  verifySignature,
} from '@latchkey/tokens'
import type { MasterKeys } from '../keys/index.ts'
import type { VerifiedLogin } from '../logins/index.ts'

/** A token that was made here, and the row that it says it belongs to. */
export interface VerifiedKey {
  readonly kind: 'key'
  readonly token: VerifiedToken
  readonly kid: string
  readonly id: string
}

/** What may be presented to a registry: a refresh token is for the token endpoint alone. */
export type VerifiedBearer = VerifiedKey | (VerifiedLogin & { readonly kind: 'login' })

export function verifyPresented(macaroon: PackedMacaroon, masterKeys: MasterKeys): VerifiedBearer | Refusal {
  const verified = verifyAny(macaroon, masterKeys)
  if (refused(verified) || verified.kind === 'key') return verified
  return verified.kind === 'refresh' ? refreshToken : { ...verified, kind: verified.kind }
}

/** Of whatever kind: whose holder may at least kill it. */
export function verifyAny(
  macaroon: PackedMacaroon,
  masterKeys: MasterKeys,
): VerifiedKey | VerifiedLogin | Refusal {
  const { identifier: bytes } = macaroon
  const identifier = parseIdentifier(bytes)
  if (refused(identifier)) return identifier
  const masterKey = masterKeys.byId(identifier.kid)
  if (masterKey === undefined) return unknownMasterKey
  const token = verifySignature(macaroon, deriveRootKey(masterKey, bytes))
  return refused(token) ? token : { ...identifier, token }
}

const unknownMasterKey = refuse(
  'master_key_unknown',
  'This token was made with a master key that is not in use here: by another server, or before it was withdrawn.',
  'Make a new key on this server, or log in again.',
)

const refreshToken = refuse(
  'token_kind',
  'This is a refresh token, which only the token endpoint accepts.',
  'Send the access token that belongs to it.',
)
