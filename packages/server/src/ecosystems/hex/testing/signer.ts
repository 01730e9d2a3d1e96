/** A key that signs in tests, one for each process that runs them: making one takes a while. */
import { generateKeyPairSync } from 'node:crypto'
import { Secret } from '@latchkey/protocol'
import { refused } from '@latchkey/tokens'
import { createSigner, type RegistrySigner } from '../registry/signer.ts'

export function newSigner(): RegistrySigner {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  const signer = createSigner(new Secret(pem))
  if (refused(signer)) throw new Error(signer.message)
  return signer
}

export const testSigner = newSigner()
