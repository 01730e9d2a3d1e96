/** Opens the window of a login or a key. */
import type { Secret } from '@latchkey/protocol'
import type { Refusal } from '@latchkey/tokens'
import { type Cause, recordEvent } from '../audit/index.ts'
import type { Reader, Writer } from '../storage/index.ts'
import { findAuthenticator } from './authenticators.ts'
import type { Given } from './code.ts'
import { totpRequired } from './refusals.ts'
import { type SecondFactorKey, unseal } from './seal.ts'
import { isCodeAt, readCode } from './totp.ts'
import { findWindow, type Subject, setWindow, windowLength } from './windows.ts'

export interface Opened {
  /** Milliseconds since 1970. */
  readonly closesAt: number
}

/**
 * What a code is worth that this same login or key opened its window with: a client repeats it for as long as it runs,
 * and after an answer that was lost. Nothing where it is any other.
 */
export async function ownCodeAgain(
  reader: Reader,
  { kind, id, accountId }: Subject,
  code: Secret,
  { key, now }: { readonly key: SecondFactorKey; readonly now: number },
): Promise<Opened | Refusal<'totp_required'> | undefined> {
  const [window, row] = [await findWindow(reader, kind, id), await findAuthenticator(reader, accountId)]
  const digits = readCode(code.expose())
  if (window === undefined || window.step === null || row === undefined || digits === undefined)
    return undefined
  if (!isCodeAt(unseal(key, row.sealed_secret, accountId), digits, window.step)) return undefined
  return now < window.closes_at ? { closesAt: window.closes_at } : totpRequired
}

export async function openWindow(
  transaction: Writer,
  subject: Subject,
  { at, step }: Given,
  cause: Cause,
): Promise<Opened> {
  const closesAt = at + windowLength
  await setWindow(transaction, { ...subject, openedAt: at, closesAt, step })
  await recordEvent(transaction, {
    ...{ what: 'second_factor.window_opened', at, cause },
    ...{ subject: { kind: 'account', id: subject.accountId }, details: { [subject.kind]: subject.id } },
  })
  return { closesAt }
}
