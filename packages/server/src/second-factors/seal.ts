/** Keeps shared secrets from whoever holds the database alone: AES-256-GCM under a key that is not in it. */
import { createCipheriv, createDecipheriv } from 'node:crypto'
import type { RandomBytes } from '../host/index.ts'

declare const installed: unique symbol

/** 32 bytes under which everything in this database is sealed: `installSecondFactorKey` makes it. */
export interface SecondFactorKey {
  readonly bytes: Uint8Array
  readonly [installed]: true
}

const algorithm = 'aes-256-gcm'
const nonceLength = 12
const tagLength = 16

/** Bound to whom it is for: in another row it does not open. Each nonce is random and used once. */
export function seal(key: SecondFactorKey, secret: Uint8Array, owner: string, random: RandomBytes): string {
  const nonce = random(nonceLength)
  const cipher = createCipheriv(algorithm, key.bytes, nonce, { authTagLength: tagLength })
  cipher.setAAD(Buffer.from(owner))
  const sealed = [nonce, cipher.update(secret), cipher.final(), cipher.getAuthTag()]
  return `1.${Buffer.concat(sealed).toString('base64url')}`
}

/** Throws for what was sealed with another key or for another owner: no node runs with such a key. */
export function unseal(key: SecondFactorKey, sealed: string, owner: string): Uint8Array {
  if (!sealed.startsWith('1.')) throw new Error('This secret was sealed in a form that is not known here.')
  const bytes = Buffer.from(sealed.slice(2), 'base64url')
  const decipher = createDecipheriv(algorithm, key.bytes, bytes.subarray(0, nonceLength), {
    authTagLength: tagLength,
  })
  decipher.setAAD(Buffer.from(owner))
  decipher.setAuthTag(bytes.subarray(-tagLength))
  return Buffer.concat([decipher.update(bytes.subarray(nonceLength, -tagLength)), decipher.final()])
}
