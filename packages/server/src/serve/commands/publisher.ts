/** On whose behalf a command publishes: an account, decided by its role like one that is signed in. */
import { type Refusal, refuse } from '@latchkey/tokens'
import type { SessionCredential } from '../../access/index.ts'
import type { Organization } from '../../organizations/index.ts'
import type { Rooms } from '../rooms.ts'
import { unknownAccount } from './owner.ts'

/** Where nobody is named and there is one owner, that one. */
export async function findPublisher(
  { accounts, organizations }: Pick<Rooms, 'accounts' | 'organizations'>,
  { id, name }: Organization,
  username: string | undefined,
): Promise<SessionCredential | Refusal> {
  const { items: members } = await organizations.members(id, { limit: 1000 })
  const owners = members.filter(({ role }) => role === 'owner').map(({ account }) => account.username)
  const chosen = username ?? (owners.length === 1 ? owners[0] : undefined)
  if (chosen === undefined)
    return refuse(
      'publisher_unclear',
      `${name} has ${owners.length} owners, and one account publishes.`,
      'Say which: --account USERNAME',
    )
  const account = await accounts.byUsername(chosen)
  if (!account) return unknownAccount(chosen)
  return {
    kind: 'session',
    principal: { kind: 'account', id: account.id },
    administrator: account.administrator,
    authenticatedAt: 0,
  }
}
