/** `[3, "account id"]`: the token belongs to that account. */
import { refuse } from '../refusal.ts'
import { listed } from '../wording.ts'
import { defineCaveat } from './define-caveat.ts'
import { text } from './fields.ts'

export const requestAccount = defineCaveat({
  tag: 3,
  kind: 'request-account',
  fields: { account: text },
  restricts: 'whose',
  clears({ account }, { principal }) {
    if (principal.kind === 'account' && principal.id === account) return true
    return refuse(
      'account_not_allowed',
      `This token is only for account ${listed([account])}; it was used for another.`,
      'Use a token of your own.',
    )
  },
  describe: ({ account }) => `only as account ${account}`,
})
