/** SHA-256 (FIPS 180-4) over 32-bit words, in plain JavaScript: for where WebAssembly is not wanted, and as the reference. */

/**
 * What HMAC needs of SHA-256, in words that are handed over in place. There are two engines: the one made here, and
 * the one in `verify/wasm-engine.ts`, which does the same more than twice as fast.
 */
export interface Engine {
  /** 8 words: SHA-256's state; before `key` a key of 32 bytes, after `finish` the digest. */
  readonly state: Int32Array
  /** 16 words: what `compress` and `finish` mix into the state. Each move may leave anything here. */
  readonly block: Int32Array
  /** 8 words: the state after the outer padded key. */
  readonly outer: Int32Array
  /** Replaces the key in `state` by the state after the inner padded key, and sets `outer`. */
  key(): void
  compress(): void
  /** Mixes in the last block of the message, and replaces the state by the HMAC: its own hash after `outer`. */
  finish(): void
}

export const innerPad = 0x36363636
export const outerPad = 0x5c5c5c5c
/** What follows a digest in the block that `finish` hashes: a one bit, zeros, and the bits of two blocks' content. */
export const digestPadding: readonly number[] = [0x80000000, 0, 0, 0, 0, 0, 0, (64 + 32) * 8]

/** Section 5.3.3: the state before the first block. */
export const initialState: Int32Array = Int32Array.from([
  0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
])

/** Section 4.2.2: one constant per round. */
export const roundConstants: Int32Array = Int32Array.from([
  0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5, 0xd807aa98,
  0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786,
  0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8,
  0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13,
  0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819,
  0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a,
  0x5b9cca4f, 0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7,
  0xc67178f2,
])

export function createEngine(): Engine {
  const state = new Int32Array(8)
  const block = new Int32Array(16)
  const outer = new Int32Array(8)

  function startWith(key: Int32Array, pad: number): void {
    for (let i = 0; i < 16; i++) block[i] = (key[i] ?? 0) ^ pad
    state.set(initialState)
    compress(state, block)
  }

  return {
    state,
    block,
    outer,
    compress: () => compress(state, block),
    key() {
      const key = state.slice()
      startWith(key, outerPad)
      outer.set(state)
      startWith(key, innerPad)
    },
    finish() {
      compress(state, block)
      block.set(state)
      block.set(digestPadding, 8)
      state.set(outer)
      compress(state, block)
    },
  }
}

const schedule = new Int32Array(64)

/**
 * Section 6.2.2. All in one function: a program that narrows one token runs this cold, and V8 would find small functions that
 * are called 800 times a block worth compiling twice, which takes longer than all the rest of that program.
 */
function compress(state: Int32Array, block: Int32Array): void {
  schedule.set(block)
  for (let i = 16; i < 64; i++) {
    const x = schedule[i - 15] as number
    const y = schedule[i - 2] as number
    const sigma0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3)
    const sigma1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10)
    schedule[i] = (schedule[i - 16] as number) + sigma0 + (schedule[i - 7] as number) + sigma1
  }
  let a = state[0] as number
  let b = state[1] as number
  let c = state[2] as number
  let d = state[3] as number
  let e = state[4] as number
  let f = state[5] as number
  let g = state[6] as number
  let h = state[7] as number
  for (let i = 0; i < 64; i++) {
    const sigma0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10))
    const sigma1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7))
    const constants = ((roundConstants[i] as number) + (schedule[i] as number)) | 0
    const first = (h + constants + (g ^ (e & (f ^ g))) + sigma1) | 0
    const second = (sigma0 + (((a ^ b) & (b ^ c)) ^ b)) | 0
    h = g
    g = f
    f = e
    e = (d + first) | 0
    d = c
    c = b
    b = a
    a = (first + second) | 0
  }
  state[0] = (state[0] as number) + a
  state[1] = (state[1] as number) + b
  state[2] = (state[2] as number) + c
  state[3] = (state[3] as number) + d
  state[4] = (state[4] as number) + e
  state[5] = (state[5] as number) + f
  state[6] = (state[6] as number) + g
  state[7] = (state[7] as number) + h
}
