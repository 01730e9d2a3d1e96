/** Master keys as text: what `master-keys.json` holds, and `LATCHKEY_MASTER_KEYS`. */
import { Secret } from '@latchkey/protocol'
import { type Refusal, refuse } from '@latchkey/tokens'
import { z } from 'zod'
import type { MasterKeyEntries } from '../keys/index.ts'
import { parseJson } from './configuration/parse-json.ts'

/** `{"minting":"m1","keys":{"m1":"<32 bytes in base64url>"}}`: several at once, so that they can be rotated. */
const format = z
  .strictObject({
    minting: z.string(),
    keys: z.record(
      z.string().regex(/^[a-z0-9]{1,16}$/, 'a key id is 1 to 16 of a-z and 0-9'),
      z.base64url().refine(text => Buffer.from(text, 'base64url').length === 32, 'a master key has 32 bytes'),
    ),
  })
  .refine(file => file.keys[file.minting] !== undefined, 'the key named by "minting" is not among "keys"')

/** The refusal's message is part of a sentence, and shows no key. */
export function parseMasterKeys(text: string): MasterKeyEntries | Refusal<'malformed'> {
  const read = format.safeParse(parseJson(text))
  if (!read.success)
    return refuse(
      'malformed',
      read.error.issues[0]?.message ?? 'not the right JSON',
      'Write {"minting":"m1","keys":{"m1":"32 bytes in base64url"}}.',
    )
  const keys = Object.entries(read.data.keys).map(
    ([kid, key]) => [kid, new Uint8Array(Buffer.from(key, 'base64url'))] as const,
  )
  return { minting: read.data.minting, keys: new Map(keys) }
}

/** What `parseMasterKeys` reads. It holds every master key. */
export function formatMasterKeys({ minting, keys }: MasterKeyEntries): Secret {
  const texts = [...keys].map(([kid, key]) => [kid, Buffer.from(key).toString('base64url')])
  return new Secret(`${JSON.stringify({ minting, keys: Object.fromEntries(texts) }, undefined, 2)}\n`)
}
