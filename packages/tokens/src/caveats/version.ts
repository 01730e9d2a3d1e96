/** `["version", ["1.2.3", ...]]`: some versions only. */
import { pending } from '../access.ts'
import { refuse } from '../refusal.ts'
import { describeAttempt, every, listed } from '../wording.ts'
import { defineCaveat, needs } from './define-caveat.ts'
import { listOf, text } from './fields.ts'

/** Versions are compared as they are written: nobody's idea of equal versions widens a token. */
export const version = defineCaveat({
  tag: 'version',
  kind: 'version',
  fields: { versions: listOf(text) },
  restricts: 'what',
  clears({ versions }, access) {
    if (access.version === pending) return needs('version')
    if (access.version !== undefined && versions.includes(access.version)) return true
    const found =
      access.version === undefined
        ? `to ${describeAttempt(access)}, which has none`
        : `for ${listed([access.version])}`
    return refuse(
      'version_not_allowed',
      `This token is only for version ${listed(versions)}; it was used ${found}.`,
      'Use that version, or a token for this one.',
    )
  },
  describe: ({ versions }) => `only version ${every(versions)}`,
})
