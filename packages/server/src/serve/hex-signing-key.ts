/** The key that Hex's repositories are signed with: `hex-signing-key.pem` in the data folder, or `LATCHKEY_HEX_SIGNING_KEY`. */
import { Secret } from '@latchkey/protocol'
import { type Refusal, refused } from '@latchkey/tokens'
import {
  createSigner,
  installSigner,
  knowsSigningKey,
  makeSigningKey,
  type RegistrySigner,
} from '../ecosystems/index.ts'
import type { RandomBytes } from '../host/index.ts'
import type { Store } from '../storage/index.ts'
import type { Configuration } from './configuration.ts'
import { openKeptKey } from './kept-key.ts'
import type { Missing } from './open-database.ts'

/** The key that belongs to this database: what another signs, no client that knows this one would believe. */
export async function openSigner(
  { hexSigningKey, data }: Pick<Configuration, 'hexSigningKey' | 'data'>,
  store: Store,
  hands: { readonly random: RandomBytes; readonly missing: Missing },
): Promise<RegistrySigner | Refusal> {
  const signer = await openKeptKey(
    {
      name: 'Hex signing key',
      path: data.hexSigningKey,
      given: hexSigningKey,
      known: await knowsSigningKey(store.read),
      without: 'Hex clients know the key of this server, but it',
      page: 'docs/operate/hex.md',
      parse: text => createSigner(new Secret(text)),
      make: makeSigningKey,
    },
    hands,
  )
  return refused(signer) ? signer : installSigner(store, signer)
}
