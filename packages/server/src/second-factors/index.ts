/**
 * Second factors: what an account asks for beside its password, and until when a login needs nothing more. A code of an app,
 * or a recovery code, is taken here; passkeys have a room of their own.
 *
 * 1. A code is taken once, whoever gives it and wherever: by one conditional update in the transaction that builds on it.
 * 2. Five wrong codes for one account, from wherever they come and on whatever node, and the next must wait.
 * 3. The shared secret is sealed under a key that is not in the database; recovery codes are stored as SHA-256.
 * 4. Adding or taking away a second factor advances the epoch, ends nothing, and is told to the account by mail.
 *
 *     const made = await secondFactors.check({ accountId, code, cause }, (transaction, given) =>
 *       insertLogin(transaction, { ...login, window: { closesAt: given.at + windowLength, step: given.step } }))
 *     const opened = await secondFactors.openWindow({ kind: 'login', id: login.id, accountId }, code, cause)
 */

export { type Changing, recordChange } from './change.ts'
export type { CodeAttempt, Given } from './code.ts'
export type { Confirmed, Enrolment, SecondFactorStatus } from './enrolments.ts'
export { countSecondFactors, forgetSecondFactorKey } from './forget-key.ts'
export { installSecondFactorKey, knowsSecondFactorKey } from './install-key.ts'
export { type Opened, openWindow } from './open-window.ts'
export { newRecoveryCodes, replaceRecoveryCodes } from './recovery-codes.ts'
export { closeAfter, eraseAuthenticator, secondFactorOf } from './rows.ts'
export type { SecondFactorKey } from './seal.ts'
export { createSecondFactors, type SecondFactors, type SecondFactorsOptions } from './second-factors.ts'
export {
  closeWindow,
  type OpenedWith,
  type Subject,
  setWindow,
  type Window,
  windowLength,
  windowOf,
} from './windows.ts'
