/** Adding a second factor to an account, and taking it away. */
import type { Secret } from '@latchkey/protocol'
import { type Refusal, refused } from '@latchkey/tokens'
import { type CurrentSession, isLive, renewSession, type SignedIn, sessionEnded } from '../accounts/index.ts'
import { type Cause, causeByAccount, type Origin, recordEvent } from '../audit/index.ts'
import type { Clock, RandomBytes } from '../host/index.ts'
import type { Telling } from '../mail/index.ts'
import type { AuthenticatorsTable, Store } from '../storage/index.ts'
import { beginAuthenticator, confirmAuthenticator, findAuthenticator } from './authenticators.ts'
import { recordChange, removeAuthenticator } from './change.ts'
import { drawQrCode } from './qr-code.ts'
import { countRecoveryCodes, newRecoveryCodes, replaceRecoveryCodes } from './recovery-codes.ts'
import { invalidTotp, noSecondFactor, notBegun, secondFactorExists } from './refusals.ts'
import { secondFactorOf } from './rows.ts'
import { type SecondFactorKey, seal, unseal } from './seal.ts'
import { describeSecret, matchingStep, readCode, secretLength } from './totp.ts'

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
  /** Whether there is an app, or a passkey. */
  readonly active: boolean
  /** Since when there is an app, milliseconds since 1970; absent where there is none. */
  readonly appSince?: number
  readonly recoveryCodesLeft: number
}

export interface Confirmed {
  /** `abcd-efgh-ijkl-mnop-qrst-uvwx`: told once. */
  readonly recoveryCodes: readonly Secret[]
  readonly signedIn: SignedIn
}

export interface Enrolments {
  status(accountId: string): Promise<SecondFactorStatus>
  /** Counts from the first code on; until then this gives the same, in this session alone, for an hour. */
  enroll(session: CurrentSession, from: Origin): Promise<Enrolment | Refusal>
  /** The first code, in the session that was shown the secret: it counts from now on, and was given in this session. */
  confirm(session: CurrentSession, code: Secret, from: Origin): Promise<Confirmed | Refusal>
  /** Takes the app away and closes every window; without a passkey, the recovery codes go with it. */
  remove(accountId: string, cause: Cause): Promise<true | Refusal>
  /** Ten others; the former are good for nothing any more. */
  renewRecoveryCodes(accountId: string, cause: Cause): Promise<readonly Secret[] | Refusal>
}

export interface EnrolmentsOptions {
  readonly store: Store
  readonly clock: Clock
  readonly random: RandomBytes
  readonly key: SecondFactorKey
  readonly origin: string
  readonly telling: Telling
}

const hour = 3_600_000

/** Whoever else is signed in to the account would know the secret, or have theirs confirmed in place of it. */
function isGoingOn(
  row: AuthenticatorsTable | undefined,
  { idHash }: CurrentSession,
  now: number,
): row is AuthenticatorsTable {
  return row !== undefined && row.session === idHash && now - row.created_at < hour
}

export function createEnrolments(options: EnrolmentsOptions): Enrolments {
  const { store, clock, random, key, origin, telling } = options

  return {
    async status(accountId) {
      const row = await findAuthenticator(store.read, accountId)
      const appSince = row?.confirmed_at ?? undefined
      const { active } = await secondFactorOf(store.read, accountId)
      if (!active) return { active, recoveryCodesLeft: 0 }
      const recoveryCodesLeft = await countRecoveryCodes(store.read, accountId)
      return { active, ...(appSince !== undefined && { appSince }), recoveryCodesLeft }
    },

    async enroll(session, from) {
      const { id: accountId, username } = session.account
      const fresh = random(secretLength)
      const now = clock.now()
      const begun = await store.write(async transaction => {
        if (!(await isLive(transaction, session.idHash, now))) return sessionEnded
        const row = await findAuthenticator(transaction, accountId)
        if (row && row.confirmed_at !== null) return secondFactorExists
        // Whoever reloads the page has shown the first secret to the app already.
        if (isGoingOn(row, session, now)) return unseal(key, row.sealed_secret, accountId)
        const sealed = seal(key, fresh, accountId, random)
        await beginAuthenticator(transaction, accountId, { sealed, session: session.idHash, now })
        const subject = { kind: 'account', id: accountId } as const
        const cause = causeByAccount(accountId, 'session', from)
        await recordEvent(transaction, { what: 'second_factor.begun', at: now, cause, subject })
        return fresh
      })
      if (refused(begun)) return begun
      const { text, uri } = describeSecret(begun, { issuer: new URL(origin).host, username })
      return { secret: text, uri, svg: drawQrCode(uri) }
    },

    async confirm(session, code, from) {
      const accountId = session.account.id
      const recoveryCodes = newRecoveryCodes(random)
      const now = clock.now()
      return store.write(async transaction => {
        const row = await findAuthenticator(transaction, accountId)
        if (row && row.confirmed_at !== null) return secondFactorExists
        if (!isGoingOn(row, session, now)) return notBegun
        const secret = unseal(key, row.sealed_secret, accountId)
        const digits = readCode(code.expose())
        const step = digits && matchingStep(secret, digits, { now, after: row.last_step })
        if (typeof step !== 'number') return invalidTotp
        await confirmAuthenticator(transaction, accountId, { step, now })
        await replaceRecoveryCodes(transaction, accountId, { codes: recoveryCodes, now })
        const signedIn = await renewSession(transaction, session, { given: 'code', now, random })
        if (refused(signedIn)) return signedIn
        await recordChange(
          transaction,
          'second_factor.added',
          { accountId, cause: causeByAccount(accountId, 'session', from), now },
          telling,
        )
        return { recoveryCodes, signedIn }
      })
    },

    remove: (accountId, cause) =>
      store.write(async transaction => {
        const changing = { accountId, cause, now: clock.now() }
        return (await removeAuthenticator(transaction, changing, telling)) ? (true as const) : noSecondFactor
      }),

    async renewRecoveryCodes(accountId, cause) {
      const codes = newRecoveryCodes(random)
      return store.write(async transaction => {
        if (!(await secondFactorOf(transaction, accountId)).active) return noSecondFactor
        const now = clock.now()
        await replaceRecoveryCodes(transaction, accountId, { codes, now })
        const changing = { accountId, cause, now }
        await recordChange(transaction, 'second_factor.recovery_codes_renewed', changing, telling)
        return codes
      })
    },
  }
}
