/** The room's living part: every way to read or change organizations. */
import type { Role } from '@latchkey/protocol'
import { type Refusal, refused } from '@latchkey/tokens'
import type { Policy } from '../access/index.ts'
import { type Account, claimName } from '../accounts/index.ts'
import { type Cause, recordEvent } from '../audit/index.ts'
import { type Clock, newId, type RandomBytes } from '../host/index.ts'
import {
  type Page,
  type PageRequest,
  pageOf,
  prepared,
  type Reader,
  rowsFor,
  type Store,
  startOf,
  type Writer,
} from '../storage/index.ts'
import { changePolicy } from './change-policy.ts'
import { type ChangedBy, judgedChange } from './changed-by.ts'
import { countMembers, type MemberCounts } from './count-members.ts'
import { readDisplayName } from './display-name.ts'
import { listMembers, type MemberKey, type MemberQuery, roleOf } from './find-members.ts'
import { changeRole, insertMember, type MemberChange, type MemberInput, removeMember } from './members.ts'
import {
  type Member,
  type Membership,
  type Organization,
  type Quota,
  readOrganization,
} from './organization.ts'
import { policyOf } from './policy.ts'

export interface Organizations {
  /** Claims the name and makes `owner` its first owner. Who may, is for the caller: administrators. */
  create(
    input: {
      readonly name: string
      readonly displayName: string
      readonly owner: Account
    },
    cause: Cause,
  ): Promise<Organization | Refusal>
  byId(id: string): Promise<Organization | undefined>
  byName(name: string): Promise<Organization | undefined>
  /** All of them by name, or those whose name begins so: for administrators. */
  list(query?: PageRequest & { readonly beginsWith?: string }): Promise<Page<Organization>>
  /** Those that an account is a member of, by name, with its role in each. */
  memberships(accountId: string): Promise<readonly Membership[]>
  /** The display names of those that an account is a member of and that require a second factor of it. */
  requiringSecondFactor(accountId: string): Promise<readonly string[]>
  setDisplayName(organizationId: string, displayName: string, cause: Cause): Promise<Organization | Refusal>
  /** Changes what is named. It holds for what is published from now on: nothing that is there goes. */
  setQuota(organizationId: string, quota: Partial<Quota>, cause: Cause): Promise<void>
  /** By username. */
  members(organizationId: string, query?: MemberQuery): Promise<Page<Member>>
  countMembers(organizationId: string): Promise<MemberCounts>
  roleOf(accountId: string, organizationId: string, transaction?: Writer): Promise<Role | undefined>
  /** Refuses `already_member` and `unknown_account`; like the three that follow, what the judge refuses. */
  addMember(input: MemberInput, by: ChangedBy): Promise<Member | Refusal>
  /** Refuses `last_owner` where nobody would be left who may administer the organization, and `unknown_member`. */
  setRole(input: MemberInput, by: ChangedBy): Promise<Member | Refusal>
  /** Refuses `last_owner` likewise. */
  removeMember(input: MemberKey, by: ChangedBy): Promise<Member | Refusal>
  /** What it asks of its people and their keys; `undefined` where there is no such organization. */
  policy(organizationId: string): Promise<Policy | undefined>
  /** Changes what is named, at once for everybody; `longestKeyDays: undefined` takes the limit away. */
  setPolicy(organizationId: string, change: Partial<Policy>, by: ChangedBy): Promise<Policy | Refusal>
}

export interface OrganizationsOptions {
  readonly store: Store
  readonly clock: Clock
  readonly random: RandomBytes
}

const selectMemberships = prepared((reader: Reader, accountId: string) =>
  reader
    .selectFrom('organizations')
    .selectAll('organizations')
    .innerJoin('members', 'members.organization_id', 'organizations.id')
    .select('members.role')
    .where('members.account_id', '=', accountId)
    .orderBy('organizations.name'),
)

const selectRequiring = prepared((reader: Reader, accountId: string) =>
  reader
    .selectFrom('members')
    .innerJoin('organizations', 'organizations.id', 'members.organization_id')
    .select('organizations.display_name')
    .where('members.account_id', '=', accountId)
    .where('organizations.require_second_factor', '=', 1)
    .orderBy('organizations.name'),
)

export function createOrganizations({ store, clock, random }: OrganizationsOptions): Organizations {
  const select = () => store.read.selectFrom('organizations').selectAll('organizations')
  const changePeople = <T>(
    { organizationId }: MemberKey,
    by: ChangedBy,
    change: (transaction: Writer, change: MemberChange) => Promise<T | Refusal>,
  ) =>
    store.write(async transaction => {
      const judged = await judgedChange(transaction, by, { organizationId, administers: 'people' })
      return refused(judged) ? judged : change(transaction, { cause: judged.cause, now: clock.now() })
    })

  return {
    async create({ name, displayName, owner }, cause) {
      const shown = readDisplayName(displayName)
      if (refused(shown)) return shown
      const row = { id: newId(random), name, display_name: shown, created_at: clock.now() }
      return store.write(async transaction => {
        const claimed = await claimName(transaction, {
          name,
          kind: 'organization',
          ownerId: row.id,
          now: row.created_at,
        })
        if (refused(claimed)) return claimed
        await transaction.insertInto('organizations').values(row).execute()
        await recordEvent(transaction, {
          ...{ what: 'organization.created', at: row.created_at, cause },
          ...concerning(row.id),
        })
        const first = { organizationId: row.id, accountId: owner.id, role: 'owner' } as const
        const member = await insertMember(transaction, first, { cause, now: row.created_at })
        return refused(member) ? member : readOrganization(row)
      })
    },

    async byId(id) {
      const row = await select().where('id', '=', id).executeTakeFirst()
      return row && readOrganization(row)
    },

    async byName(name) {
      const row = await select().where('name', '=', name).executeTakeFirst()
      return row && readOrganization(row)
    },

    async list({ beginsWith = '', ...page } = {}) {
      const rows = await select()
        .where('name', '>', startOf(page))
        .where('name', '>=', beginsWith)
        .where('name', '<', `${beginsWith}\u{10ffff}`)
        .orderBy('name')
        .limit(rowsFor(page))
        .execute()
      return pageOf(page, rows, readOrganization, row => row.name)
    },

    async memberships(accountId) {
      const rows = await selectMemberships(store.read, accountId)
      return rows.map(({ role, ...row }) => ({ organization: readOrganization(row), role }))
    },

    async requiringSecondFactor(accountId) {
      const rows = await selectRequiring(store.read, accountId)
      return rows.map(row => row.display_name)
    },

    async setDisplayName(organizationId, displayName, cause) {
      const shown = readDisplayName(displayName)
      if (refused(shown)) return shown
      return store.write(async transaction => {
        const update = transaction.updateTable('organizations').set({ display_name: shown })
        const row = await update.where('id', '=', organizationId).returningAll().executeTakeFirstOrThrow()
        await recordEvent(transaction, {
          ...{ what: 'organization.renamed', at: clock.now(), cause, details: { displayName: shown } },
          ...concerning(organizationId),
        })
        return readOrganization(row)
      })
    },

    async setQuota(organizationId, { storage, file }, cause) {
      const change = {
        ...(storage !== undefined && { storage_quota: storage }),
        ...(file !== undefined && { file_quota: file }),
      }
      if (Object.keys(change).length === 0) return
      await store.write(async transaction => {
        await transaction.updateTable('organizations').set(change).where('id', '=', organizationId).execute()
        const details = { ...(storage !== undefined && { storage }), ...(file !== undefined && { file }) }
        await recordEvent(transaction, {
          ...{ what: 'organization.quota_changed', at: clock.now(), cause, details },
          ...concerning(organizationId),
        })
      })
    },

    members: (organizationId, page = {}) => listMembers(store.read, organizationId, page),
    countMembers: organizationId => countMembers(store.read, organizationId),
    roleOf: (accountId, organizationId, transaction) =>
      roleOf(transaction ?? store.read, { accountId, organizationId }),
    addMember: (input, by) =>
      changePeople(input, by, (transaction, change) => insertMember(transaction, input, change)),
    setRole: (input, by) =>
      changePeople(input, by, (transaction, change) => changeRole(transaction, input, change)),
    removeMember: (input, by) =>
      changePeople(input, by, (transaction, change) => removeMember(transaction, input, change)),

    policy: organizationId => policyOf(store.read, organizationId),
    setPolicy: (organizationId, change, by) =>
      store.write(transaction => changePolicy(transaction, { organizationId, change, by, now: clock.now() })),
  }
}

function concerning(organizationId: string) {
  return { organizationId, subject: { kind: 'organization', id: organizationId } } as const
}
