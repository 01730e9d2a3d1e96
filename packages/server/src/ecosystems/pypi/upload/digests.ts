/** The digests that a client says its file has. All that are sent are checked. */
import { type Refusal, refuse } from '@latchkey/tokens'
import type { ReceivedFile } from '../../../upstreams/index.ts'
import type { FieldName, Fields } from './form.ts'

type Digests = ReceivedFile['digests']

/** Field of the form, what it is called by the upstream, and how many hexadecimal digits it has. */
const claims = [
  ['md5_digest', 'md5', 32],
  ['sha256_digest', 'sha256', 64],
  ['blake2_256_digest', 'blake2b256', 64],
] as const satisfies readonly (readonly [FieldName, keyof Digests, number])[]

/** What the client sent; an empty field counts as not sent (twine 4 sends those). */
export function readClaimedDigests(fields: Fields): Partial<Digests> | Refusal<'digest_malformed'> {
  const claimed: { -readonly [Each in keyof Digests]?: string } = {}
  for (const [field, name, length] of claims) {
    const text = fields[field]?.toLowerCase() ?? ''
    if (text === '') continue
    if (text.length !== length || !/^[0-9a-f]+$/.test(text)) {
      return refuse(
        'digest_malformed',
        `The field ${field} is not ${length} hexadecimal digits.`,
        'Upload with twine or uv.',
      )
    }
    claimed[name] = text
  }
  return claimed
}

/** Refuses a file that is not the one that the client meant to send, and names the digest that differs. */
export function compareDigests(
  claimed: Partial<Digests>,
  computed: Digests,
): Refusal<'digest_differs'> | undefined {
  for (const [field, name] of claims) {
    if (claimed[name] === undefined || claimed[name] === computed[name]) continue
    return refuse(
      'digest_differs',
      `The file does not have the ${field} that was sent with it: it has ${computed[name]}.`,
      'It was damaged on its way, or changed while it was sent: upload it again.',
    )
  }
  return undefined
}
