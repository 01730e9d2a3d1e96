/** A value that must not be printed. */

const redacted = '[redacted]'

const marker = Symbol.for('latchkey.secret')

/** Holds a token, password or code. Every way of printing it gives `[redacted]`; `expose()` marks the edge. */
export class Secret {
  readonly #value: string

  constructor(value: string) {
    this.#value = value
  }

  /** The value itself, for the one place that needs it. */
  expose(): string {
    return this.#value
  }

  /** Told by its marker, so that it survives two copies of this package in one process. */
  static [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === 'object' && value !== null && marker in value
  }

  get [marker](): true {
    return true
  }

  toString(): string {
    return redacted
  }

  toJSON(): string {
    return redacted
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return redacted
  }
}
