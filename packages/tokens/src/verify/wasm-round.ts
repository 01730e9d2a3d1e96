/** One round of SHA-256 (FIPS 180-4 section 6.2.2), said once for words and for vectors of them. */
import { type Code, get, set } from './wasm-code.ts'

/** How sums and rotations are written. */
export interface Arithmetic {
  add(...terms: readonly Code[]): Code
  and(...terms: readonly Code[]): Code
  xor(...terms: readonly Code[]): Code
  rotate(x: Code, bits: number): Code
  /** Mends a sum of which a rotation was a part. */
  settle(x: Code): Code
}

/** The locals that a round works on: the variables a-h, one after the other, and a spare one. */
export interface Places {
  readonly a: number
  readonly spare: number
}

/** Gives round `index`; `word` is that of the schedule with the constant of the round added. */
export function createRound(
  { add, and, xor, rotate, settle }: Arithmetic,
  places: Places,
): (index: number, word: Code) => Code {
  /** Section 4.1.2; choose and majority each in its shortest form. */
  const bigSigma0 = (x: Code): Code => xor(rotate(x, 2), rotate(x, 13), rotate(x, 22))
  const bigSigma1 = (x: Code): Code => xor(rotate(x, 6), rotate(x, 11), rotate(x, 25))
  const choose = (e: Code, f: Code, g: Code): Code => xor(g, and(e, xor(f, g)))
  const majority = (a: Code, b: Code, c: Code): Code => xor(b, and(xor(a, b), xor(b, c)))

  return (index, word) => {
    // Instead of moving a-h one place along, each round names them one place further.
    const place = (variable: number): number => places.a + ((variable - index) & 7)
    const read = (variable: number): Code => get(place(variable))
    const [a, b, c, d] = [read(0), read(1), read(2), read(3)]
    const [e, f, g, h] = [read(4), read(5), read(6), read(7)]
    const spare = get(places.spare)
    return [
      ...set(places.spare, add(word, h, choose(e, f, g), bigSigma1(e))),
      ...set(place(3), settle(add(d, spare))),
      ...set(place(7), settle(add(spare, majority(a, b, c), bigSigma0(a)))),
    ]
  }
}
