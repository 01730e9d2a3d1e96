/** The signature: from a macaroon to a verified token. Looks nothing up, so a forgery learns nothing of any row. */
import {
  deriveRootKey,
  type Macaroon,
  parseIdentifier,
  type Refusal,
  refuse,
  refused,
  type VerifiedToken,
  verifySignature,
} from '@latchkey/tokens'
import type { MasterKeys } from '../keys/index.ts'

/** A token that was made here, and the row that it says it belongs to. */
export interface VerifiedKey {
  readonly token: VerifiedToken
  readonly kid: string
  readonly id: string
}

export function verifyPresented(macaroon: Macaroon, masterKeys: MasterKeys): VerifiedKey | Refusal {
  const identifier = parseIdentifier(macaroon.identifier)
  if (refused(identifier)) return identifier
  if (identifier.kind !== 'key') return identifier.kind === 'refresh' ? refreshToken : loginToken
  const masterKey = masterKeys.byId(identifier.kid)
  if (masterKey === undefined) return unknownMasterKey
  const token = verifySignature(macaroon, deriveRootKey(masterKey, macaroon.identifier))
  return refused(token) ? token : { token, kid: identifier.kid, id: identifier.id }
}

const unknownMasterKey = refuse(
  'master_key_unknown',
  'This token was made with a master key that is not in use here: by another server, or before it was withdrawn.',
  'Make a new key on this server.',
)

const refreshToken = refuse(
  'token_kind',
  'This is a refresh token, which only the token endpoint accepts.',
  'Send the access token that belongs to it.',
)

const loginToken = refuse(
  'token_kind',
  'This is the token of a login, and there are none here.',
  'Send a key.',
)
