/** A person, as the rooms above see one. */
import type { Selectable } from 'kysely'
import { type Language, readLanguage } from '../host/index.ts'
import type { AccountsTable } from '../storage/index.ts'

export interface Account {
  readonly id: string
  readonly username: string
  readonly email: string
  /** Whether somebody opened a link that was sent to it. */
  readonly emailVerified: boolean
  /** Runs the server; by that alone it reads and publishes nothing. */
  readonly administrator: boolean
  /** Milliseconds since 1970, as everywhere in rows and values. */
  readonly createdAt: number
  readonly disabledAt: number | undefined
  /** What was chosen for pages and mail, if anything. */
  readonly language: Language | undefined
}

/** The columns that make an `Account`: the password's hash stays where it is checked. */
export const accountColumns = [
  'accounts.id',
  'accounts.username',
  'accounts.email',
  'accounts.administrator',
  'accounts.created_at',
  'accounts.disabled_at',
  'accounts.email_verified_at',
  'accounts.language',
] as const

export type AccountRow = Omit<Selectable<AccountsTable>, 'password_hash' | 'deleted_at'>

export function readAccount(row: AccountRow): Account {
  return {
    id: row.id,
    username: row.username,
    email: row.email,
    emailVerified: row.email_verified_at !== null,
    administrator: row.administrator === 1,
    createdAt: row.created_at,
    disabledAt: row.disabled_at ?? undefined,
    language: readLanguage(row.language),
  }
}
