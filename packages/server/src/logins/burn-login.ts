/** Burning: a token of a login kills itself and all that was made from it; its plain text ends the login. */
import type { Login } from './login.ts'

export interface BurnedLogin {
  readonly login: Login
  /** The plain text was burned: the login is ended. Otherwise it lives, and one token made from it does not. */
  readonly whole: boolean
}
