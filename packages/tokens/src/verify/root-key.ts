/** Root keys are derived from a master key and never stored: a stolen database opens no door. */
import { concatBytes, encodeUtf8 } from '../bytes.ts'
import { fast } from './fast-chain.ts'

/** Whatever else is ever derived from a master key begins with another sentence. */
const purpose = encodeUtf8('latchkey root key v1')

/** HMAC-SHA-256(master key, "latchkey root key v1" || identifier). The master key has 32 bytes, the root key too. */
export function deriveRootKey(masterKey: Uint8Array, identifier: Uint8Array): Uint8Array {
  if (masterKey.length !== 32) throw new TypeError(`A master key has 32 bytes, not ${masterKey.length}.`)
  const { hmac } = fast()
  hmac.sign(hmac.prepare(masterKey), concatBytes(purpose, identifier))
  return hmac.digest()
}
