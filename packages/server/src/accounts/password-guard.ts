/** Whether somebody knows an account's password: asked under limits, and at the same cost for a name that nobody has. */
import type { Secret } from '@latchkey/protocol'
import { type Refusal, refuse, refused } from '@latchkey/tokens'
import type { NotedRefusal } from '../audit/index.ts'
import type { Clock } from '../host/index.ts'
import { addressKey } from '../limits/index.ts'
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

  /** Only the addresses that begin as this one does are read: how many others an account has must not be felt. */
  async function isKnown(username: string, address = ''): Promise<boolean> {
    const [first = '', second = ''] = address.split(':')
    const rows = await store.read
      .selectFrom('accounts')
      .innerJoin('sessions', 'sessions.account_id', 'accounts.id')
      .select('sessions.address')
      .distinct()
      .where('accounts.username', '=', username)
      .where('sessions.created_at', '>', clock.now() - absoluteLifetime)
      .where('sessions.address', 'like', `${address.includes(':') ? `${first}:${second}` : address}%`)
      .execute()
    return rows.some(row => addressKey(row.address) === addressKey(address))
  }

  /** Nobody has what cannot be a name. */
  async function find(username: string) {
    if (refused(readName(username))) return undefined
    const named = store.read.selectFrom('accounts').where('username', '=', username)
    return named.select(accountColumns).select('password_hash').executeTakeFirst()
  }

  return {
    async prove({ username, password, address, client }) {
      const note = (refusal: Refusal, accountId?: string) => {
        const about = { what: 'account.sign_in_refused', code: refusal.code, address, client } as const
        noteRefusal({ ...about, ...(accountId !== undefined && { accountId }) })
        return refusal
      }
      const giveBack = await limits.charge({ username, address, isKnown: () => isKnown(username, address) })
      if (refused(giveBack)) return note(giveBack)
      const row = await find(username)
      const checked = await passwords.check(password, row?.password_hash)
      if (refused(checked)) {
        giveBack()
        return note(checked, row?.id)
      }
      if (!row || !checked.right) return note(wrongPassword, row?.id)
      giveBack()
      if (row.disabled_at !== null) return note(accountDisabled, row.id)
      return { ...checked, account: readAccount(row), passwordHash: row.password_hash }
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
  'Try again, or have a link for a new password mailed to you.',
)

const accountDisabled = refuse(
  'account_disabled',
  'This account is disabled.',
  'Ask an administrator of this server to enable it.',
)
