/** `[4, "publisher id", null]`: the token belongs to that trusted publisher. */
import { refuse } from '../refusal.ts'
import { listed } from '../wording.ts'
import { defineCaveat } from './define-caveat.ts'
import { nothing, text } from './fields.ts'

/** PyPI's second field held the claims of the identity token; it writes null there now, and so do we. */
export const publisher = defineCaveat({
  tag: 4,
  kind: 'publisher',
  fields: { publisher: text, claims: nothing },
  restricts: 'whose',
  clears(caveat, access) {
    if (access.publisher === caveat.publisher) return true
    return refuse(
      'publisher_not_allowed',
      `This token is only for trusted publisher ${listed([caveat.publisher])}; it was used for another.`,
      'Publish from the workflow that the token was made for.',
    )
  },
  describe: caveat => `only as trusted publisher ${caveat.publisher}`,
})
