/**
 * A person lets this client in, once per registry; and logs out again.
 *
 * 1. One prompt, however many processes ask: whoever waited uses the login that the first one got.
 * 2. The person is asked through callbacks alone; no is an answer, so are giving up and end of input.
 * 3. Trouble on the way does not end a login that a person is about to agree to.
 * 4. Only web pages are shown and opened, and nothing of them is a control sign.
 * 5. Logging out ends the login at its registry, then erases it; what failed is said and can be tried again.
 *
 *     const logIn = createLogIn(house, { showLogin })
 *     const login = await logIn({ interactive: true, deviceName: 'build-7' })
 */
export { createLogIn, createLogOut } from './late-login.ts'
export type { LogIn } from './log-in.ts'
export type { LoggedOut, LogOut, LogOutOptions } from './log-out.ts'
export { nobodyToAsk } from './login-errors.ts'
export type { LogInCallbacks, LogInOptions, LogInReason, LoginPrompt, Shown } from './login-options.ts'
