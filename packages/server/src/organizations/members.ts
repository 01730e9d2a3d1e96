/** Changing members and their roles. An organization never loses its last owner. */
import { type Role, roleWithin } from '@latchkey/protocol'
import { type Refusal, refuse } from '@latchkey/tokens'
import { type Cause, recordEvent } from '../audit/index.ts'
import { advanceEpoch, type Writer } from '../storage/index.ts'
import { findMember, type MemberKey } from './find-members.ts'
import type { Member } from './organization.ts'

export interface MemberInput extends MemberKey {
  readonly role: Role
}

/** Who changes it, and when: milliseconds since 1970. */
export interface MemberChange {
  readonly cause: Cause
  readonly now: number
}

/** Makes somebody a member, within the transaction of whoever lets them in. */
export async function insertMember(
  transaction: Writer,
  { organizationId, accountId, role }: MemberInput,
  { cause, now }: MemberChange,
): Promise<Member | Refusal<'unknown_account' | 'already_member'>> {
  const account = await transaction
    .selectFrom('accounts')
    .select('id')
    .where('id', '=', accountId)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  if (account === undefined) return unknownAccount
  const { numInsertedOrUpdatedRows } = await transaction
    .insertInto('members')
    .values({ organization_id: organizationId, account_id: accountId, role, created_at: now })
    .onConflict(conflict => conflict.doNothing())
    .executeTakeFirstOrThrow()
  if (numInsertedOrUpdatedRows !== 1n) return alreadyMember
  await recordEvent(transaction, {
    ...{ what: 'member.added', at: now, cause, details: { role } },
    ...concerning({ organizationId, accountId }),
  })
  return (await findMember(transaction, { organizationId, accountId })) ?? unknownAccount
}

export async function changeRole(
  transaction: Writer,
  { role, ...key }: MemberInput,
  { cause, now }: MemberChange,
): Promise<Member | Refusal<'unknown_member' | 'last_owner'>> {
  const member = await findMember(transaction, key)
  if (member === undefined) return unknownMember
  if (await isLastOwner(transaction, member, key, role)) return lastOwner
  await transaction
    .updateTable('members')
    .set({ role })
    .where('organization_id', '=', key.organizationId)
    .where('account_id', '=', key.accountId)
    .execute()
  if (!roleWithin(member.role, role)) await advanceEpoch(transaction)
  await recordEvent(transaction, {
    ...{ what: 'member.role_changed', at: now, cause, details: { from: member.role, to: role } },
    ...concerning(key),
  })
  return { ...member, role }
}

/** Gives the member that was. */
export async function removeMember(
  transaction: Writer,
  key: MemberKey,
  { cause, now }: MemberChange,
): Promise<Member | Refusal<'unknown_member' | 'last_owner'>> {
  const member = await findMember(transaction, key)
  if (member === undefined) return unknownMember
  if (await isLastOwner(transaction, member, key)) return lastOwner
  await transaction
    .deleteFrom('members')
    .where('organization_id', '=', key.organizationId)
    .where('account_id', '=', key.accountId)
    .execute()
  await advanceEpoch(transaction)
  await recordEvent(transaction, {
    ...{ what: 'member.removed', at: now, cause, details: { role: member.role } },
    ...concerning(key),
  })
  return member
}

function concerning({ organizationId, accountId }: MemberKey) {
  return { organizationId, subject: { kind: 'account', id: accountId } } as const
}

/** Whether nobody else would be an owner. A disabled account cannot act, so it does not count. */
export async function isLastOwner(
  transaction: Writer,
  member: Member,
  { organizationId, accountId }: MemberKey,
  next?: Role,
): Promise<boolean> {
  if (member.role !== 'owner' || next === 'owner') return false
  const other = await transaction
    .selectFrom('members')
    .innerJoin('accounts', 'accounts.id', 'members.account_id')
    .select('members.account_id')
    .where('organization_id', '=', organizationId)
    .where('role', '=', 'owner')
    .where('account_id', '!=', accountId)
    .where('accounts.disabled_at', 'is', null)
    .limit(1)
    .executeTakeFirst()
  return other === undefined
}

const unknownAccount = refuse('unknown_account', 'There is no such account.', 'Invite the person first.')
const alreadyMember = refuse(
  'already_member',
  'This account is a member already.',
  'Change its role instead of adding it again.',
)
const unknownMember = refuse(
  'unknown_member',
  'This account is not a member of the organization.',
  'Add it as a member first.',
)
const lastOwner = refuse(
  'last_owner',
  'This is the last owner, and an organization always has one.',
  'Make another member an owner first.',
)
