/** On whose authority a key is made or changed: decided in the transaction that does it. */
import { type Role, roleWithin } from '@latchkey/protocol'
import { type Refusal, refuse } from '@latchkey/tokens'
import { type Allowed, isAllowed, type Judge } from '../access/index.ts'
import { policyOf, roleOf } from '../organizations/index.ts'
import type { Writer } from '../storage/index.ts'
import type { KeyOwner } from './key.ts'

/** Decides in the transaction; or a command on the machine, about which nothing is decided. */
export type KeysChangedBy = Judge | 'local command'

/** A decision (`account` for one's own keys, `administer` keys for an organization's), or a command on the machine. */
export type Authority = Allowed | 'local command'

/** Whoever was revoked, lowered or asked for a code since the request was let in changes nothing. */
export async function judgeIn(transaction: Writer, by: KeysChangedBy): Promise<Authority | Refusal> {
  if (by === 'local command') return by
  const decision = await by(transaction)
  if (decision.answer === 'refused') return decision.refusal
  const allowed = decision.answer === 'allowed' ? decision.proof : undefined
  if (!isAllowed(allowed) || allowed.transaction !== transaction)
    throw new TypeError('Only what was allowed in this transaction is done.')
  return allowed
}

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

/** Why whoever makes an organization's key may not, though they may change its keys: its policy says who does. */
export async function objectionToMaker(
  transaction: Writer,
  by: Authority,
  { owner }: NamedOwner,
): Promise<Refusal<'role_insufficient'> | undefined> {
  if (by === 'local command' || owner.kind === 'account') return undefined
  const policy = await policyOf(transaction, owner.id)
  if (policy === undefined) return undefined
  const { credential } = by
  const { principal } = by.access
  const held =
    principal.kind === 'account'
      ? await roleOf(transaction, { organizationId: owner.id, accountId: principal.id })
      : credential.kind === 'token' && credential.role
  return held && roleWithin(policy.keyMakers, held) ? undefined : onlyOwnersMakeKeys
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

const onlyOwnersMakeKeys = refuse(
  'role_insufficient',
  'In this organization only owners make its keys: its policy says so.',
  'Have an owner make it.',
)
