/**
 * One compression of SHA-256 (FIPS 180-4 section 6.2.2) as WebAssembly: rounds in words, and beside them the message
 * schedule in vectors, sixteen words ahead of the rounds that use it.
 */
import {
  add,
  and,
  type Code,
  get,
  type Locals,
  load,
  loop,
  rotate,
  set,
  store,
  vector,
  xor,
} from './wasm-code.ts'
import { createRound } from './wasm-round.ts'

/** Where in memory what is: `constants` and `scheduled` have 64 words, each twice. */
export const address = { state: 0, block: 32, outer: 96, constants: 512, scheduled: 1024 } as const

/**
 * Locals 0-7 are the working variables a-h; then a spare one and the offset of the words in use. The vectors hold the
 * last 16 words of the schedule: two a vector, each twice, because then a shift of 64 bits rotates a word.
 */
const spare = 8
export const offset = 9
export const firstVector = 10
export const locals: Locals = { words: 10, vectors: 26 }
const pair = (index: number): number => firstVector + (index & 7)

export const stateWord = (i: number): Code => load(address.state + 4 * i)

/** Section 4.1.2, for all words of a vector. */
const { shift, shift64 } = vector
export const sigma0 = (x: Code): Code => vector.xor(shift64(x, 7), shift64(x, 18), shift(x, 3))
export const sigma1 = (x: Code): Code => vector.xor(shift64(x, 17), shift64(x, 19), shift(x, 10))

/** Sixteen words, each twice. */
export const bytesOfSixteen = 128

/** Mixes the block into the state. `block` is left as it was. */
export function compress(): Code {
  const code: number[] = []
  for (let i = 0; i < 8; i++) code.push(...set(i, stateWord(i)))
  for (let i = 0; i < 8; i++) code.push(...takePair(i), ...schedulePair(i))
  const ahead = (i: number): Code => [...nextPair(i), ...schedulePair(i + 8)]
  code.push(...loop(offset, bytesOfSixteen, 3 * bytesOfSixteen, sixteenRounds(ahead)))
  code.push(...sixteenRounds(() => [])) // the last: nothing is left to schedule
  for (let i = 0; i < 8; i++) code.push(...store(address.state + 4 * i, add(stateWord(i), get(i))))
  return code
}

const round = createRound({ add, and, xor, rotate, settle: sum => sum }, { a: 0, spare })
const scheduled = (i: number): Code => load(address.scheduled + 8 * i, get(offset))

/** `before` is what is done before the two rounds of each pair of words. */
function sixteenRounds(before: (pair: number) => Code): Code {
  return Array.from({ length: 16 }, (_, i) => [
    ...(i % 2 === 0 ? before(i / 2) : []),
    ...round(i, scheduled(i)),
  ]).flat()
}

/** Word by word, as it was written: a wider read would have to wait until the writes have reached the cache. */
function takePair(index: number): Code {
  const word = (i: number): Code => vector.splat(address.block + 4 * i)
  return set(pair(index), vector.pick(word(2 * index), word(2 * index + 1), 0, 0, 4, 4))
}

/** Replaces the pair 16 words back. The upper halves of the sums are nonsense until the lower are copied over them. */
function nextPair(index: number): Code {
  const word = (back: number): Code => get(pair(index - back))
  const across = (x: Code, y: Code): Code => vector.pick(x, y, 2, 2, 4, 4)
  const terms = [word(8), sigma0(across(word(8), word(7))), across(word(4), word(3)), sigma1(word(1))]
  const next = get(pair(index))
  return [...set(pair(index), vector.add(...terms)), ...set(pair(index), vector.pick(next, next, 0, 0, 2, 2))]
}

/** Writes the pair, with the constants of its rounds added, to where the rounds find it. */
function schedulePair(index: number): Code {
  const constants = vector.load(address.constants + 16 * index, get(offset))
  return vector.store(address.scheduled + 16 * index, vector.add(get(pair(index)), constants), get(offset))
}
