/** An account as `--json` shows it. */
import type { Account } from '../../accounts/index.ts'
import { instant } from './key-data.ts'

export function accountData({ id, username, email, administrator, disabledAt }: Account) {
  return { id, username, email, administrator, disabledAt: instant(disabledAt) }
}
