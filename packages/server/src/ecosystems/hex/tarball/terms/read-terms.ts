/** Reads a text of Erlang terms, each closed by a full stop, strictly and within limits. */
import { type Refusal, refuse } from '@latchkey/tokens'
import { TermsMalformed, type Token, Tokens } from './tokens.ts'

/** A binary is the text that its bytes are in UTF-8; a string is the list of its code points, as in Erlang. */
export type TextTerm = string | number | boolean | null | Tuple | readonly TextTerm[]

export class Tuple {
  readonly elements: readonly TextTerm[]

  constructor(elements: readonly TextTerm[]) {
    this.elements = elements
  }
}

export type TermsCode = 'metadata_malformed'

const deepest = 16
/** Names of files are most of them. */
const mostTerms = 50_000

const atoms = new Map<string, boolean | null>([
  ['true', true],
  ['false', false],
  ['nil', null],
  ['undefined', null],
])

export function readTerms(text: string): readonly TextTerm[] | Refusal<TermsCode> {
  try {
    return new Reader(text).all()
  } catch (error) {
    if (!(error instanceof TermsMalformed)) throw error
    return refuse(
      'metadata_malformed',
      `metadata.config cannot be read: line ${error.line}: ${error.message}.`,
      'Build the package with mix hex.build, rebar3 or gleam.',
    )
  }
}

class Reader {
  readonly #tokens: Tokens
  #ahead: Token | undefined
  #left = mostTerms

  constructor(text: string) {
    this.#tokens = new Tokens(text)
    this.#ahead = this.#tokens.next()
  }

  all(): readonly TextTerm[] {
    const terms: TextTerm[] = []
    while (this.#ahead !== undefined) {
      terms.push(this.#term(0))
      this.#expect('.')
    }
    return terms
  }

  #term(depth: number): TextTerm {
    this.#count(1)
    if (depth > deepest) throw this.#tokens.malformed(`terms lie more than ${deepest} deep in each other`)
    const token = this.#take()
    if (token.kind === 'number') return token.value
    if (token.kind === 'atom') return this.#atom(token.text)
    if (token.kind === 'string') return this.#codePoints(token.text)
    if (token.text === '[') return this.#until(']', depth)
    if (token.text === '{') return new Tuple(this.#until('}', depth))
    if (token.text === '<<') return this.#binary()
    throw this.#tokens.malformed(`${JSON.stringify(token.text)} stands where a term should`)
  }

  #atom(text: string): boolean | null {
    const value = atoms.get(text)
    if (value === undefined)
      throw this.#tokens.malformed(`the atom ${JSON.stringify(text.slice(0, 100))} is unknown`)
    return value
  }

  #codePoints(text: string): readonly number[] {
    const points = Array.from(text, each => each.codePointAt(0) ?? 0)
    this.#count(points.length)
    return points
  }

  #until(end: string, depth: number): readonly TextTerm[] {
    const terms: TextTerm[] = []
    if (this.#skip(end)) return terms
    for (;;) {
      terms.push(this.#term(depth + 1))
      if (this.#skip(end)) return terms
      this.#expect(',')
    }
  }

  /** `<<"text"/utf8, 10, "more">>`; without a type, each character is one byte. */
  #binary(): string {
    const bytes: Buffer[] = []
    if (this.#skip('>>')) return ''
    for (;;) {
      bytes.push(this.#segment())
      if (this.#skip('>>')) break
      this.#expect(',')
    }
    try {
      return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.concat(bytes))
    } catch {
      throw this.#tokens.malformed('a binary is not text in UTF-8')
    }
  }

  #segment(): Buffer {
    this.#count(1)
    const token = this.#take()
    if (token.kind === 'number' && token.value >= 0 && token.value <= 255) return Buffer.from([token.value])
    if (token.kind !== 'string')
      throw this.#tokens.malformed('a binary is made of something else than text and bytes')
    if (this.#skip('/')) {
      const type = this.#take()
      if (type.kind !== 'atom' || type.text !== 'utf8')
        throw this.#tokens.malformed('a binary has an unknown type')
      return Buffer.from(token.text, 'utf8')
    }
    if (/[^\0-\xff]/.test(token.text))
      throw this.#tokens.malformed('a character is more than a byte, and no /utf8 says so')
    return Buffer.from(token.text, 'latin1')
  }

  #count(terms: number): void {
    this.#left -= terms
    if (this.#left < 0) throw this.#tokens.malformed(`there are more than ${mostTerms} terms`)
  }

  #take(): Token {
    const token = this.#ahead
    if (token === undefined) throw this.#tokens.malformed('it ends in the middle of a term')
    this.#ahead = this.#tokens.next()
    return token
  }

  #skip(mark: string): boolean {
    if (this.#ahead?.kind !== 'mark' || this.#ahead.text !== mark) return false
    this.#take()
    return true
  }

  #expect(mark: string): void {
    if (!this.#skip(mark)) throw this.#tokens.malformed(`${JSON.stringify(mark)} is missing`)
  }
}
