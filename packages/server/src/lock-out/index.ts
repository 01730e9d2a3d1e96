/**
 * Keeping the wrong people out of an account, and letting the right one in again.
 *
 * 1. Whatever is done to an account is told to every address of it, as it was before.
 * 2. An organization always has an owner who can act, and the server an administrator: nobody is locked out who would
 *    be the last.
 * 3. A new password ends every session but the one that set it; one that was set through a link ends every login too. A
 *    link works once, for a day, or for an hour where it is mailed; another password and disabling end all for good.
 *    It is mailed to a verified address only, and whether to anybody, nobody hears but who reads mail there.
 * 4. What is deleted leaves its id and its name, which is never given to another, and nothing else of a person.
 *
 *     const lockOut = createLockOut({ store, clock, random, origin, passwords, logins })
 *     const link = await lockOut.makeResetLink(account.id, operator)
 *     const account = await lockOut.reset(link, { password }, { address, client })
 */
export {
  createForgottenPasswords,
  type ForgottenPasswords,
  type ForgottenPasswordsOptions,
} from './forgotten-passwords.ts'
export { type Anew, createLockOut, type LockOut, type LockOutOptions } from './lock-out.ts'
export type { ResetLink } from './reset-links.ts'
