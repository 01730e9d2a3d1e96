/** An organization and its members. */
import type { Role } from '@latchkey/protocol'

export interface Organization {
  readonly id: string
  /** One namespace with accounts, `[a-z0-9][a-z0-9-]{0,38}`; never given to another. */
  readonly name: string
  readonly displayName: string
  /** Milliseconds since 1970. */
  readonly createdAt: number
}

export interface Member {
  readonly account: { readonly id: string; readonly username: string }
  readonly role: Role
  /** When they joined, milliseconds since 1970. */
  readonly createdAt: number
}

/** An organization, and what one account is to it. */
export interface Membership {
  readonly organization: Organization
  readonly role: Role
}
