/**
 * A person lets this client in, once per registry.
 *
 * 1. One prompt, however many processes ask: whoever waited uses the login that the first one got.
 * 2. The person is asked through callbacks alone; no is an answer, so are giving up and end of input.
 * 3. Trouble on the way does not end a login that a person is about to agree to.
 * 4. Logging out ends the login at its registry, then erases it; what failed is said and can be tried again.
 */
export type {
  Answer,
  LogIn,
  LoginCallbacks,
  LoginOptions,
  LoginReason,
  Verification,
} from './login.ts'
