/** From the text of a credential to a macaroon, which nobody takes apart before its signature held. A password is told from a token that went bad on the way. */
import type { Secret } from '@latchkey/protocol'
import {
  defaultPrefix,
  type PackedMacaroon,
  type Refusal,
  readPackedToken,
  refuse,
  refused,
} from '@latchkey/tokens'

export interface Expected {
  readonly origin: string
  readonly prefix: string | undefined
}

export function readPresented(
  secret: Secret,
  { origin, prefix = defaultPrefix }: Expected,
): PackedMacaroon | Refusal {
  const text = secret.expose()
  const macaroon = readPackedToken(text, { prefix })
  if (!refused(macaroon) || isUnmistakable(macaroon) || looksLikeToken(text, prefix)) return macaroon
  return refuse(
    'not_a_token',
    'This is not a token, and passwords are not accepted here.',
    `Make a key at ${origin}/account/keys and use it as the password.`,
  )
}

function isUnmistakable({ code }: Refusal): boolean {
  return code === 'token_missing' || code === 'token_too_large'
}

/** Our prefix, or any prefix and the first bytes of a V2 macaroon. Nothing else may be repeated in a message. */
function looksLikeToken(text: string, prefix: string): boolean {
  return text.trimStart().startsWith(prefix) || /^\s*(?:[a-z0-9_]{1,64}-)?AgE/.test(text)
}
