/** `["digest", ["sha256:...", "sha512:..."]]`: some files only, whatever their names. */
import { pending } from '../access.ts'
import { type Refusal, refuse } from '../refusal.ts'
import { describeAttempt, every, listed, quoted } from '../wording.ts'
import { defineCaveat, needs } from './define-caveat.ts'
import { listOf, parsed } from './fields.ts'

export type Digest = `sha256:${string}` | `sha512:${string}`

const form = /^(?:sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})$/

/** `sha256:` and 64, or `sha512:` and 128 lower-case hexadecimal digits. */
export function parseDigest(text: string): Digest | Refusal<'digest_malformed'> {
  if (form.test(text)) return text as Digest
  return refuse(
    'digest_malformed',
    `${quoted(text)} is not sha256: or sha512: and lower-case hexadecimal digits.`,
    'Write what sha256sum prints, after "sha256:".',
  )
}

/** Judged by the digests that the server computed, never by those that the client sent. */
export const digest = defineCaveat({
  tag: 'digest',
  kind: 'digest',
  fields: { digests: listOf(parsed(parseDigest, digest => digest)) },
  restricts: 'what',
  clears({ digests }, access) {
    if (access.digests === pending) return needs('digests')
    const sent: readonly string[] = access.digests ?? []
    if (digests.some(digest => sent.includes(digest))) return true
    const found =
      access.digests === undefined
        ? `it was used to ${describeAttempt(access)}`
        : `the file sent has ${listed(comparable(sent, digests), 'and')}`
    return refuse(
      'digest_not_allowed',
      `This token may publish only a file with digest ${listed(digests)}; ${found}.`,
      'Send the file that the token was made for, or use a token for this file.',
    )
  },
  describe: ({ digests }) => `only a file with digest ${every(digests)}`,
})

/** Of the file sent, the digest that somebody can hold beside the ones allowed. */
function comparable(sent: readonly string[], digests: readonly Digest[]): readonly string[] {
  const algorithms = new Set(digests.map(digest => digest.split(':')[0]))
  return sent.filter(digest => algorithms.has(digest.split(':')[0]))
}
