/**
 * Sealed boxes as every macaroon library makes them: NaCl's `crypto_secretbox_xsalsa20poly1305`, its nonce of 24
 * bytes in front. They carry the key of a third-party caveat's discharge.
 */
import { concatBytes } from '../bytes.ts'
import { poly1305 } from './poly1305.ts'
import { xsalsa20 } from './salsa20.ts'

const nonceBytes = 24
const tagBytes = 16

/** Seals `plaintext` under a key of 32 bytes. The nonce (24 bytes, from the caller) must never repeat under a key. */
export function seal(key: Uint8Array, nonce: Uint8Array, plaintext: Uint8Array): Uint8Array {
  const { tagKey, cipher } = keyStream(key, nonce, plaintext.length)
  const ciphertext = plaintext.map((byte, i) => byte ^ (cipher[i] as number))
  return concatBytes(nonce, poly1305(tagKey, ciphertext), ciphertext)
}

/** The plaintext; `undefined` where the box was not sealed under this key or was changed since. */
export function open(key: Uint8Array, box: Uint8Array): Uint8Array | undefined {
  if (box.length < nonceBytes + tagBytes) return undefined
  const tag = box.subarray(nonceBytes, nonceBytes + tagBytes)
  const ciphertext = box.subarray(nonceBytes + tagBytes)
  const { tagKey, cipher } = keyStream(key, box.subarray(0, nonceBytes), ciphertext.length)
  const expected = poly1305(tagKey, ciphertext)
  let difference = 0
  for (let i = 0; i < tagBytes; i++) difference |= (tag[i] as number) ^ (expected[i] as number)
  return difference === 0 ? ciphertext.map((byte, i) => byte ^ (cipher[i] as number)) : undefined
}

/** The stream's first 32 bytes are the tag's key, the rest hides the text. */
function keyStream(key: Uint8Array, nonce: Uint8Array, length: number) {
  if (key.length !== 32) throw new TypeError(`A sealed box has a key of 32 bytes, not ${key.length}.`)
  if (nonce.length !== nonceBytes)
    throw new TypeError(`A sealed box has a nonce of 24 bytes, not ${nonce.length}.`)
  const stream = xsalsa20(key, nonce, 32 + length)
  return { tagKey: stream.subarray(0, 32), cipher: stream.subarray(32) }
}
