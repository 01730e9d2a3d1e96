/**
 * The states after HMAC's outer and inner padded key (RFC 2104), both at once: two compressions that do not wait for each
 * other, in the halves of one vector. Each word stands twice in its half, because then a shift of 64 bits rotates it.
 */
import { initialState, innerPad, outerPad } from '../crypto/index.ts'
import { type Code, get, loop, set, store, tee, vector } from './wasm-code.ts'
import { address, bytesOfSixteen, firstVector, offset, sigma0, sigma1 } from './wasm-compress.ts'
import { createRound } from './wasm-round.ts'

/** The last 16 words of the schedule, the variables a-h, and two spare ones. */
const places = { a: firstVector + 16, spare: firstVector + 24, sum: firstVector + 25 } as const
const word = (index: number): number => firstVector + (index & 15)

const pads = vector.constant(outerPad, outerPad, innerPad, innerPad)
const { splat } = vector
/** The upper half of what was rotated is nonsense, until the lower is copied over it. */
const settle = (x: Code): Code => vector.pick(tee(places.sum, x), get(places.sum), 0, 0, 2, 2)
const round = createRound({ ...vector, rotate: vector.shift64, settle }, places)

/** Replaces the key in `state` by the state after the inner padded key, and writes `outer`. */
export function key(): Code {
  const code: number[] = []
  for (let i = 0; i < 8; i++) code.push(...set(word(i), vector.xor(splat(address.state + 4 * i), pads)))
  for (let i = 8; i < 16; i++) code.push(...set(word(i), pads))
  for (let i = 0; i < 8; i++) code.push(...set(places.a + i, start(i)))
  for (let i = 0; i < 16; i++) code.push(...nextRound(i))
  const later = Array.from({ length: 16 }, (_, i) => [...nextWord(i), ...nextRound(i, get(offset))])
  code.push(...loop(offset, bytesOfSixteen, 3 * bytesOfSixteen, later.flat()))
  for (let i = 0; i < 8; i++) {
    code.push(...set(places.spare, vector.add(start(i), get(places.a + i))))
    code.push(...store(address.outer + 4 * i, vector.lane(get(places.spare), 0)))
    code.push(...store(address.state + 4 * i, vector.lane(get(places.spare), 2)))
  }
  return code
}

function start(i: number): Code {
  const each = initialState[i] as number
  return vector.constant(each, each, each, each)
}

/** With the constants of the first sixteen rounds, or of those that `base` leads to. */
function nextRound(index: number, base?: Code): Code {
  const constants = splat(address.constants + 8 * index + (base === undefined ? 0 : bytesOfSixteen), base)
  return round(index, vector.add(constants, get(word(index))))
}

function nextWord(index: number): Code {
  const back = (rounds: number): Code => get(word(index - rounds))
  return set(word(index), settle(vector.add(back(16), back(7), sigma0(back(15)), sigma1(back(2)))))
}
