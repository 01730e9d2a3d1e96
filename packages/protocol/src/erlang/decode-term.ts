/** From bytes to a term: the part of the format that carries values, and nothing that a program could be made of. */
import { quoted, type Refusal, refuse, refused } from '@latchkey/tokens'
import { refusedTags, tags, version } from './tags.ts'
import type { Term, TermCode, TermLimits } from './term.ts'
import { cutOff, malformed, TermBytes, textOf } from './term-bytes.ts'

const defaults: TermLimits = { bytes: 1024 * 1024, depth: 32, values: 10_000 }

/** Reads one term that fills `bytes` to the end. */
export function decodeTerm(bytes: Uint8Array, limits: Partial<TermLimits> = {}): Term | Refusal<TermCode> {
  const bounds = { ...defaults, ...limits }
  if (bytes.byteLength > bounds.bytes) return tooLarge(`is larger than ${bounds.bytes} bytes`)
  const source = new TermBytes(bytes)
  const first = source.byte()
  if (refused(first)) return first
  if (first !== version)
    return malformed(`An Erlang term starts with byte ${version}, and this starts with ${first}.`)
  const term = new TermReader(source, bounds).read(0)
  if (refused(term)) return term
  return source.left === 0 ? term : malformed('Something follows the end of the Erlang term.')
}

type Read<T = Term> = T | Refusal<TermCode>

class TermReader {
  readonly #source: TermBytes
  readonly #limits: TermLimits
  #values = 0

  constructor(source: TermBytes, limits: TermLimits) {
    this.#source = source
    this.#limits = limits
  }

  read(depth: number): Read {
    const tag = this.#source.byte()
    if (refused(tag)) return tag
    if (!this.#makeRoom(1)) return tooLarge(`has more than ${this.#limits.values} values`)
    switch (tag) {
      case tags.smallInteger:
        return this.#source.byte()
      case tags.integer:
        return this.#source.int32()
      case tags.smallBig:
        return this.#big()
      case tags.newFloat:
        return this.#float()
      case tags.binary:
        return this.#binary()
      case tags.nil:
        return []
      case tags.string:
        return this.#smallNumbers()
      case tags.list:
        return this.#list(depth)
      case tags.map:
        return this.#map(depth)
      case tags.smallAtomUtf8:
      case tags.smallAtom:
        return this.#atom(this.#source.byte())
      case tags.atomUtf8:
      case tags.atom:
        return this.#atom(this.#source.uint16())
    }
    return malformed(`The Erlang term holds ${refusedTags.get(tag) ?? `the unknown tag ${tag}`}.`)
  }

  #atom(length: Read<number>): Read {
    const bytes = refused(length) ? length : this.#source.take(length)
    if (refused(bytes)) return bytes
    const name = textOf(bytes) ?? '?'
    if (name === 'nil') return null
    if (name === 'true') return true
    if (name === 'false') return false
    return malformed(
      `The Erlang term holds the atom ${quoted(name)}, and only nil, true and false are known.`,
    )
  }

  /** Of those beyond 32 bits: its bytes, the lowest first. */
  #big(): Read {
    const length = this.#source.byte()
    if (refused(length)) return length
    const sign = this.#source.byte()
    if (refused(sign)) return sign
    const digits = this.#source.take(length)
    if (refused(digits)) return digits
    const size = digits.reduceRight((sum, digit) => sum * 256 + digit, 0)
    if (sign > 1) return malformed('The Erlang term holds a number that is neither positive nor negative.')
    if (!Number.isSafeInteger(size)) return malformed('The Erlang term holds a whole number beyond 53 bits.')
    return sign === 1 && size > 0 ? -size : size
  }

  #float(): Read {
    const value = this.#source.float64()
    if (refused(value) || Number.isFinite(value)) return value
    return malformed('The Erlang term holds a float that is no number.')
  }

  #binary(): Read {
    const bytes = this.#blob()
    return refused(bytes) ? bytes : (textOf(bytes) ?? bytes.slice())
  }

  #blob(): Read<Uint8Array> {
    const length = this.#source.uint32()
    return refused(length) ? length : this.#source.take(length)
  }

  /** A list of numbers below 256, which Erlang writes so. */
  #smallNumbers(): Read {
    const length = this.#source.uint16()
    const bytes = refused(length) ? length : this.#source.take(length)
    if (refused(bytes)) return bytes
    return this.#makeRoom(bytes.length) ? [...bytes] : tooLarge(`has more than ${this.#limits.values} values`)
  }

  #list(depth: number): Read {
    const length = this.#lengthInside(depth, 1)
    if (refused(length)) return length
    const items: Term[] = []
    for (let index = 0; index < length; index += 1) {
      const item = this.read(depth + 1)
      if (refused(item)) return item
      items.push(item)
    }
    const end = this.#source.byte()
    if (refused(end)) return end
    return end === tags.nil ? items : malformed('The Erlang term holds a list whose tail is no list.')
  }

  #map(depth: number): Read {
    const length = this.#lengthInside(depth, 2)
    if (refused(length)) return length
    const map: Record<string, Term> = Object.create(null)
    for (let index = 0; index < length; index += 1) {
      const key = this.#key()
      if (refused(key)) return key
      if (key in map) return malformed(`The Erlang term holds a map with the key ${quoted(key)} twice.`)
      const value = this.read(depth + 1)
      if (refused(value)) return value
      map[key] = value
    }
    return map
  }

  #key(): Read<string> {
    const tag = this.#source.byte()
    if (refused(tag)) return tag
    const bytes = tag === tags.binary ? this.#blob() : undefined
    if (refused(bytes)) return bytes
    const key = bytes && textOf(bytes)
    return key ?? malformed('The Erlang term holds a map with a key that is no binary of UTF-8.')
  }

  /** How many there are, refused where so many cannot be there: each takes `least` bytes. */
  #lengthInside(depth: number, least: number): Read<number> {
    if (depth >= this.#limits.depth) return tooLarge(`goes deeper than ${this.#limits.depth} lists and maps`)
    const length = this.#source.uint32()
    if (refused(length)) return length
    return length * least > this.#source.left ? cutOff : length
  }

  #makeRoom(values: number): boolean {
    this.#values += values
    return this.#values <= this.#limits.values
  }
}

function tooLarge(how: string): Refusal<TermCode> {
  return refuse('term_too_large', `The Erlang term ${how}.`, 'Send less at once.')
}
