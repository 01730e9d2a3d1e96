/** Making the text of a key. */
import { Secret } from '@latchkey/protocol'
import { deriveRootKey, formatIdentifier, mintMacaroon, writeToken } from '@latchkey/tokens'
import type { MintingKey } from './master-key-entries.ts'

export interface MintInput {
  readonly minting: MintingKey
  /** The row's id. */
  readonly id: string
  /** The host of the issuing origin: a hint to its holder. */
  readonly location: string
  /** What secret scanners find it by; `latchkey-` where it is not said. */
  readonly prefix?: string
}

/** About 115 characters, without caveats: a key's restrictions are in its row. */
export function mintKeyText({ minting, id, location, prefix }: MintInput): Secret {
  const identifier = formatIdentifier({ kind: 'key', kid: minting.kid, id })
  const rootKey = deriveRootKey(minting.key, identifier)
  return new Secret(writeToken(mintMacaroon({ rootKey, identifier, location }), prefix))
}
