/** The room's living part: enrolling, giving codes, opening windows. */
import type { Secret } from '@latchkey/protocol'
import { type Refusal, refused } from '@latchkey/tokens'
import { type CurrentSession, renewSession, type SignedIn } from '../accounts/index.ts'
import { type Cause, causeByAccount, type NotedRefusal, type Origin, recordEvent } from '../audit/index.ts'
import type { Clock, RandomBytes } from '../host/index.ts'
import { createOutbox } from '../mail/index.ts'
import type { Store, Writer } from '../storage/index.ts'
import type { CodeAttempt, Given } from './code.ts'
import { createEnrolments, type Enrolments } from './enrolments.ts'
import { type Opened, openWindow, ownCodeAgain } from './open-window.ts'
import type { SecondFactorKey } from './seal.ts'
import { takeCode } from './take-code.ts'
import { type Subject, windowOf } from './windows.ts'

export interface SecondFactors extends Enrolments {
  /**
   * Takes a code, and does `work` in the same transaction: the code is taken if that succeeded. A wrong one is counted
   * (`invalid_totp`), and after five the next must wait (`too_many_requests`), whatever `work` is and whoever asks.
   */
  check<T>(
    attempt: CodeAttempt,
    work: (transaction: Writer, given: Given) => Promise<T | Refusal>,
  ): Promise<T | Refusal>
  /**
   * Five minutes in which this login or key needs no other code. Its own code that opened the window last is, sent
   * again, no failure: `totp_required` once the window closed.
   */
  openWindow(subject: Subject, code: Secret, cause: Cause): Promise<Opened | Refusal>
  /** Its window while it is open. */
  windowNow(subject: Pick<Subject, 'kind' | 'id'>): Promise<Opened | undefined>
  /** A code for a session: beside the password at sign-in, and for step-up. The session goes on under a new id. */
  giveTo(session: CurrentSession, code: Secret, from: Origin): Promise<SignedIn | Refusal>
}

export interface SecondFactorsOptions {
  readonly store: Store
  readonly clock: Clock
  readonly random: RandomBytes
  readonly key: SecondFactorKey
  /** The public origin: where mail leads to, and its host names this server in the app. */
  readonly origin: string
  /** Hears whose code was refused in a browser. */
  readonly noteRefusal?: (refusal: NotedRefusal) => void
}

export function createSecondFactors(options: SecondFactorsOptions): SecondFactors {
  const { store, clock, random, key, origin, noteRefusal = () => {} } = options
  const telling = { outbox: createOutbox({ clock, random }), origin }

  async function check<T>(
    attempt: CodeAttempt,
    work: (transaction: Writer, given: Given) => Promise<T | Refusal>,
  ): Promise<T | Refusal> {
    const outcome = await store.write(async transaction => {
      const taken = await takeCode(transaction, attempt, { now: clock.now(), key, telling })
      if ('kind' in taken) return taken
      const done = await work(transaction, taken)
      return refused(done) ? done : { kind: 'done' as const, done }
    })
    if (refused(outcome)) return outcome
    return outcome.kind === 'done' ? outcome.done : outcome.refusal
  }

  return {
    ...createEnrolments({ ...options, telling }),
    check,

    async openWindow(subject, code, cause) {
      const again = await ownCodeAgain(store.read, subject, code, { key, now: clock.now() })
      if (again !== undefined) return again
      return check({ accountId: subject.accountId, code, cause }, (transaction, given) =>
        openWindow(transaction, subject, given, cause),
      )
    },

    async windowNow({ kind, id }) {
      const closesAt = await windowOf(store.read, kind, id)
      return closesAt !== undefined && clock.now() < closesAt ? { closesAt } : undefined
    },

    async giveTo(session, code, from) {
      const accountId = session.account.id
      const cause = causeByAccount(accountId, 'session', from)
      const given = await check({ accountId, code, cause }, async (transaction, { at }) => {
        const renewed = await renewSession(transaction, session, { given: 'code', now: at, random })
        if (refused(renewed)) return renewed
        await recordEvent(transaction, { what: 'account.second_factor_given', at, cause })
        return renewed
      })
      if (refused(given)) {
        const { address, client } = from
        noteRefusal({ what: 'account.sign_in_refused', code: given.code, accountId, address, client })
      }
      return given
    },
  }
}
