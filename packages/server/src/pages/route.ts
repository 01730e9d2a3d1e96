/** One route: where it is, whom it is for, and what answers. Written down as data so that a test can walk all of them. */
import type { CurrentSession } from '../accounts/index.ts'
import type { Form } from './form.ts'
import type { Permission } from './permission.ts'
import type { Handler, VisitFor } from './visit.ts'

export interface Route {
  readonly method: 'GET' | 'POST'
  /** Hono's: `/organizations/:organization/keys`. */
  readonly path: string
  readonly may: Permission
  /**
   * Whether the person proves to be there still where that was more than ten minutes ago, by a code of the second factor
   * or, without one, the password: for making keys that can write and for changing who is a member. A function where it
   * hangs on what was typed.
   */
  readonly stepUp: StepUp
  /**
   * Where, beyond this server, answering the form leads: a browser follows a form there only if its page says so
   * (https://www.w3.org/TR/CSP3/#directive-form-action).
   */
  readonly leadsTo: (form: Form) => string | undefined
  /** Given the visit that `may` earns; `gate.ts` alone calls it. */
  readonly open: Handler<never>
}

type StepUp = (form: Form, session: CurrentSession) => boolean

export interface PostOptions {
  readonly stepUp?: true | StepUp
  readonly leadsTo?: (form: Form) => string | undefined
}

const nowhere = () => undefined

export function get<const P extends Permission>(path: string, may: P, open: Handler<VisitFor<P>>): Route {
  return { method: 'GET', path, may, stepUp: () => false, leadsTo: nowhere, open: open as Handler<never> }
}

export function post<const P extends Permission>(
  path: string,
  may: P,
  open: Handler<VisitFor<P>>,
  { stepUp, leadsTo = nowhere }: PostOptions = {},
): Route {
  const asks = typeof stepUp === 'function' ? stepUp : () => stepUp === true
  return { method: 'POST', path, may, stepUp: asks, leadsTo, open: open as Handler<never> }
}
