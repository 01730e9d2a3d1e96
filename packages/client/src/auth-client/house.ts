/** What one call needs of the other rooms. `create-auth-client.ts` introduces them. */
import type { Credential } from '../credential.ts'
import type { AuthError } from '../errors.ts'
import type { Http } from '../http/index.ts'
import type { LogInReason } from '../login/index.ts'
import type { Registry } from '../registry/index.ts'
import type { Resolved, Wanted } from '../resolve/index.ts'
import type { OpenWindowFor, StepUp } from '../step-up/index.ts'
import type { Trace } from '../trace.ts'
import type { Callbacks } from './callbacks.ts'
import type { Hints } from './hints.ts'

export interface CallHouse {
  readonly http: Http
  readonly registry: Registry
  readonly trace: Trace
  readonly hints: Hints
  readonly callbacks: Callbacks
  /** Nobody can be asked, and nothing is waited for. */
  readonly inCi: boolean
  resolve(wanted: Wanted, signal: AbortSignal | undefined): Promise<Resolved>
  /** Whether the registry, asked now, takes the credential at all; so, too, where it cannot be asked. */
  isTaken(credential: Credential, signal: AbortSignal | undefined): Promise<boolean>
  logIn(asked: LoginAsked): Promise<Credential | AuthError>
  refreshed(rejected: Credential, signal: AbortSignal | undefined): Promise<Credential | AuthError>
  /** Opens the login's window with a code that the person is asked for. */
  readonly openWindow: StepUp
  /** The same, where the registry says that this will need it. */
  readonly openWindowFor: OpenWindowFor
  /** Milliseconds since 1970. */
  now(): number
}

export interface LoginAsked {
  readonly why: LogInReason
  readonly cameWith: Credential | undefined
  readonly signal: AbortSignal | undefined
}
