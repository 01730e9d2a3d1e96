/** Whether somebody knows an account's password: asked under limits, and at the same cost for a name that nobody has. */
import type { Secret } from '@latchkey/protocol'
import { type Refusal, refuse, refused } from '@latchkey/tokens'
import type { NotedRefusal } from '../audit/index.ts'
import type { Clock } from '../host/index.ts'
import type { Store, Writer } from '../storage/index.ts'
import { type Account, accountColumns, readAccount } from './account.ts'
import { readName } from './names.ts'
import type { PasswordCheck, Passwords } from './passwords.ts'
import { absoluteLifetime } from './session.ts'
import { createSignInLimits } from './sign-in-limits.ts'

export interface PasswordAttempt {
  readonly username: string
  readonly password: Secret
  readonly address: string | undefined
  /** What the client calls itself. */
  readonly client: string | undefined
}

/** That the password was right a moment ago; `confirm` it in the transaction that builds on it. */
export interface PasswordProof extends PasswordCheck {
  readonly account: Account
  readonly passwordHash: string
}

export interface PasswordGuard {
  prove(attempt: PasswordAttempt): Promise<PasswordProof | Refusal>
}

export interface PasswordGuardOptions {
  readonly store: Store
  readonly clock: Clock
  readonly passwords: Passwords
  /** Hears who was not let in. */
  readonly noteRefusal: (refusal: NotedRefusal) => void
}

export function createPasswordGuard({
  store,
  clock,
  passwords,
  noteRefusal,
}: PasswordGuardOptions): PasswordGuard {
  const limits = createSignInLimits(clock)

  /** The same queries whether anybody has that name or not; none for what cannot be one. */
  async function find(username: string) {
    if (refused(readName(username))) return { row: undefined, knownAddresses: [] }
    const accounts = store.read.selectFrom('accounts').where('username', '=', username)
    const sessions = accounts.innerJoin('sessions', 'sessions.account_id', 'accounts.id')
    const row = await accounts.select(accountColumns).select('password_hash').executeTakeFirst()
    const known = await sessions
      .select('sessions.address')
      .distinct()
      .where('sessions.created_at', '>', clock.now() - absoluteLifetime)
      .execute()
    return { row, knownAddresses: known.map(({ address }) => address) }
  }

  async function check(
    { username, password, address }: PasswordAttempt,
    { row, knownAddresses }: Awaited<ReturnType<typeof find>>,
  ): Promise<PasswordProof | Refusal> {
    const giveBack = limits.charge({ username, address, knownAddresses })
    if (refused(giveBack)) return giveBack
    const checked = await passwords.check(password, row?.password_hash)
    if (refused(checked)) {
      giveBack()
      return checked
    }
    if (!row || !checked.right) return wrongPassword
    giveBack()
    if (row.disabled_at !== null) return accountDisabled
    return { ...checked, account: readAccount(row), passwordHash: row.password_hash }
  }

  return {
    async prove(attempt) {
      const found = await find(attempt.username)
      const proof = await check(attempt, found)
      if (refused(proof)) {
        const { address, client } = attempt
        noteRefusal({
          ...{ what: 'account.sign_in_refused', code: proof.code, address, client },
          ...(found.row && { accountId: found.row.id }),
        })
      }
      return proof
    },
  }
}

/** Whether the proof still holds: the account is not disabled, its password the same. Stores a renewed hash. */
export async function confirm(transaction: Writer, proof: PasswordProof): Promise<true | Refusal> {
  const { numUpdatedRows } = await transaction
    .updateTable('accounts')
    .set({ password_hash: proof.renewed ?? proof.passwordHash })
    .where('id', '=', proof.account.id)
    .where('password_hash', '=', proof.passwordHash)
    .where('disabled_at', 'is', null)
    .executeTakeFirstOrThrow()
  return numUpdatedRows === 1n ? true : wrongPassword
}

const wrongPassword = refuse(
  'wrong_password',
  'The name or the password is wrong.',
  'Try again, or ask for a link with which you set another one.',
)

const accountDisabled = refuse(
  'account_disabled',
  'This account is disabled.',
  'Ask an administrator of this server to enable it.',
)
