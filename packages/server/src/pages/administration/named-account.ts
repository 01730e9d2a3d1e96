/** The account that a path names. */
import { type Refusal, refuse } from '@latchkey/tokens'
import type { ListedAccount } from '../../accounts/index.ts'
import type { House } from '../house.ts'
import type { SignedInVisit } from '../visit.ts'

/** With what the list of accounts tells of it. */
export async function namedAccount(
  { parameters }: Pick<SignedInVisit, 'parameters'>,
  { accounts }: House,
): Promise<ListedAccount | Refusal<'unknown_account'>> {
  const username = parameters['username'] ?? ''
  if (username === '' || username.includes('@')) return unknownAccount
  const { items } = await accounts.list({ beginsWith: username, limit: 1 })
  const [first] = items
  return first?.username === username ? first : unknownAccount
}

const unknownAccount = refuse(
  'unknown_account',
  'There is no account of this name.',
  'Look for it among the accounts: one that was deleted does not come back.',
)
