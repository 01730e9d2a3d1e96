/** One route: where it is, whom it is for, and what answers. Written down as data so that a test can walk all of them. */
import type { Form } from './form.ts'
import type { Permission } from './permission.ts'
import type { Handler, VisitFor } from './visit.ts'

export interface Route {
  readonly method: 'GET' | 'POST'
  /** Hono's: `/organizations/:organization/keys`. */
  readonly path: string
  readonly may: Permission
  /**
   * Whether the password is asked again where it was given more than ten minutes ago: for making keys that can write
   * and for changing who is a member. A function where it hangs on what was typed.
   */
  readonly passwordAgain: (form: Form) => boolean
  /** Given the visit that `may` earns; `gate.ts` alone calls it. */
  readonly open: Handler<never>
}

export interface PostOptions {
  readonly passwordAgain?: true | ((form: Form) => boolean)
}

export function get<const P extends Permission>(path: string, may: P, open: Handler<VisitFor<P>>): Route {
  return { method: 'GET', path, may, passwordAgain: () => false, open: open as Handler<never> }
}

export function post<const P extends Permission>(
  path: string,
  may: P,
  open: Handler<VisitFor<P>>,
  { passwordAgain }: PostOptions = {},
): Route {
  const asks = typeof passwordAgain === 'function' ? passwordAgain : () => passwordAgain === true
  return { method: 'POST', path, may, passwordAgain: asks, open: open as Handler<never> }
}
