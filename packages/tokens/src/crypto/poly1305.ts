/**
 * Poly1305 (D. J. Bernstein, "The Poly1305-AES message-authentication code"; RFC 8439 section 2.5) in 17 limbs of 8
 * bits, as TweetNaCl has it: slow, plain, and without a branch or index that depends on a secret.
 */

const limbs = 17

/** 2^130 - 5, negated, so that adding it is subtracting the prime. */
const minusPrime = [5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 252]

/** The tag of 16 bytes for a message under a key of 32 bytes, which must never be used for another message. */
export function poly1305(key: Uint8Array, message: Uint8Array): Uint8Array {
  const r = clamped(key)
  let sum = new Array<number>(limbs).fill(0)
  for (let at = 0; at < message.length; at += 16) {
    const block = [...message.subarray(at, at + 16), 1]
    add(sum, block)
    sum = multiply(sum, r)
  }
  return Uint8Array.from(addKey(reduced(sum), key).slice(0, 16))
}

/** The first half of the key with the bits cleared that the paper wants cleared. */
function clamped(key: Uint8Array): number[] {
  const r = [...key.subarray(0, 16), 0]
  for (const i of [3, 7, 11, 15]) r[i] = (r[i] as number) & 15
  for (const i of [4, 8, 12]) r[i] = (r[i] as number) & 252
  return r
}

function add(sum: number[], block: readonly number[]): void {
  let carry = 0
  for (let i = 0; i < limbs; i++) {
    carry += (sum[i] as number) + (block[i] ?? 0)
    sum[i] = carry & 255
    carry >>>= 8
  }
}

/** `a * b` modulo 2^130 - 5, not fully reduced: 2^136 is congruent to 320. */
function multiply(a: readonly number[], b: readonly number[]): number[] {
  const product = new Array<number>(limbs).fill(0)
  for (let i = 0; i < limbs; i++) {
    for (let j = 0; j < limbs; j++) {
      const factor = j <= i ? (b[i - j] as number) : 320 * (b[i + limbs - j] as number)
      product[i] = (product[i] as number) + (a[j] as number) * factor
    }
  }
  const top = carryUp(product, 0)
  product[limbs - 1] = top & 3
  product[limbs - 1] = carryUp(product, 5 * (top >>> 2)) // what is above 2^130 counts five times at the bottom
  return product
}

/** Brings all limbs but the last to 8 bits, and returns what the last one comes to. */
function carryUp(product: number[], from: number): number {
  let carry = from
  for (let i = 0; i < limbs - 1; i++) {
    carry += product[i] as number
    product[i] = carry & 255
    carry >>>= 8
  }
  return carry + (product[limbs - 1] as number)
}

/** Subtracts the prime once where that leaves nothing negative, choosing by mask and not by branch. */
function reduced(sum: readonly number[]): number[] {
  const less = [...sum]
  add(less, minusPrime)
  const keep = -((less[limbs - 1] as number) >>> 7)
  return less.map((limb, i) => limb ^ (keep & (limb ^ (sum[i] as number))))
}

function addKey(sum: number[], key: Uint8Array): number[] {
  add(sum, [...key.subarray(16, 32), 0])
  return sum
}
