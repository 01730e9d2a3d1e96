/** Takes a code within a transaction: whether it is right, and nobody had it before. */
import type { Refusal } from '@latchkey/tokens'
import { recordEvent } from '../audit/index.ts'
import type { Telling } from '../mail/index.ts'
import type { Writer } from '../storage/index.ts'
import { findAuthenticator, setFailures, takeStep } from './authenticators.ts'
import type { CodeAttempt, Given } from './code.ts'
import { failuresNow, freeGuesses, waitFor } from './guesses.ts'
import { tell } from './notices.ts'
import { hashOfRecoveryCode, useUpRecoveryCode } from './recovery-codes.ts'
import { invalidTotp, noAuthenticator, noSecondFactor, tooManyCodes } from './refusals.ts'
import { secondFactorOf } from './rows.ts'
import { type SecondFactorKey, unseal } from './seal.ts'
import { matchingStep, readCode } from './totp.ts'

export interface Hands {
  readonly key: SecondFactorKey
  readonly telling: Telling
}

/** A refusal that must not undo the transaction: that a wrong code was given is kept. */
export interface Wrong {
  readonly kind: 'wrong'
  readonly refusal: Refusal
}

/** Every refusal comes as `Wrong`, for the caller to commit first and to say then. */
export async function takeCode(
  transaction: Writer,
  { accountId, code, cause }: CodeAttempt,
  { now, key, telling }: Hands & { readonly now: number },
): Promise<Given | Wrong> {
  const row = await findAuthenticator(transaction, accountId)
  if (!(await secondFactorOf(transaction, accountId)).active) return wrong(noSecondFactor)
  const about = { at: now, cause, subject: { kind: 'account', id: accountId } } as const

  // Nobody guesses one of them, so they are neither counted nor kept waiting: the owner always gets in.
  const hash = hashOfRecoveryCode(code.expose())
  if (hash !== undefined) {
    if (!(await useUpRecoveryCode(transaction, accountId, { hash, now }))) return wrong(invalidTotp)
    await recordEvent(transaction, { what: 'second_factor.recovery_code_used', ...about })
    await tell(telling, transaction, 'second_factor.recovery_code_used', { accountId, cause, now })
    return { accountId, at: now, step: null }
  }

  if (row === undefined || row.confirmed_at === null) return wrong(noAuthenticator)
  const guesses = { failures: row.failures, failedAt: row.failed_at }
  const wait = waitFor(guesses, now)
  if (wait > 0) return wrong(tooManyCodes(wait))

  const secret = unseal(key, row.sealed_secret, accountId)
  const digits = readCode(code.expose())
  const step = digits && matchingStep(secret, digits, { now, after: row.last_step })
  if (typeof step === 'number' && (await takeStep(transaction, accountId, step)))
    return { accountId, at: now, step }

  const failures = failuresNow(guesses, now) + 1
  await setFailures(transaction, accountId, { failures, now })
  if (failures === freeGuesses) {
    await recordEvent(transaction, { what: 'second_factor.guessed', ...about })
    await tell(telling, transaction, 'second_factor.guessed', { accountId, cause, now })
  }
  return wrong(invalidTotp)
}

function wrong(refusal: Refusal): Wrong {
  return { kind: 'wrong', refusal }
}
