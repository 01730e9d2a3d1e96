/** The text of a token: a prefix that secret scanners find, and a V2 macaroon in base64url. */
import { decodeBase64url, encodeBase64url } from './base64.ts'
import {
  encodeV2,
  type Macaroon,
  type MacaroonCaveat,
  type MacaroonCode,
  type PackedMacaroon,
  packV2,
} from './macaroon/index.ts'
import { type Refusal, refuse, refused } from './refusal.ts'

/** Checked before any other work is done. */
export const tokenLimits = { characters: 8192, caveats: 64, caveatBytes: 4096 } as const

export const defaultPrefix = 'latchkey-'

/**
 * - `token_missing`: no text at all.
 * - `token_too_large`: beyond `tokenLimits`.
 * - `token_cut_off`: the end is missing, as after an incomplete copy.
 * - `token_prefix`: it has the prefix of another registry.
 * - `token_text`: not base64url in its one spelling.
 */
export type TokenTextCode =
  | 'token_missing'
  | 'token_too_large'
  | 'token_cut_off'
  | 'token_prefix'
  | 'token_text'
  | MacaroonCode

/**
 * The prefix that a text carries (`[a-z0-9_]+` and one hyphen), or nothing. It cannot be mistaken for the macaroon,
 * whose text begins with the capital A of its version byte.
 */
export function prefixOf(text: string): string {
  return /^\s*([a-z0-9_]{1,64}-)/.exec(text)?.[1] ?? ''
}

/**
 * Reads a token. Forgiven are surrounding white space and a missing or doubled prefix, which change nothing that is
 * signed; everything else has one spelling.
 */
export function readToken(text: string, options?: TokenTextOptions): Macaroon | Refusal<TokenTextCode> {
  const packed = readPackedToken(text, options)
  return refused(packed) ? packed : packed.unpack()
}

/** The same for whoever verifies the token, and takes it apart only then, or never. */
export function readPackedToken(
  text: string,
  { prefix = defaultPrefix }: TokenTextOptions = {},
): PackedMacaroon | Refusal<TokenTextCode> {
  if (text.length > tokenLimits.characters) return tooLong
  const body = withoutPrefix(text.trim(), prefix)
  const bytes = decodeBase64url(body)
  if (bytes === undefined) return explain(body)
  const packed = packV2(bytes)
  if (refused(packed)) return explain(body, packed)
  if (packed.caveatCount > tokenLimits.caveats) return tooManyCaveats
  // Only what is larger as a whole can hold such a caveat.
  const isLarge = bytes.length > tokenLimits.caveatBytes
  return isLarge && packed.unpack().caveats.some(isTooLarge) ? caveatTooLarge : packed
}

export interface TokenTextOptions {
  readonly prefix?: string
}

/** The text that `readToken` reads back, if the macaroon is within `tokenLimits`. */
export function writeToken(macaroon: Macaroon, prefix: string = defaultPrefix): string {
  return prefix + encodeBase64url(encodeV2(macaroon))
}

function withoutPrefix(text: string, prefix: string): string {
  const once = text.startsWith(prefix) ? prefix.length : 0
  return text.slice(text.startsWith(prefix, once) ? once + prefix.length : once)
}

function isTooLarge({ identifier }: MacaroonCaveat): boolean {
  return identifier.length > tokenLimits.caveatBytes
}

/** Says what is wrong with a body that is not base64url, or is, but of no macaroon. */
function explain(body: string, reading?: Refusal<MacaroonCode>): Refusal<TokenTextCode> {
  if (body === '') return missing
  const prefix = prefixOf(body)
  if (prefix !== '') return foreignPrefix(prefix)
  // The last character of a text that is cut off has spare bits that were part of the next byte: ignore them here.
  const start = decodeBase64url(body.padEnd(body.length + (-body.length & 3), 'A'))
  const whole = reading ?? (start && packV2(start.subarray(0, (body.length * 3) >> 2)))
  if (refused(whole) && whole.code === 'macaroon_cut_off') return cutOff
  return reading ?? notBase64url
}

const copyAgain = 'Copy it again, from its first character to its last.'
const limit = (sentence: string): Refusal<TokenTextCode> =>
  refuse('token_too_large', sentence, 'Make a new token with fewer restrictions.')

const missing = refuse('token_missing', 'There is no token.', 'Present a token of this registry.')
const cutOff = refuse('token_cut_off', 'This token is cut off: its end is missing.', copyAgain)
const notBase64url = refuse(
  'token_text',
  'This token contains a character that does not belong in it, or its last character was changed.',
  copyAgain,
)
const tooLong = limit(`This token is longer than ${tokenLimits.characters} characters.`)
const tooManyCaveats = limit(`This token has more than ${tokenLimits.caveats} restrictions.`)
const caveatTooLarge = limit(`A restriction of this token is larger than ${tokenLimits.caveatBytes} bytes.`)

function foreignPrefix(prefix: string): Refusal<TokenTextCode> {
  return refuse(
    'token_prefix',
    `This token begins with "${prefix}": it was made by another registry.`,
    'Present a token of this registry.',
  )
}
