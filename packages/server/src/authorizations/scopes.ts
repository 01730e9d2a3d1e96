/** What scopes let a client change. */
import { type Scope, scopesToAllow } from '@latchkey/protocol'

/** Where a client does not say what it wants (RFC 6749, section 3.3): to look up and to install. */
export const defaultScope = 'api:read repositories'

/** Whether anything but reading is among what they allow. */
export function writes(scopes: readonly Scope[]): boolean {
  const rows = scopesToAllow(scopes, { organizations: [] })
  return rows.some(({ actions }) => actions.some(action => action !== 'describe' && action !== 'read'))
}
