/** What is wrong with something that was sent, in the form that Hex's clients print: a sentence by the name of a field. */
import { type Refusal, refuse } from '@latchkey/tokens'

/** The `errors` of a 422: clients print each field with what is said of it, and maps below each other. */
export interface FieldErrors {
  readonly [field: string]: string | FieldErrors
}

export interface Invalid<Code extends string = string> extends Refusal<Code> {
  readonly errors: FieldErrors
}

/** `invalid('name_malformed', ['requirements', 'jason'], 'is not ...', 'Write ...')` */
export function invalid<Code extends string>(
  code: Code,
  field: readonly [string, ...string[]],
  problem: string,
  next: string,
): Invalid<Code> {
  const message = `${field.join('.')} ${problem}.`
  const errors = field.reduceRight<string | FieldErrors>((inner, name) => ({ [name]: inner }), problem)
  return Object.freeze({ ...refuse(code, message, next), errors: errors as FieldErrors })
}
