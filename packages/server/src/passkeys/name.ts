/** How a passkey is called by its owner. */
import type { Refusal } from '@latchkey/tokens'
import { invalidPasskeyName } from './refusals.ts'

const longest = 80

/** The name without white space around it. */
export function readPasskeyName(text: string): string | Refusal<'invalid_passkey_name'> {
  const name = text.trim()
  return name === '' || name.length > longest || /\p{Cc}/u.test(name) ? invalidPasskeyName : name
}
