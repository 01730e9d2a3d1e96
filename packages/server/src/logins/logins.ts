/** The room's living part: every way to make, find, refresh and end logins. */
import type { Scope, Secret } from '@latchkey/protocol'
import { type Refusal, refused } from '@latchkey/tokens'
import type { Cause } from '../audit/index.ts'
import type { Client } from '../clients/index.ts'
import { createLastUses, type LastUsed, readCursor, writeCursor } from '../keys/index.ts'
import { type Page, type PageRequest, pageOf, rowsFor, type Writer } from '../storage/index.ts'
import { type BurnedLogin, burnLogin } from './burn-login.ts'
import type { LoginContext } from './context.ts'
import { endAllOf, endLogin, eraseLoginsOf } from './end-login.ts'
import {
  findLogin,
  findVerifiable,
  organizationsOf,
  selectLogins,
  type VerifiableLogin,
} from './find-login.ts'
import { createGenerationsSeen } from './generations-seen.ts'
import { insertLogin, type NewLogin } from './insert-login.ts'
import { endOf, type Lifetimes, shortened } from './lifetimes.ts'
import { type Login, readLogin } from './login.ts'
import { refresh } from './refresh.ts'
import { noSuchLogin, notHere } from './refusals.ts'
import { type TokenSet, tokensOf } from './tokens.ts'
import { handedOut, type VerifiedLogin, type VerifiedRefresh } from './verified-login.ts'

export interface Logins {
  /** Makes one in the transaction in which what let it in is used up. Refuses while this node mints with a withdrawn key. */
  insert(transaction: Writer, login: NewLogin): Promise<Login | Refusal<'master_key_withdrawn'>>
  /**
   * The tokens of its generation. The same login, generation, `issuedAt` and scopes give the same texts, so that an
   * answer can be given again. Refuses where this node has not got the login's master key (any more).
   */
  tokensOf(
    login: Login,
    options: { readonly issuedAt: number; readonly scopes?: readonly Scope[] },
  ): Promise<TokenSet | Refusal<'invalid_grant'>>
  /** That a verified token is a refresh token exactly as it was handed out: for `credentials/`. */
  handedOut(verified: VerifiedLogin, text: Secret): VerifiedRefresh | undefined
  /**
   * The next tokens, or the same successor once more where its answer may have been lost. A refresh token that was used
   * up ends the login and tells the account. `scope` narrows the access token, never the login.
   */
  refresh(
    presented: VerifiedRefresh,
    request: { readonly client: Client; readonly scope?: string },
    cause: Cause,
  ): Promise<TokenSet | Refusal<'invalid_grant' | 'invalid_scope'>>

  /** Newest first, ended ones too. */
  list(accountId: string, page?: PageRequest): Promise<Page<Login>>
  byId(id: string): Promise<Login | undefined>
  /** When it is over unless it is used before; milliseconds since 1970. */
  endsAt(login: Login): number
  /** The login with what must be known of its account and of this very token: for `credentials/`. */
  forVerifying(
    presented: Pick<VerifiedLogin, 'id' | 'token'>,
    transaction?: Writer,
  ): Promise<VerifiableLogin | undefined>

  /** One that is not the account's is as unknown as one that never was. Ending again changes nothing. */
  end(id: string, accountId: string | 'any', cause: Cause): Promise<Login | Refusal<'unknown_login'>>
  /** All of these or none, and how many lived: one that is not the account's is `unknown_login`. */
  endSeveral(
    ids: readonly string[],
    accountId: string,
    cause: Cause,
  ): Promise<number | Refusal<'unknown_login'>>
  /** All that still work, and how many those were. */
  endAll(accountId: string, cause: Cause): Promise<number>
  /** In the transaction that takes the account away, or its password. */
  endAllOf(transaction: Writer, accountId: string, cause: Cause): Promise<number>
  /** In the transaction that removes the client. */
  endAllOfClient(transaction: Writer, clientId: string, cause: Cause): Promise<number>
  /** Of an account that is deleted: ended, and without what tells who it was. */
  eraseLoginsOf(transaction: Writer, accountId: string, cause: Cause): Promise<number>
  /**
   * The plain text of an access or refresh token ends its login, and the account is told; one that was narrowed dies
   * alone, with all that was made from it. For whoever found it.
   */
  burn(presented: VerifiedLogin, cause: Cause): Promise<BurnedLogin | Refusal<'unknown_login'>>
  /** The same by the client that it belongs to (RFC 7009), of which nobody needs to be told. */
  revoke(
    presented: VerifiedLogin,
    client: Client,
    cause: Cause,
  ): Promise<BurnedLogin | Refusal<'unknown_login'>>

  /** Remembers when a login was last used; never waits and never fails. `flush` writes it down. */
  used(id: string, use: LastUsed): void
  /** Remembers that an access token of this generation was presented; likewise. */
  seen(id: string, generation: number): void
  /** Writes both, with relaxed durability. Called each second and when stopping; never throws. */
  flush(): Promise<void>
}

export interface LoginsOptions extends Omit<LoginContext, 'lifetimes'> {
  /** Shorter than `longestLifetimes`, where it is said. */
  readonly lifetimes?: Partial<Lifetimes>
  /** Hears why what logins were used for could not be written, for the log. */
  readonly flushFailed?: (error: unknown) => void
}

export function createLogins({ flushFailed = () => {}, lifetimes, ...hands }: LoginsOptions): Logins {
  const context: LoginContext = { ...hands, lifetimes: shortened(lifetimes) }
  const { store, clock } = context
  const lastUses = createLastUses(store, flushFailed, 'logins')
  const generations = createGenerationsSeen(store, flushFailed)
  const happening = (cause: Cause) => ({ cause, now: clock.now() })

  return {
    insert: (transaction, login) => insertLogin(transaction, context, login),

    async tokensOf(login, { issuedAt, scopes }) {
      const organizations = await organizationsOf(store.read, login.accountId)
      return tokensOf(login, { now: clock.now(), issuedAt, organizations, scopes }, context) ?? notHere
    },

    handedOut: (verified, text) => handedOut(verified, text, context),

    async refresh(presented, request, cause) {
      const tokens = await refresh(context, presented, request, cause)
      const { address, client } = cause
      if (!refused(tokens)) lastUses.used(presented.id, { at: clock.now(), address, client })
      return tokens
    },

    async list(accountId, page = {}) {
      const { createdAt, id } = readCursor(page.after)
      const rows = await selectLogins(store.read)
        .where('logins.account_id', '=', accountId)
        .where(({ eb, refTuple, tuple }) =>
          eb(refTuple('logins.created_at', 'logins.id'), '<', tuple(createdAt, id)),
        )
        .orderBy('logins.created_at', 'desc')
        .orderBy('logins.id', 'desc')
        .limit(rowsFor(page))
        .execute()
      return pageOf(page, rows, readLogin, writeCursor)
    },

    byId: id => findLogin(store.read, id),
    endsAt: login => endOf(login, context.lifetimes),
    forVerifying: (presented, transaction) => findVerifiable(transaction ?? store.read, presented),

    end(id, accountId, cause) {
      const happened = happening(cause)
      return store.write(async transaction => {
        const login = await findLogin(transaction, id)
        if (login === undefined || (accountId !== 'any' && login.accountId !== accountId)) return noSuchLogin
        await endLogin(transaction, login, happened)
        return (await findLogin(transaction, id)) ?? login
      })
    },

    endSeveral(ids, accountId, cause) {
      const happened = happening(cause)
      return store.write(async transaction => {
        let ended = 0
        for (const id of new Set(ids)) {
          const login = await findLogin(transaction, id)
          if (login === undefined || login.accountId !== accountId) return noSuchLogin
          if (await endLogin(transaction, login, happened)) ended += 1
        }
        return ended
      })
    },

    endAll(accountId, cause) {
      const happened = happening(cause)
      return store.write(transaction => endAllOf(transaction, 'account_id', accountId, happened))
    },
    endAllOf: (transaction, accountId, cause) =>
      endAllOf(transaction, 'account_id', accountId, happening(cause)),
    endAllOfClient: (transaction, clientId, cause) =>
      endAllOf(transaction, 'client_id', clientId, happening(cause)),
    eraseLoginsOf: (transaction, accountId, cause) => eraseLoginsOf(transaction, accountId, happening(cause)),

    burn(presented, cause) {
      const happened = happening(cause)
      return store.write(transaction =>
        burnLogin(transaction, context, presented, { ...happened, by: 'finder' }),
      )
    },
    revoke(presented, client, cause) {
      const happened = happening(cause)
      return store.write(transaction =>
        burnLogin(transaction, context, presented, { ...happened, by: client }),
      )
    },

    used: lastUses.used,
    seen: generations.seen,
    async flush() {
      await Promise.all([lastUses.flush(), generations.flush()])
    },
  }
}
