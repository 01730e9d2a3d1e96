/** The room's living part: enrolling, giving codes, opening windows. */
import type { Secret } from '@latchkey/protocol'
import type { Refusal } from '@latchkey/tokens'
import type { CurrentSession, SignedIn } from '../accounts/index.ts'
import type { Cause, NotedRefusal, Origin } from '../audit/index.ts'
import type { Clock, RandomBytes } from '../host/index.ts'
import type { Store, Writer } from '../storage/index.ts'
import type { SecondFactorKey } from './seal.ts'
import type { Subject } from './windows.ts'

/** A code as somebody gave it: of the authenticator app, or a recovery code. */
export interface CodeAttempt {
  readonly accountId: string
  readonly code: Secret
  readonly cause: Cause
}

/** That a code was right and is taken: in this transaction only. */
export interface Given {
  readonly accountId: string
  /** Milliseconds since 1970. */
  readonly at: number
  /** The step of a code of the app; null of a recovery code. */
  readonly step: number | null
}

/** What an authenticator app is told, until a first code of it is given. */
export interface Enrolment {
  /** Base32 (RFC 4648 section 6), 160 bits. */
  readonly secret: Secret
  /** `otpauth://totp/...` */
  readonly uri: Secret
  /** The same as a QR code: a drawing of `<svg>`, and as secret. */
  readonly svg: Secret
}

export interface SecondFactorStatus {
  readonly active: boolean
  /** Since when, milliseconds since 1970. */
  readonly since?: number
  readonly recoveryCodesLeft: number
}

export interface SecondFactors {
  status(accountId: string): Promise<SecondFactorStatus>
  /** Counts from the first code on; until then this gives the same, for an hour. */
  enroll(accountId: string, cause: Cause): Promise<Enrolment | Refusal>
  /** The first code: it counts from now on, and was given in this session. The codes are told once. */
  confirm(
    session: CurrentSession,
    code: Secret,
    from: Origin,
  ): Promise<{ readonly recoveryCodes: readonly Secret[]; readonly signedIn: SignedIn } | Refusal>
  /** Takes it away, with its recovery codes and windows. */
  remove(accountId: string, cause: Cause): Promise<undefined | Refusal>
  /** Ten others; the former are none any more. */
  renewRecoveryCodes(accountId: string, cause: Cause): Promise<readonly Secret[] | Refusal>
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
  openWindow(subject: Subject, code: Secret, cause: Cause): Promise<{ readonly closesAt: number } | Refusal>
  /** A code for a session: beside the password at sign-in, and for step-up. The session goes on under a new id. */
  giveTo(session: CurrentSession, code: Secret, from: Origin): Promise<SignedIn | Refusal>
}

export interface SecondFactorsOptions {
  readonly store: Store
  readonly clock: Clock
  readonly random: RandomBytes
  readonly key: SecondFactorKey
  /** Names this server in the app: the host of its origin. */
  readonly issuer: string
  /** Hears whose code was refused at sign-in. */
  readonly noteRefusal?: (refusal: NotedRefusal) => void
}

export function createSecondFactors(_options: SecondFactorsOptions): SecondFactors {
  throw new Error('not yet')
}
