/** A person, as the rooms above see one. */
import type { AccountsTable } from '../storage/index.ts'

export interface Account {
  readonly id: string
  readonly username: string
  readonly email: string
  /** Runs the server; by that alone it reads and publishes nothing. */
  readonly administrator: boolean
  /** Milliseconds since 1970, as everywhere in rows and values. */
  readonly createdAt: number
  readonly disabledAt: number | undefined
}

/** The columns that make an `Account`: the password's hash stays where it is checked. */
export const accountColumns = [
  'accounts.id',
  'accounts.username',
  'accounts.email',
  'accounts.administrator',
  'accounts.created_at',
  'accounts.disabled_at',
] as const

export type AccountRow = Omit<AccountsTable, 'password_hash' | 'deleted_at'>

export function readAccount(row: AccountRow): Account {
  return {
    id: row.id,
    username: row.username,
    email: row.email,
    administrator: row.administrator === 1,
    createdAt: row.created_at,
    disabledAt: row.disabled_at ?? undefined,
  }
}
