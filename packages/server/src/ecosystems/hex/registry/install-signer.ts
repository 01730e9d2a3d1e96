/** Puts the key that signs Hex's repositories to use, if it is the one that this database belongs to. */
import { createHash, generateKeyPair } from 'node:crypto'
import { promisify } from 'node:util'
import { Secret } from '@latchkey/protocol'
import { type Refusal, refuse } from '@latchkey/tokens'
import type { Reader, Store } from '../../../storage/index.ts'
import type { RegistrySigner } from './signer.ts'

/** As long as hex.pm's own; whoever wants a longer one brings it. */
const modulusLength = 2048

/** A new private key in PEM. */
export async function makeSigningKey(): Promise<Secret> {
  const { privateKey } = await promisify(generateKeyPair)('rsa', {
    modulusLength,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  })
  return new Secret(privateKey)
}

/** Whether clients were shown some key, so that another must not be made unasked. */
export async function knowsSigningKey(reader: Reader): Promise<boolean> {
  return (await findCheckValue(reader)) !== undefined
}

/** The first key becomes the database's; a node with another refuses to start: no client would believe what it signs. */
export async function installSigner(
  store: Store,
  signer: RegistrySigner,
): Promise<RegistrySigner | Refusal<'hex_signing_key_differs'>> {
  const own = createHash('sha256').update(signer.publicKey).digest('base64url')
  const known = await store.write(async transaction => {
    await transaction
      .insertInto('hex_signing_key')
      .values({ id: 1, check_value: own })
      .onConflict(conflict => conflict.column('id').doNothing())
      .execute()
    return findCheckValue(transaction)
  })
  return known === own ? signer : differs
}

/** Lets the next start make or take another. Whether there was one. */
export async function forgetSigningKey(store: Store): Promise<boolean> {
  return store.write(async transaction => {
    const { numDeletedRows } = await transaction.deleteFrom('hex_signing_key').executeTakeFirstOrThrow()
    return numDeletedRows > 0n
  })
}

async function findCheckValue(reader: Reader): Promise<string | undefined> {
  const row = await reader.selectFrom('hex_signing_key').select('check_value').executeTakeFirst()
  return row?.check_value
}

const differs = refuse(
  'hex_signing_key_differs',
  'Clients of this database’s Hex repositories know another key than the one that this node would sign with.',
  'Install the key that the other nodes have, or put it back from where it is kept; see docs/operate/hex.md.',
)
