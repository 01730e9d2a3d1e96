/** The public repository at the root of Hex's, as it is configured. */
import { readFile } from 'node:fs/promises'
import { type Refusal, refuse, refused } from '@latchkey/tokens'
import { createHexRoot, type HexRoot, type RegistrySigner, readPublicKey } from '../ecosystems/index.ts'
import type { Configuration } from './configuration.ts'

/** The name that its resources go by, and which is nobody's here. */
const repository = 'hexpm'

/** Milliseconds. Clients wait for fifteen seconds. */
const patience = 10_000

/** Nothing where the root is empty. */
export async function openHexRoot(
  { hexRoot }: Pick<Configuration, 'hexRoot'>,
  signer: RegistrySigner,
): Promise<HexRoot | Refusal | undefined> {
  if (hexRoot === undefined) return undefined
  const pem = await readFile(hexRoot.key, 'utf8').catch(() => undefined)
  const key = pem === undefined ? unreadable : readPublicKey(pem)
  if (refused(key)) return keyUnusable(hexRoot.key, key)
  const { address } = hexRoot
  return createHexRoot({ address, key, repository, signer, patience, fetch: globalThis.fetch })
}

const unreadable = refuse('malformed', 'it cannot be read', 'Make it readable for the user of the server.')

function keyUnusable(path: string, why: Refusal) {
  return refuse(
    'hex_root_key_unusable',
    `The public key of the Hex repository at the root cannot be used: ${path}: ${why.message}.`,
    why.next,
  )
}
