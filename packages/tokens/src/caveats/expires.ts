/** `[0, expires_at, not_before]`: a token for a while. PyPI's, whose order puts the expiry first. */
import { refuse } from '../refusal.ts'
import { instant } from '../wording.ts'
import { defineCaveat } from './define-caveat.ts'
import { integer } from './fields.ts'

/** Clears when `notBefore <= now < expiresAt`, unix seconds, without leeway. We write 0 for `notBefore`. */
export const expires = defineCaveat({
  tag: 0,
  kind: 'expires',
  fields: { expiresAt: integer, notBefore: integer },
  restricts: 'when',
  clears({ expiresAt, notBefore }, { now }) {
    if (now >= expiresAt) {
      return refuse(
        'token_expired',
        `This token expired at ${instant(expiresAt)}; it is now ${instant(now)}.`,
        'Make a new one.',
      )
    }
    if (now >= notBefore) return true
    return refuse(
      'token_not_yet_valid',
      `This token may not be used before ${instant(notBefore)}; it is now ${instant(now)}.`,
      'Wait until then, or set the clock right where the token was made.',
    )
  },
  describe: ({ expiresAt, notBefore }) =>
    `until ${instant(expiresAt)}${notBefore > 0 ? `, and not before ${instant(notBefore)}` : ''}`,
})
