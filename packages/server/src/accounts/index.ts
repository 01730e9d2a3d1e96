/**
 * People: their accounts, their passwords, and the sessions of their browsers.
 *
 * - A password is checked on the sign-in page and for step-up, nowhere else. It is stored as argon2id.
 * - Who has no account, and who gives a wrong password, hears the same after the same work.
 * - Guessing is limited; a stranger's guesses never lock the owner out of where they signed in before.
 * - A session's cookie is stored as SHA-256, and changes whenever the password was given.
 * - An address is known to be somebody's once they opened a link that was sent there, in a session of the account.
 *
 *     const passwords = createPasswords({ random })
 *     const accounts = createAccounts({ store, clock, random, origin, passwords })
 *     const sessions = createSessions({ store, clock, random, passwords })
 *     const signedIn = await sessions.signIn({ username, password, address, userAgent })
 *     if (refused(signedIn)) return signedIn
 */
export type { Account } from './account.ts'
export {
  eraseAccount,
  findAccount,
  findByNameOrEmail,
  isLastAdministrator,
  setAdministrator,
  setDisabled,
  setEnabled,
  setPassword,
} from './account-changes.ts'
export { type Accounts, type AccountsOptions, createAccounts, type NewAccount } from './accounts.ts'
export { type Beginning, beginSession } from './begin-session.ts'
export { createEmails, type Emails, type EmailsOptions } from './emails.ts'
export { type HashedAccount, insertAccount, whatIsWrongWith } from './insert-account.ts'
export type { AccountQuery, ListedAccount } from './list-accounts.ts'
export { claimName, type NameClaim, type NameRefusal, readName } from './names.ts'
export {
  createPasswords,
  type PasswordHash,
  type Passwords,
  type PasswordsOptions,
} from './passwords.ts'
export { type CurrentSession, isSignedIn, type Session, type SignedIn, sessionEndsAt } from './session.ts'
export { endSessions, isLive, renewSession, sessionEnded } from './session-rows.ts'
export {
  createSessions,
  type Sessions,
  type SessionsOptions,
  type SignIn,
} from './sessions.ts'
export { turnOf } from './turn.ts'
