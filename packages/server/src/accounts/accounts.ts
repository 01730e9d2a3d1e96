/** Making accounts and finding them. */

import type { Secret } from '@latchkey/protocol'
import { type Refusal, refused } from '@latchkey/tokens'
import { type Cause, recordEvent } from '../audit/index.ts'
import { type Clock, type Language, newId, type RandomBytes } from '../host/index.ts'
import { createOutbox } from '../mail/index.ts'
import { type Page, prepared, type Reader, type Store } from '../storage/index.ts'
import { type Account, accountColumns, readAccount } from './account.ts'
import { insertAccount } from './insert-account.ts'
import { type AccountQuery, type ListedAccount, listAccounts } from './list-accounts.ts'
import { readName } from './names.ts'
import type { Passwords } from './passwords.ts'

export interface NewAccount {
  /** `[a-z0-9][a-z0-9-]{0,38}`, never used before by an account or an organization. */
  readonly username: string
  readonly email: string
  /** Whether it is known to be theirs. No, unless told: a link is sent there. */
  readonly emailVerified?: boolean
  readonly password: Secret
  /** Whether it runs the server. No, unless told. */
  readonly administrator?: boolean
}

export interface Accounts {
  /** Refuses a name that is taken or malformed, an address that is none, a weak password (before any of it is stored). */
  create(account: NewAccount, cause: Cause): Promise<Account | Refusal>
  /** What pages and mail are written in for them. Of an account that was deleted meanwhile nothing is kept. */
  chooseLanguage(id: string, language: Language, cause: Cause): Promise<void>
  byId(id: string): Promise<Account | undefined>
  byUsername(username: string): Promise<Account | undefined>
  count(): Promise<number>
  /** All that are not deleted, by username: for administrators. */
  list(query?: AccountQuery): Promise<Page<ListedAccount>>
}

export interface AccountsOptions {
  readonly store: Store
  readonly clock: Clock
  readonly random: RandomBytes
  /** The public origin, where mail leads to. */
  readonly origin: string
  readonly passwords: Passwords
}

const selectAccounts = (reader: Reader) =>
  reader.selectFrom('accounts').select(accountColumns).where('deleted_at', 'is', null)

const selectById = prepared((reader: Reader, id: string) =>
  selectAccounts(reader).where('accounts.id', '=', id),
)

export function createAccounts({ store, clock, random, origin, passwords }: AccountsOptions): Accounts {
  const telling = { outbox: createOutbox({ clock, random }), origin }

  return {
    async create({ username, email, emailVerified = false, password, administrator = false }, cause) {
      const passwordHash = await passwords.hash(password)
      if (refused(passwordHash)) return passwordHash
      const account = {
        ...{ id: newId(random), username, email, emailVerified, passwordHash, administrator },
        createdAt: clock.now(),
      }
      return store.write(transaction => insertAccount(transaction, account, cause, telling))
    },
    chooseLanguage: (id, language, cause) =>
      store.write(async transaction => {
        const { numUpdatedRows } = await transaction
          .updateTable('accounts')
          .set({ language })
          .where('id', '=', id)
          .where('deleted_at', 'is', null)
          .where(({ eb, or }) => or([eb('language', 'is', null), eb('language', '!=', language)]))
          .executeTakeFirstOrThrow()
        if (numUpdatedRows === 0n) return
        const event = {
          what: 'account.language_chosen',
          at: clock.now(),
          cause,
          details: { language },
        } as const
        await recordEvent(transaction, { ...event, subject: { kind: 'account', id } })
      }),
    async byId(id) {
      const [row] = await selectById(store.read, id)
      return row && readAccount(row)
    },
    async byUsername(username) {
      if (refused(readName(username))) return undefined
      const row = await selectAccounts(store.read)
        .where('accounts.username', '=', username)
        .executeTakeFirst()
      return row && readAccount(row)
    },
    async count() {
      const query = store.read.selectFrom('accounts').select(({ fn }) => fn.countAll<number>().as('count'))
      return (await query.executeTakeFirstOrThrow()).count
    },
    list: (query = {}) => listAccounts(store.read, query),
  }
}
