/** What a request to an OAuth endpoint says: each parameter once, and all of them in its body (RFC 6749, 3.2). */
import { quoted, type Refusal, refuse } from '@latchkey/tokens'
import { refuseNull } from '../http/index.ts'

export interface Form {
  /** One that was sent without a value counts as left out (RFC 6749, 3.1). */
  get(name: string): string | undefined
  /** The same where the request means nothing without it. */
  required(name: string): string | Refusal<'invalid_request'>
}

/** From what a body held, in whatever format it came. */
export function readForm(
  entries: Iterable<readonly [name: string, value: string]>,
): Form | Refusal<'invalid_request'> {
  const values = new Map<string, string>()
  for (const [name, value] of entries) {
    if (values.has(name)) return repeated(name)
    values.set(name, value)
  }
  if (refuseNull(values.values()) !== undefined) return nullCharacter
  const get = (name: string) => values.get(name) || undefined
  return { get, required: name => get(name) ?? missing(name) }
}

function repeated(name: string): Refusal<'invalid_request'> {
  return refuse(
    'invalid_request',
    `The parameter ${quoted(name)} was sent more than once.`,
    'Send each parameter once.',
  )
}

function missing(name: string): Refusal<'invalid_request'> {
  return refuse('invalid_request', `The parameter ${name} is missing.`, `Send ${name} in the body.`)
}

const nullCharacter = refuse(
  'invalid_request',
  'A parameter of this request holds the character U+0000.',
  'Send it without.',
)
