/** The identifier of our tokens: which master key signs it, what kind of token it is, and which row it belongs to. */
import { decodeUtf8, encodeUtf8 } from './bytes.ts'
import { type Refusal, refuse } from './refusal.ts'

/** `kid` names the master key, `id` is the row's public id: 128 random bits in base64url. */
export type TokenIdentifier =
  | { readonly kind: 'key'; readonly kid: string; readonly id: string }
  | {
      /** `login`: an access or client token; `refresh`: its refresh token. */
      readonly kind: 'login' | 'refresh'
      readonly kid: string
      readonly id: string
      /** How often the login was refreshed: 0, 1, 2, ... */
      readonly generation: number
    }

/**
 * - `token_foreign`: some other system's identifier.
 * - `token_version`: a later version of ours than this build knows.
 */
export type IdentifierCode = 'token_foreign' | 'token_version'

const letters = { key: 'k', login: 'l', refresh: 'r' } as const
const kinds = { k: 'key', l: 'login', r: 'refresh' } as const

/** `1.<kid>.k<id>`, `1.<kid>.l<id>.<generation>`, `1.<kid>.r<id>.<generation>`; the number in its shortest form. */
const pattern =
  /^1\.([A-Za-z0-9_-]{1,32})\.(?:(k)([A-Za-z0-9_-]{21}[AQgw])|([lr])([A-Za-z0-9_-]{21}[AQgw])\.(0|[1-9][0-9]{0,14}))$/

/** Reads an identifier strictly: each has one spelling. */
export function parseIdentifier(bytes: Uint8Array): TokenIdentifier | Refusal<IdentifierCode> {
  const text = decodeUtf8(bytes) ?? ''
  const match = pattern.exec(text)
  if (match === null) return /^[2-9]\./.test(text) ? later : foreign
  const [, kid = '', isKey, keyId = '', letter, loginId = '', generation] = match
  if (isKey !== undefined) return { kind: 'key', kid, id: keyId }
  return { kind: kinds[letter as 'l' | 'r'], kid, id: loginId, generation: Number(generation) }
}

/** The bytes that `parseIdentifier` reads back. */
export function formatIdentifier(identifier: TokenIdentifier): Uint8Array {
  const start = `1.${identifier.kid}.${letters[identifier.kind]}${identifier.id}`
  return encodeUtf8(identifier.kind === 'key' ? start : `${start}.${identifier.generation}`)
}

const foreign: Refusal<IdentifierCode> = refuse(
  'token_foreign',
  'This token was not made by Latchkey: its identifier is not one of ours.',
  'Present a token of this registry.',
)

const later: Refusal<IdentifierCode> = refuse(
  'token_version',
  'This token was made by a later version of Latchkey than this one.',
  'Update this program, or make a token with the version that is installed.',
)
