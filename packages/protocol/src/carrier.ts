/** How a request carries a credential: RFC 6750 (Bearer), RFC 7617 (Basic), and what older clients send. */
import { type Refusal, refuse, refused } from '@latchkey/tokens'
import { Secret } from './secret.ts'

export interface PresentedCredential {
  /** `bare`: the token alone, without a scheme, as Hex's clients send it. */
  readonly carrier: 'bearer' | 'token' | 'basic' | 'bare'
  /** What should be a token. It may be a password or nothing at all: whoever verifies it decides. */
  readonly secret: Secret
  /** Basic's user name, for messages only. Absent where it is long enough to be a token in the wrong place. */
  readonly userName?: string
}

/**
 * - `several_credentials` (400): which of them counts is nobody's guess.
 * - `credential_malformed` (400): it cannot be read. Never treated as if none had been sent.
 * - `credential_scheme` (401): a scheme that no client of a registry needs.
 */
export type CarrierCode = 'several_credentials' | 'credential_malformed' | 'credential_scheme'

const howTo = 'Send it as "Authorization: Bearer TOKEN", or as Basic with the token as the password.'

/**
 * The credential in the values of a request's `Authorization` headers, one element for each header as it came;
 * `undefined` where there is none. `bare` lets the token stand alone.
 */
export function readCarrier(
  values: readonly string[],
  options: { readonly bare?: boolean } = {},
): PresentedCredential | undefined | Refusal<CarrierCode> {
  const [value, another] = values
  if (value === undefined) return undefined
  if (another !== undefined) {
    return refuse(
      'several_credentials',
      'More than one credential was sent.',
      'Send one Authorization header.',
    )
  }
  const [, scheme = '', rest = ''] = /^([^\s]*)(?:[ \t]+(.*))?$/.exec(value.trim()) ?? []
  switch (scheme.toLowerCase()) {
    case 'bearer':
      return readToken('bearer', rest)
    case 'token':
      return readToken('token', rest)
    case 'basic':
      return readBasic(rest)
  }
  if (rest === '' && options.bare === true) return readToken('bare', scheme)
  if (rest === '') return malformed('The Authorization header names no scheme.')
  return refuse(
    'credential_scheme',
    'The scheme of the Authorization header is not one that is used here.',
    howTo,
  )
}

function readToken(
  carrier: PresentedCredential['carrier'],
  text: string,
): PresentedCredential | Refusal<CarrierCode> {
  if (!/^[!-~]+$/.test(text))
    return malformed('The Authorization header holds no token, or more than one word.')
  return { carrier, secret: new Secret(text) }
}

/** RFC 7617, 2: `user:password`, split at the first colon, in UTF-8 (2.1) and in base64. */
function readBasic(base64: string): PresentedCredential | Refusal<CarrierCode> {
  const text = decodeBasic(base64)
  if (refused(text)) return text
  const colon = text.indexOf(':')
  if (colon < 0) return malformed('The Authorization header holds no colon between user name and password.')
  const userName = text.slice(0, colon)
  const secret = new Secret(text.slice(colon + 1).trim())
  return { carrier: 'basic', secret, ...(/^[ -~]{1,64}$/.test(userName) ? { userName } : {}) }
}

function decodeBasic(base64: string): string | Refusal<CarrierCode> {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) return malformed('The Authorization header is not base64.')
  try {
    const bytes = Uint8Array.from(atob(base64), character => character.charCodeAt(0))
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return malformed('The Authorization header is not UTF-8 in base64.')
  }
}

function malformed(message: string): Refusal<CarrierCode> {
  return refuse('credential_malformed', message, howTo)
}
