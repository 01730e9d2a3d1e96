/** Root keys are derived from a master key and never stored: a stolen database opens no door. */
import { concatBytes, encodeUtf8 } from '../bytes.ts'
import type { Hmac, HmacKey } from '../crypto/index.ts'
import { fast } from './fast-chain.ts'

/** Whatever else is ever derived from a master key begins with another sentence. */
const purpose = encodeUtf8('latchkey root key v1')

/** Master keys that were made ready: there are few, and they sign much. */
const ready = new WeakMap<Uint8Array, HmacKey>()

/**
 * HMAC-SHA-256(master key, "latchkey root key v1" || identifier). The master key has 32 bytes, which nobody may change; the root key
 * has 32 too.
 */
export function deriveRootKey(masterKey: Uint8Array, identifier: Uint8Array): Uint8Array {
  const { hmac } = fast()
  hmac.sign(ready.get(masterKey) ?? prepare(masterKey, hmac), concatBytes(purpose, identifier))
  return hmac.digest()
}

function prepare(masterKey: Uint8Array, hmac: Hmac): HmacKey {
  if (masterKey.length !== 32) throw new TypeError(`A master key has 32 bytes, not ${masterKey.length}.`)
  const key = hmac.prepare(masterKey)
  ready.set(masterKey, key)
  return key
}
