/** The sessions of browsers: beginning them with a password, finding them by their cookie, ending them. */
import type { Secret } from '@latchkey/protocol'
import { type Refusal, refuse, refused } from '@latchkey/tokens'
import { type Clock, type RandomBytes, sha256 } from '../host/index.ts'
import type { Store } from '../storage/index.ts'
import { confirm, createPasswordGuard } from './password-guard.ts'
import type { Passwords } from './passwords.ts'
import {
  absoluteLifetime,
  type CurrentSession,
  current,
  liveSessions,
  newCookie,
  readSession,
  type Session,
} from './session.ts'

export interface SignIn {
  /** In any case: names have lower-case letters only. */
  readonly username: string
  readonly password: Secret
  /** The client's, behind trusted proxies; undefined where it is not known. */
  readonly address: string | undefined
  readonly userAgent: string
}

export interface SignedIn {
  readonly session: CurrentSession
  /** The value of the session cookie: 256 random bits, told once. */
  readonly cookie: Secret
}

export interface Sessions {
  /** Limited per account and address; an unknown name costs the same and says the same as a wrong password. */
  signIn(attempt: SignIn): Promise<SignedIn | Refusal>
  /** The live session of a cookie: used within 12 hours, begun within 30 days, of an account that is not disabled. */
  find(cookie: Secret): Promise<CurrentSession | undefined>
  /** The password once more; limited like signing in. The session goes on under a new id. */
  stepUp(session: Session, password: Secret, address: string | undefined): Promise<SignedIn | Refusal>
  end(session: Session): Promise<void>
  endAll(accountId: string): Promise<void>
  /** The live sessions of an account, the last seen first. */
  list(accountId: string): Promise<readonly Session[]>
}

export interface SessionsOptions {
  readonly store: Store
  readonly clock: Clock
  readonly random: RandomBytes
  readonly passwords: Passwords
}

const minute = 60_000
const longestUserAgent = 256

export function createSessions({ store, clock, random, passwords }: SessionsOptions): Sessions {
  const guard = createPasswordGuard({ store, clock, passwords })

  /** To the minute, and never in the way: a session whose use cannot be written down is still a session. */
  function noteSeen({ idHash, lastSeenAt }: Session): void {
    const now = clock.now()
    if (now - lastSeenAt < minute) return
    const note = store.write(
      transaction =>
        transaction
          .updateTable('sessions')
          .set({ last_seen_at: now })
          .where('id_hash', '=', idHash)
          .execute(),
      { durability: 'relaxed' },
    )
    note.catch(() => undefined)
  }

  return {
    async signIn({ username, password, address, userAgent }) {
      const proof = await guard.prove({ username: username.trim().toLowerCase(), password, address })
      if (refused(proof)) return proof
      const { account } = proof
      const { cookie, idHash } = newCookie(random)
      const now = clock.now()
      const session: Session = {
        idHash,
        account,
        createdAt: now,
        lastSeenAt: now,
        authenticatedAt: now,
        userAgent: userAgent.slice(0, longestUserAgent),
        address: address ?? 'unknown',
      }
      const begun = await store.write(async transaction => {
        const confirmed = await confirm(transaction, proof)
        if (refused(confirmed)) return confirmed
        await transaction
          .deleteFrom('sessions')
          .where('account_id', '=', account.id)
          .where('created_at', '<=', now - absoluteLifetime)
          .execute()
        return transaction
          .insertInto('sessions')
          .values({
            id_hash: idHash,
            account_id: account.id,
            created_at: now,
            last_seen_at: now,
            authenticated_at: now,
            ended_at: null,
            user_agent: session.userAgent,
            address: session.address,
          })
          .execute()
      })
      return refused(begun) ? begun : { session: current(session, cookie), cookie }
    },

    async find(cookie) {
      const live = liveSessions(store.read, clock.now())
      const row = await live.where('sessions.id_hash', '=', sha256(cookie.expose())).executeTakeFirst()
      if (!row) return undefined
      const session = readSession(row)
      noteSeen(session)
      return current(session, cookie)
    },

    async stepUp(session, password, address) {
      const proof = await guard.prove({ username: session.account.username, password, address })
      if (refused(proof)) return proof
      const { cookie, idHash } = newCookie(random)
      const now = clock.now()
      const renewed = await store.write(async transaction => {
        const confirmed = await confirm(transaction, proof)
        if (refused(confirmed)) return confirmed
        const live = await liveSessions(transaction, now)
          .where('sessions.id_hash', '=', session.idHash)
          .executeTakeFirst()
        if (!live) return sessionEnded
        return transaction
          .updateTable('sessions')
          .set({ id_hash: idHash, last_seen_at: now, authenticated_at: now })
          .where('id_hash', '=', session.idHash)
          .execute()
      })
      if (refused(renewed)) return renewed
      const next: Session = {
        ...session,
        idHash,
        lastSeenAt: now,
        authenticatedAt: now,
        account: proof.account,
      }
      return { session: current(next, cookie), cookie }
    },

    async end({ idHash }) {
      await store.write(transaction =>
        transaction
          .updateTable('sessions')
          .set({ ended_at: clock.now() })
          .where('id_hash', '=', idHash)
          .where('ended_at', 'is', null)
          .execute(),
      )
    },

    async endAll(accountId) {
      await store.write(transaction =>
        transaction
          .updateTable('sessions')
          .set({ ended_at: clock.now() })
          .where('account_id', '=', accountId)
          .where('ended_at', 'is', null)
          .execute(),
      )
    },

    async list(accountId) {
      const live = liveSessions(store.read, clock.now()).where('sessions.account_id', '=', accountId)
      const rows = await live.orderBy('sessions.last_seen_at', 'desc').orderBy('sessions.id_hash').execute()
      return rows.map(readSession)
    },
  }
}

const sessionEnded = refuse('session_ended', 'You are signed out by now.', 'Sign in again.')
