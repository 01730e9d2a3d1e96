/** The pages of one's own account. */
import type { Words } from '../catalogue/index.ts'
import type { Sections } from './sections.ts'

export function accountSections({ account, accountSections: say }: Words): Sections {
  return {
    of: account.title,
    entries: [
      { path: '/account', label: say.overview },
      { path: '/account/second-factor', label: say.secondFactor },
      { path: '/account/passkeys', label: say.passkeys },
      { path: '/account/logins', label: say.logins },
      { path: '/account/sessions', label: say.sessions },
      { path: '/account/events', label: say.events },
    ],
  }
}
