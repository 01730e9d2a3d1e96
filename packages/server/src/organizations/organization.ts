/** An organization and its members. Instants are milliseconds since 1970. */
import type { Role } from '@latchkey/protocol'
import type { OrganizationsTable } from '../storage/index.ts'

export interface Organization {
  readonly id: string
  /** One namespace with accounts, `[a-z0-9][a-z0-9-]{0,38}`; never given to another. */
  readonly name: string
  readonly displayName: string
  readonly createdAt: number
}

export interface Member {
  readonly account: { readonly id: string; readonly username: string }
  readonly role: Role
  /** Whether more than the password is asked of them: they have an app or a passkey. */
  readonly secondFactor: boolean
  /** When they joined. */
  readonly createdAt: number
}

/** How much an organization may publish, in bytes; null for no quota. */
export interface Quota {
  /** Of all its files together. */
  readonly storage: number | null
  /** Of one file. */
  readonly file: number | null
}

/** An organization, and what one account is to it. */
export interface Membership {
  readonly organization: Organization
  readonly role: Role
}

export function readOrganization(
  row: Pick<OrganizationsTable, 'id' | 'name' | 'display_name' | 'created_at'>,
): Organization {
  return { id: row.id, name: row.name, displayName: row.display_name, createdAt: row.created_at }
}
