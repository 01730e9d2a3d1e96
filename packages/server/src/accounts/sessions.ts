/** The sessions of browsers: beginning them with a password, finding them by their cookie, ending them. */
import type { Secret } from '@latchkey/protocol'
import { type Refusal, refused } from '@latchkey/tokens'
import {
  type Cause,
  causeByAccount,
  type EventName,
  type NotedRefusal,
  type Origin,
  recordEvent,
} from '../audit/index.ts'
import type { Clock, RandomBytes } from '../host/index.ts'
import type { Store, Writer } from '../storage/index.ts'
import { beginSession } from './begin-session.ts'
import { confirm, createPasswordGuard } from './password-guard.ts'
import type { Passwords } from './passwords.ts'
import { asCurrent, type CurrentSession, idHashOf, type Session, type SignedIn } from './session.ts'
import { endSessions, liveSessions, readSession, renewSession } from './session-rows.ts'

export interface SignIn {
  /** In any case: names have lower-case letters only. */
  readonly username: string
  readonly password: Secret
  /** The client's, behind trusted proxies; undefined where it is not known. */
  readonly address: string | undefined
  readonly userAgent: string
}

export interface Sessions {
  /** Limited per account and address; an unknown name costs the same and says the same as a wrong password. */
  signIn(attempt: SignIn): Promise<SignedIn | Refusal>
  /** The live session of a cookie: used within 12 hours, begun within 30 days, of an account that is not disabled. */
  find(cookie: Secret): Promise<CurrentSession | undefined>
  /** The password once more; limited like signing in. The session goes on under a new id. */
  stepUp(session: Session, password: Secret, from: Origin): Promise<SignedIn | Refusal>
  end(session: Session, from: Origin): Promise<void>
  endAll(accountId: string, cause: Cause): Promise<void>
  /** All of its account but itself. Gives how many lived. */
  endOthers(session: Session, from: Origin): Promise<number>
  /** The live sessions of an account, the last seen first. */
  list(accountId: string): Promise<readonly Session[]>
}

export interface SessionsOptions {
  readonly store: Store
  readonly clock: Clock
  readonly random: RandomBytes
  readonly passwords: Passwords
  /** Hears who was not let in. */
  readonly noteRefusal?: (refusal: NotedRefusal) => void
}

const minute = 60_000

export function createSessions({
  store,
  clock,
  random,
  passwords,
  noteRefusal = () => {},
}: SessionsOptions): Sessions {
  const guard = createPasswordGuard({ store, clock, passwords, noteRefusal })

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

  /** What somebody did who gave the password just now. */
  function record(transaction: Writer, what: EventName, accountId: string, from: Origin): Promise<void> {
    return recordEvent(transaction, {
      what,
      at: clock.now(),
      cause: causeByAccount(accountId, 'password', from),
    })
  }

  return {
    async signIn({ username, password, address, userAgent }) {
      const proof = await guard.prove({
        ...{ username: username.trim().toLowerCase(), password, address, client: userAgent },
      })
      if (refused(proof)) return proof
      const from = { address, client: userAgent }
      const now = clock.now()
      return store.write(async transaction => {
        const confirmed = await confirm(transaction, proof)
        if (refused(confirmed)) return confirmed
        const given = 'password'
        const signedIn = await beginSession(transaction, proof.account, { given, from, now, random })
        await record(transaction, 'account.signed_in', proof.account.id, from)
        return signedIn
      })
    },

    async find(cookie) {
      const live = liveSessions(store.read, clock.now())
      const row = await live.where('sessions.id_hash', '=', idHashOf(cookie)).executeTakeFirst()
      if (!row) return undefined
      const session = readSession(row)
      noteSeen(session)
      return asCurrent(session, cookie)
    },

    async stepUp(former, password, from) {
      const { account } = former
      const proof = await guard.prove({
        username: account.username,
        password,
        address: from.address,
        client: from.client,
      })
      if (refused(proof)) return proof
      const now = clock.now()
      return store.write(async transaction => {
        const confirmed = await confirm(transaction, proof)
        if (refused(confirmed)) return confirmed
        const renewed = await renewSession(transaction, former, { given: 'password', now, random })
        if (refused(renewed)) return renewed
        await record(transaction, 'account.password_confirmed', account.id, from)
        return renewed
      })
    },

    end: ({ idHash, account }, from) =>
      store.write(async transaction => {
        const now = clock.now()
        if ((await endSessions(transaction, 'id_hash', idHash, now)) === 0) return
        const cause = causeByAccount(account.id, 'session', from)
        await recordEvent(transaction, { what: 'account.signed_out', at: now, cause })
      }),

    endAll: (accountId, cause) =>
      store.write(async transaction => {
        const now = clock.now()
        const sessions = await endSessions(transaction, 'account_id', accountId, now)
        await recordEvent(transaction, {
          ...{ what: 'account.signed_out_everywhere', at: now, cause, details: { sessions } },
          subject: { kind: 'account', id: accountId },
        })
      }),

    endOthers: ({ idHash, account }, from) =>
      store.write(async transaction => {
        const now = clock.now()
        const sessions = await endSessions(transaction, 'account_id', account.id, now, idHash)
        if (sessions === 0) return sessions
        const cause = causeByAccount(account.id, 'session', from)
        await recordEvent(transaction, {
          ...{ what: 'account.signed_out_elsewhere', at: now, cause, details: { sessions } },
          subject: { kind: 'account', id: account.id },
        })
        return sessions
      }),

    async list(accountId) {
      const live = liveSessions(store.read, clock.now()).where('sessions.account_id', '=', accountId)
      const rows = await live.orderBy('sessions.last_seen_at', 'desc').orderBy('sessions.id_hash').execute()
      return rows.map(readSession)
    },
  }
}
