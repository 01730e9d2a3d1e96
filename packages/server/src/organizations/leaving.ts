/** When somebody goes for good or is kept out: no organization may be left without an owner who can act. */
import { type Refusal, refuse, refused } from '@latchkey/tokens'
import type { Writer } from '../storage/index.ts'
import { findMember } from './find-members.ts'
import { isLastOwner, type MemberChange, removeMember } from './members.ts'

/** Removes somebody from every organization, unless one would be left without an owner. */
export async function leaveAll(
  transaction: Writer,
  accountId: string,
  change: MemberChange,
): Promise<undefined | Refusal<'unknown_member' | 'last_owner'>> {
  for (const { organization_id: organizationId } of await membershipsOf(transaction, accountId)) {
    const left = await removeMember(transaction, { organizationId, accountId }, change)
    if (refused(left)) return left
  }
  return undefined
}

/** Why somebody cannot go, or be kept out: an organization would have no owner who can act. */
export async function objectionToLeaving(
  transaction: Writer,
  accountId: string,
): Promise<undefined | Refusal<'last_owner'>> {
  for (const { organization_id: organizationId, name } of await membershipsOf(transaction, accountId)) {
    const key = { organizationId, accountId }
    const member = await findMember(transaction, key)
    if (member !== undefined && (await isLastOwner(transaction, member, key))) return lastOwnerOf(name)
  }
  return undefined
}

function membershipsOf(transaction: Writer, accountId: string) {
  return transaction
    .selectFrom('members')
    .innerJoin('organizations', 'organizations.id', 'members.organization_id')
    .select(['members.organization_id', 'organizations.name'])
    .where('members.account_id', '=', accountId)
    .orderBy('organizations.name')
    .execute()
}

function lastOwnerOf(organization: string): Refusal<'last_owner'> {
  return refuse(
    'last_owner',
    `This account is the last owner of ${organization} who can act, and an organization always has one.`,
    'Make another member an owner first.',
  )
}
