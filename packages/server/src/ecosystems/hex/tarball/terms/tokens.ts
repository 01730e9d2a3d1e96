/** The words of Erlang terms as text: what `safe_erl_term` of hex_core reads, but for maps, and nothing that it guesses. */

export type Token =
  | { readonly kind: 'mark'; readonly text: string }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'atom'; readonly text: string }
  /** With its code points as they are between the quotes. */
  | { readonly kind: 'string'; readonly text: string }

/** Thrown inside this folder only. */
export class TermsMalformed extends Error {
  readonly line: number

  constructor(problem: string, line: number) {
    super(problem)
    this.line = line
  }
}

/** Whole numbers that JavaScript holds. */
const mostDigits = 15

/** Every token once, from the first to the last, in time that grows with the text. */
export class Tokens {
  readonly #text: string
  #at = 0
  #line = 1

  constructor(text: string) {
    this.#text = text
  }

  /** `undefined` at the end. */
  next(): Token | undefined {
    this.#skipSpace()
    const rest = this.#text
    const first = rest[this.#at]
    if (first === undefined) return undefined
    if (first === '"') return { kind: 'string', text: this.#string() }
    if (first === '<' || first === '>') return this.#bracket(first)
    if ('{}[],./'.includes(first)) {
      this.#at += 1
      return { kind: 'mark', text: first }
    }
    if (first === '-' || isDigit(first)) return { kind: 'number', value: this.#number() }
    if (first >= 'a' && first <= 'z') return { kind: 'atom', text: this.#while(isLetter) }
    throw this.malformed(`${JSON.stringify(first)} has no meaning here`)
  }

  malformed(problem: string): TermsMalformed {
    return new TermsMalformed(problem, this.#line)
  }

  #skipSpace(): void {
    for (; this.#at < this.#text.length && this.#text.charCodeAt(this.#at) <= 0x20; this.#at++) {
      if (this.#text[this.#at] === '\n') this.#line += 1
    }
  }

  #while(fits: (character: string) => boolean): string {
    const start = this.#at
    while (fits(this.#text[this.#at] ?? '')) this.#at += 1
    return this.#text.slice(start, this.#at)
  }

  #bracket(first: string): Token {
    if (this.#text[this.#at + 1] !== first)
      throw this.malformed(`${JSON.stringify(first)} has no meaning here`)
    this.#at += 2
    return { kind: 'mark', text: first + first }
  }

  #number(): number {
    const sign = this.#text[this.#at] === '-' ? -1 : 1
    if (sign < 0) this.#at += 1
    const digits = this.#while(isDigit)
    if (digits === '' || digits.length > mostDigits) throw this.malformed('a number is too long, or is none')
    return sign * Number(digits)
  }

  #string(): string {
    const pieces: string[] = []
    for (let start = ++this.#at; ; this.#at += 1) {
      const character = this.#text[this.#at]
      if (character === undefined) throw this.malformed('a string does not end')
      if (character === '\n') this.#line += 1
      if (character !== '"' && character !== '\\') continue
      pieces.push(this.#text.slice(start, this.#at))
      this.#at += 1
      if (character === '"') return pieces.join('')
      pieces.push(this.#escape())
      start = this.#at + 1
    }
  }

  /** Stops at the last character of it. */
  #escape(): string {
    const octal = /[0-7]{1,3}/y
    octal.lastIndex = this.#at
    const digits = octal.exec(this.#text)?.[0]
    if (digits !== undefined) {
      this.#at += digits.length - 1
      return String.fromCharCode(Number.parseInt(digits, 8))
    }
    const meant = escapes[this.#text[this.#at] ?? '']
    if (meant === undefined) throw this.malformed('a backslash stands before what has no meaning after one')
    return meant
  }
}

/** Erlang Reference Manual, section "Escape Sequences"; not those that readers of today disagree about. */
const escapes: Readonly<Record<string, string>> = Object.assign(Object.create(null), {
  b: '\b',
  d: '\x7f',
  e: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  s: ' ',
  t: '\t',
  v: '\v',
  '"': '"',
  "'": "'",
  '\\': '\\',
})

function isDigit(character: string): boolean {
  return character >= '0' && character <= '9'
}

function isLetter(character: string): boolean {
  return /^[A-Za-z0-9_@]$/.test(character)
}
