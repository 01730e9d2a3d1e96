/** Who asks for passkeys: this server, by the name that browsers bind them to (WebAuthn level 3, section 4 "RP ID"). */
import { isIP } from 'node:net'
import { type Refusal, refuse } from '@latchkey/tokens'

export interface RelyingParty {
  /** The host of the origin: a passkey is good for it and for nothing else, wherever a page is shown. */
  readonly id: string
  /** What `clientDataJSON` has to say. */
  readonly origin: string
}

/** Browsers make passkeys where nobody on the way can change the page, and for names only. */
export function readRelyingParty(origin: string): RelyingParty | Refusal<'passkeys_unavailable'> {
  const { protocol, hostname } = new URL(origin)
  const isLocal = hostname === 'localhost' || hostname.endsWith('.localhost')
  if (isIP(hostname.replace(/^\[|\]$/g, '')) !== 0) return notByAddress
  return protocol === 'https:' || isLocal ? { id: hostname, origin } : notInTheOpen
}

const notInTheOpen: Refusal<'passkeys_unavailable'> = refuse(
  'passkeys_unavailable',
  'Browsers use passkeys over https only, and this server is reached over http.',
  'Give it an https origin (LATCHKEY_ORIGIN), or http://localhost to try it out.',
)

const notByAddress: Refusal<'passkeys_unavailable'> = refuse(
  'passkeys_unavailable',
  'Browsers bind passkeys to the name of a server, and this one is reached by its address.',
  'Give it an origin with a name (LATCHKEY_ORIGIN); http://localhost is one.',
)
