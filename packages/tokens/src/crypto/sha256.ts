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
export const initialState: Int32Array = fractionsOfRoots(8, 1 / 2)

/** Section 4.2.2: one constant per round. */
export const roundConstants: Int32Array = fractionsOfRoots(64, 1 / 3)

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

/** Section 6.2.2. */
function compress(state: Int32Array, block: Int32Array): void {
  schedule.set(block)
  for (let i = 16; i < 64; i++) schedule[i] = nextWord(i)
  let a = state[0] as number
  let b = state[1] as number
  let c = state[2] as number
  let d = state[3] as number
  let e = state[4] as number
  let f = state[5] as number
  let g = state[6] as number
  let h = state[7] as number
  for (let i = 0; i < 64; i++) {
    const constants = ((roundConstants[i] as number) + (schedule[i] as number)) | 0
    const first = (h + constants + (g ^ (e & (f ^ g))) + bigSigma1(e)) | 0
    const second = (bigSigma0(a) + (((a ^ b) & (b ^ c)) ^ b)) | 0
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

// A rotation is written out where it is needed: a program that narrows one token runs all this cold, 800 calls a block.

function nextWord(i: number): number {
  const x = schedule[i - 15] as number
  const y = schedule[i - 2] as number
  const sigma0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3)
  const sigma1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10)
  return (schedule[i - 16] as number) + sigma0 + (schedule[i - 7] as number) + sigma1
}

function bigSigma0(x: number): number {
  return ((x >>> 2) | (x << 30)) ^ ((x >>> 13) | (x << 19)) ^ ((x >>> 22) | (x << 10))
}

function bigSigma1(x: number): number {
  return ((x >>> 6) | (x << 26)) ^ ((x >>> 11) | (x << 21)) ^ ((x >>> 25) | (x << 7))
}

/** The standard defines its constants as the first 32 bits of the fractions of the roots of the first primes. */
function fractionsOfRoots(count: number, exponent: number): Int32Array {
  const words = new Int32Array(count)
  for (let candidate = 2, found = 0; found < count; candidate++) {
    if (!isPrime(candidate)) continue
    words[found++] = (candidate ** exponent % 1) * 2 ** 32
  }
  return words
}

function isPrime(candidate: number): boolean {
  for (let divisor = 2; divisor * divisor <= candidate; divisor++) if (candidate % divisor === 0) return false
  return true
}
