/** An account as `--json` shows it. */
import type { Account } from '../../accounts/index.ts'
import { instant } from './key-data.ts'

export function accountData({ id, username, email, emailVerified, language, ...account }: Account) {
  const { administrator, disabledAt } = account
  return { id, username, email, emailVerified, language, administrator, disabledAt: instant(disabledAt) }
}
