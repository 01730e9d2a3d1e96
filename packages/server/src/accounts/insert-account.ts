/** The row of a new account, within somebody's transaction. */
import { type Refusal, refused } from '@latchkey/tokens'
import { type Cause, recordEvent } from '../audit/index.ts'
import { readEmail } from '../mail/index.ts'
import type { Writer } from '../storage/index.ts'
import type { Account } from './account.ts'
import { claimName } from './names.ts'
import type { PasswordHash } from './passwords.ts'

export interface HashedAccount {
  readonly id: string
  readonly username: string
  readonly email: string
  /** Made before the transaction: hashing takes too long to hold one open. */
  readonly passwordHash: PasswordHash
  readonly administrator: boolean
  /** Milliseconds since 1970. */
  readonly createdAt: number
}

/** Claims the name and inserts the account. Refuses a name that is taken or malformed, and an address that is none. */
export async function insertAccount(
  transaction: Writer,
  account: HashedAccount,
  cause: Cause,
): Promise<Account | Refusal> {
  const { id, username, administrator, createdAt } = account
  const email = readEmail(account.email)
  if (refused(email)) return email
  const name = await claimName(transaction, { name: username, kind: 'account', ownerId: id, now: createdAt })
  if (refused(name)) return name
  await transaction
    .insertInto('accounts')
    .values({
      id,
      username,
      email,
      password_hash: account.passwordHash,
      administrator: administrator ? 1 : 0,
      created_at: createdAt,
      disabled_at: null,
      deleted_at: null,
    })
    .execute()
  await recordEvent(transaction, {
    ...{ what: 'account.created', at: createdAt, cause, details: { administrator } },
    subject: { kind: 'account', id },
  })
  return { id, username, email, administrator, createdAt, disabledAt: undefined }
}
