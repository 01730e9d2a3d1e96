/** On whose authority a key is made or revoked, judged once more where it counts: in the transaction that does it. */
import { type Role, roleWithin } from '@latchkey/protocol'
import { type Refusal, refuse } from '@latchkey/tokens'
import { type Allowed, isAllowed } from '../access/index.ts'
import { policyOf, roleOf } from '../organizations/index.ts'
import type { Writer } from '../storage/index.ts'
import { findVerifiable } from './find.ts'
import type { KeyOwner } from './key.ts'
import { loginLives } from './made-with-login.ts'

/** A decision (`account` for one's own keys, `administer` keys for an organization's), or a command on the machine. */
export type Authority = Allowed | 'local command'

/** What a key belongs to, as it is named in targets: an organization has a name there. */
export interface NamedOwner {
  readonly owner: KeyOwner
  readonly organization: string | undefined
  /** Of an organization's key. */
  readonly role: Role | undefined
}

/** Whether a decision covers the keys of this owner, and of this role. Whose they are is never the caller's word. */
export function covers(by: Authority, { owner, organization, role }: NamedOwner): boolean {
  if (by === 'local command') return true
  if (!isAllowed(by) || by.safe) throw new TypeError('Only what was allowed is done.')
  const { access, administration } = by
  if (owner.kind === 'account') {
    return (
      access.action === 'account' && access.principal.kind === 'account' && access.principal.id === owner.id
    )
  }
  return (
    access.action === 'administer' &&
    organization !== undefined &&
    access.organization === organization &&
    administration?.administers === 'keys' &&
    role !== undefined &&
    roleWithin(role, administration.keyRole)
  )
}

/** The account that acts, for the record. */
export function accountOf(by: Authority): string | null {
  if (by === 'local command') return null
  const { principal } = by.access
  return principal.kind === 'account' ? principal.id : null
}

/**
 * Why whoever makes a key may not do so any more: the decision may be a moment old. Their token or account must still
 * be live, and nobody gives a role above their own.
 */
export async function objectionToMaker(
  transaction: Writer,
  by: Authority,
  { owner, role }: NamedOwner,
): Promise<Refusal<'key_revoked' | 'login_ended' | 'account_disabled' | 'role_insufficient'> | undefined> {
  if (by === 'local command') return undefined
  const { credential } = by
  const { principal } = by.access
  const token = credential.kind === 'token' ? credential : undefined
  if (token?.holder === 'login' && !(await loginLives(transaction, token))) return makerEnded
  const maker = token?.holder === 'key' ? await findVerifiable(transaction, token) : undefined
  if (maker !== undefined && (maker.key.revokedAt ?? maker.burnedAt) !== undefined) return makerRevoked
  if (principal.kind === 'account' && (await isDisabled(transaction, principal.id))) return makerDisabled
  if (owner.kind === 'account') return undefined

  const held =
    principal.kind === 'account'
      ? await roleOf(transaction, { organizationId: owner.id, accountId: principal.id })
      : maker?.key.role
  const isEnough =
    held !== undefined && roleWithin('admin', held) && role !== undefined && roleWithin(role, held)
  if (!isEnough) return makerLowered
  const policy = await policyOf(transaction, owner.id)
  return policy === undefined || roleWithin(policy.keyMakers, held) ? undefined : onlyOwnersMakeKeys
}

async function isDisabled(transaction: Writer, accountId: string): Promise<boolean> {
  const account = transaction.selectFrom('accounts').select('disabled_at').where('id', '=', accountId)
  return (await account.executeTakeFirst())?.disabled_at !== null
}

/** The same words for a key that is not the caller's and for one that never was. */
export const unknownKey: Refusal<'unknown_key'> = refuse(
  'unknown_key',
  'There is no such key.',
  'List the keys to see which there are.',
)

/** Keys are made for oneself, or for an organization whose keys one administers. */
export const ownerNotAllowed: Refusal<'owner_not_allowed'> = refuse(
  'owner_not_allowed',
  'This key would belong to somebody whose keys you cannot make.',
  'Make it for yourself, or for an organization whose keys you administer.',
)

const makerRevoked = refuse(
  'key_revoked',
  'The key that this one would be made with was revoked.',
  'Make it with another key, or by signing in.',
)

const makerEnded = refuse(
  'login_ended',
  'The login that this key would be made with was ended.',
  'Log in again: npx latchkey login',
)

const makerDisabled = refuse(
  'account_disabled',
  'The account that this key would be made by is disabled.',
  'Ask an administrator of this server to enable it.',
)

const onlyOwnersMakeKeys = refuse(
  'role_insufficient',
  'In this organization only owners make its keys: its policy says so.',
  'Have an owner make it.',
)

const makerLowered = refuse(
  'role_insufficient',
  'Nobody makes a key with a role above their own, and yours in this organization is too low by now.',
  'Have an owner make it, or choose a lower role.',
)
