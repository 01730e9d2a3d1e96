/** The second-factor key as text: what `second-factor-key.json` holds, and `LATCHKEY_SECOND_FACTOR_KEY`. */
import { Secret } from '@latchkey/protocol'
import { type Refusal, refuse } from '@latchkey/tokens'
import { z } from 'zod'
import { parseJson } from './configuration/parse-json.ts'

/** `{"key":"<32 bytes in base64url>"}` */
const format = z.strictObject({
  key: z
    .base64url()
    .refine(text => Buffer.from(text, 'base64url').length === 32, 'a second-factor key has 32 bytes'),
})

/** The refusal's message is part of a sentence, and shows no key. */
export function parseSecondFactorKey(text: string): Uint8Array | Refusal<'malformed'> {
  const read = format.safeParse(parseJson(text))
  if (read.success) return new Uint8Array(Buffer.from(read.data.key, 'base64url'))
  const message = read.error.issues[0]?.message ?? 'not the right JSON'
  return refuse('malformed', message, 'Write {"key":"32 bytes in base64url"}.')
}

/** What `parseSecondFactorKey` reads. It holds the key. */
export function formatSecondFactorKey(key: Uint8Array): Secret {
  return new Secret(`${JSON.stringify({ key: Buffer.from(key).toString('base64url') }, undefined, 2)}\n`)
}
