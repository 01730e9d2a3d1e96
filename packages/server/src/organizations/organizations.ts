/** The room's living part: every way to read or change organizations. */
import type { Role } from '@latchkey/protocol'
import type { Refusal } from '@latchkey/tokens'
import type { Account } from '../accounts/index.ts'
import type { Page, PageRequest, Writer } from '../storage/index.ts'
import type { Member, Membership, Organization } from './organization.ts'

export interface Organizations {
  /** Claims the name and makes `owner` its first owner. Who may, is for the caller: administrators. */
  create(input: {
    readonly name: string
    readonly displayName: string
    readonly owner: Account
  }): Promise<Organization | Refusal>
  byId(id: string): Promise<Organization | undefined>
  byName(name: string): Promise<Organization | undefined>
  /** All of them by name: for administrators. */
  list(page?: PageRequest): Promise<Page<Organization>>
  /** Those that an account is a member of, by name, with its role in each. */
  memberships(accountId: string): Promise<readonly Membership[]>
  setDisplayName(organizationId: string, displayName: string): Promise<Organization | Refusal>
  /** By username. */
  members(organizationId: string, page?: PageRequest): Promise<Page<Member>>
  roleOf(accountId: string, organizationId: string, transaction?: Writer): Promise<Role | undefined>
  addMember(input: MemberInput): Promise<Member | Refusal>
  /** Refuses `last_owner` where nobody would be left who may administer the organization. */
  setRole(input: MemberInput): Promise<Member | Refusal>
  /** Refuses `last_owner` likewise. */
  removeMember(input: Omit<MemberInput, 'role'>): Promise<Refusal | undefined>
}

export interface MemberInput {
  readonly organizationId: string
  readonly accountId: string
  readonly role: Role
}
