/** Looking up members, outside and inside of transactions. */
import type { Role } from '@latchkey/protocol'
import {
  type Page,
  type PageRequest,
  pageOf,
  type Reader,
  rowsFor,
  secondFactorSince,
  startOf,
} from '../storage/index.ts'
import type { Member } from './organization.ts'

export interface MemberKey {
  readonly organizationId: string
  readonly accountId: string
}

export interface MemberQuery extends PageRequest {
  /** Only those of this role. */
  readonly role?: Role
  /** What the username begins with. */
  readonly beginsWith?: string
  /** Only those who have none. */
  readonly secondFactor?: false
}

/** After every text that begins alike. */
const last = '\u{10ffff}'

/** By username. */
export async function listMembers(
  reader: Reader,
  organizationId: string,
  { role, beginsWith = '', secondFactor, ...page }: MemberQuery,
): Promise<Page<Member>> {
  const rows = await selectMembers(reader, organizationId)
    .where('accounts.username', '>', startOf(page))
    .$if(role !== undefined, members => members.where('members.role', '=', role ?? 'owner'))
    .$if(beginsWith !== '', members =>
      members.where('accounts.username', '>=', beginsWith).where('accounts.username', '<', beginsWith + last),
    )
    .$if(secondFactor === false, members => members.where(secondFactorSince('accounts.id'), 'is', null))
    .orderBy('accounts.username')
    .limit(rowsFor(page))
    .execute()
  return pageOf(page, rows, readMember, row => row.username)
}

export async function roleOf(
  reader: Reader,
  { organizationId, accountId }: MemberKey,
): Promise<Role | undefined> {
  const row = await reader
    .selectFrom('members')
    .select('role')
    .where('organization_id', '=', organizationId)
    .where('account_id', '=', accountId)
    .executeTakeFirst()
  return row?.role
}

function selectMembers(reader: Reader, organizationId: string) {
  return reader
    .selectFrom('members')
    .innerJoin('accounts', 'accounts.id', 'members.account_id')
    .select(['members.account_id', 'accounts.username', 'members.role', 'members.created_at'])
    .select(secondFactorSince('accounts.id').as('factor_since'))
    .where('members.organization_id', '=', organizationId)
}

/** One member, as the lists show them. */
export async function findMember(
  reader: Reader,
  { organizationId, accountId }: MemberKey,
): Promise<Member | undefined> {
  const found = selectMembers(reader, organizationId).where('members.account_id', '=', accountId)
  const row = await found.executeTakeFirst()
  return row && readMember(row)
}

type Row = Awaited<ReturnType<ReturnType<typeof selectMembers>['executeTakeFirstOrThrow']>>

function readMember(row: Row): Member {
  return {
    account: { id: row.account_id, username: row.username },
    role: row.role,
    secondFactor: row.factor_since !== null,
    createdAt: row.created_at,
  }
}
