/** A refusal: a value that says why not. Exceptions are for the exceptional; being told no is not. */

const marker = Symbol.for('latchkey.refusal')

/**
 * Why something was not done: a stable `code`, a sentence for the person (`message`), and the `next` step they can
 * take. Recognised by its marker, so that it survives two copies of this package in one process.
 */
export interface Refusal<Code extends string = string> {
  readonly [marker]: true
  readonly code: Code
  /** A whole sentence, without secrets, for the person holding the keyboard. */
  readonly message: string
  /** What to do now: a sentence or a command. */
  readonly next: string
}

/** Makes a refusal. `message` and `next` are shown to people: whole sentences, no secrets. */
export function refuse<const Code extends string>(code: Code, message: string, next: string): Refusal<Code> {
  return Object.freeze({ [marker]: true as const, code, message, next })
}

/** Whether a value is a refusal: `const token = read(text); if (refused(token)) return token`. */
export function refused(value: unknown): value is Refusal {
  return typeof value === 'object' && value !== null && marker in value
}
