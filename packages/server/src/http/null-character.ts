/** U+0000: no name or text that people write holds it, PostgreSQL stores none, and C programs end a text there. */
import { type Refusal, refuse } from '@latchkey/tokens'

/** A refusal where one of the texts from outside holds U+0000. */
export function refuseNull(texts: Iterable<string>): Refusal<'null_character'> | undefined {
  for (const text of texts) if (text.includes('\0')) return nullCharacter
  return undefined
}

const nullCharacter = refuse(
  'null_character',
  'A text in this request holds the character U+0000.',
  'Send it without.',
)
