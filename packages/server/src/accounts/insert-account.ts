/** The row of a new account, within somebody's transaction. */
import { type Refusal, refused } from '@latchkey/tokens'
import { type Cause, recordEvent } from '../audit/index.ts'
import type { Language } from '../host/index.ts'
import { readEmail, type Telling } from '../mail/index.ts'
import type { Writer } from '../storage/index.ts'
import type { Account } from './account.ts'
import { sendVerification } from './email-letters.ts'
import { claimName, readName } from './names.ts'
import type { PasswordHash } from './passwords.ts'

export interface HashedAccount {
  readonly id: string
  readonly username: string
  readonly email: string
  /** Whether it came by a link that was sent to the address. No, unless told. */
  readonly emailVerified?: boolean
  /** In which the person was spoken to, where that is known. */
  readonly language?: Language
  /** Made before the transaction: hashing takes too long to hold one open. */
  readonly passwordHash: PasswordHash
  readonly administrator: boolean
  /** Milliseconds since 1970. */
  readonly createdAt: number
}

/** All that is wrong with a name and an address, as far as it shows before either is taken: said at once, and not in turn. */
export function whatIsWrongWith(wanted: Pick<HashedAccount, 'username' | 'email'>): readonly Refusal[] {
  return [readName(wanted.username), readEmail(wanted.email)].filter(read => refused(read))
}

/**
 * Claims the name and inserts the account. Refuses a name that is taken or malformed, and an address
 * that is none. Unless the address is verified, a link is sent there.
 */
export async function insertAccount(
  transaction: Writer,
  account: HashedAccount,
  cause: Cause,
  telling: Telling,
): Promise<Account | Refusal> {
  const { id, username, administrator, createdAt, emailVerified = false, language } = account
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
      email_verified_at: emailVerified ? createdAt : null,
      language: language ?? null,
    })
    .execute()
  await recordEvent(transaction, {
    ...{ what: 'account.created', at: createdAt, cause, details: { administrator } },
    subject: { kind: 'account', id },
  })
  const made = {
    id,
    username,
    email,
    emailVerified,
    administrator,
    createdAt,
    disabledAt: undefined,
    language,
  }
  if (!emailVerified) await sendVerification(transaction, telling, made, { address: email, now: createdAt })
  return made
}
