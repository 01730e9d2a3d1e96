/**
 * Whom this person is at which registry: logging in and out, and how each login is.
 *
 * 1. The address and the code are shown before anything is opened; giving up leaves nothing.
 * 2. A login is ended at its registry before it is erased here, and what could not be ended is said.
 * 3. A registry that cannot be reached has said nothing about a login.
 *
 *     const loggedIn = await logInAt(desk, { registry, by: 'device', openBrowser: true, deviceName: '', scopes: [] })
 */
export { type Choice, choose } from './choose.ts'
export type { KeptToken } from './kept-tokens.ts'
export { type LoggedIn, type LogInAsked, logInAt } from './log-in.ts'
export { type LogOutAsked, type LogOutResult, logOutOf } from './log-out.ts'
export { endingSoon, statusInWords } from './status-in-words.ts'
export type { AccountStatus, Trouble } from './status-of.ts'
export { type StatusOfAll, statusOfAll } from './status-of-all.ts'
