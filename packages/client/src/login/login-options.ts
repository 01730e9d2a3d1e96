/** What a login is asked for with, and what it needs of the person. */
import type { Credential } from '../credential.ts'
import type { AuthError } from '../errors.ts'

export interface LogInOptions {
  /** The credential that did not do, if there was one: another login that is found under the lease is used instead. */
  readonly cameWith?: Credential
  /** Why one is asked for in the middle of something. Left out where a person said "log in": then nobody is asked whether. */
  readonly why?: LogInReason
  /** Whether a person can be asked here. Otherwise it waits for a process where one is being asked, and for nothing else. */
  readonly interactive: boolean
  /** What the login is called on the pages of the registry; withheld where it is left out. */
  readonly deviceName?: string
  /** `device`: with a code, in any browser (RFC 8628). `browser`: one on this machine, which comes back (RFC 8252). */
  readonly by?: 'device' | 'browser'
  /** The registry's own unless told. */
  readonly scopes?: readonly string[]
  /** Looks at the login before it is kept: what is said against it ends it again, and whatever was kept before stays. */
  readonly accept?: (login: Credential) => Promise<AuthError | undefined>
  readonly signal?: AbortSignal
}

/** `no_credentials`: there are none. `rejected`: the registry will not take what there is. */
export type LogInReason = 'no_credentials' | 'rejected'

/** How the person hears of it; nothing is printed here. One that throws is a person who gave up. */
export interface LogInCallbacks {
  /** Whether to log in now. */
  readonly shouldLogIn?: (why: LogInReason) => boolean | Promise<boolean>
  /** Shows where to log in. Without it nobody can be asked to. */
  readonly showLogin?: (prompt: LoginPrompt) => Shown | Promise<Shown>
  /** Opens a page in a browser, after it was shown. Best effort: nothing that it does ends a login. */
  readonly openBrowser?: (url: string) => void | Promise<void>
}

/** `cancelled`: the person gave up, or input came to its end. Anything else: go on. */
// biome-ignore lint/suspicious/noConfusingVoidType: a callback that gives nothing back is the usual one.
export type Shown = void | 'cancelled'

/** Shown while somebody logs in (RFC 8628, 3.3). Neither address nor code is ever redacted. */
export interface LoginPrompt {
  readonly registry: string
  readonly verificationUri: string
  /** The same with the code in it, where the registry gave one. */
  readonly verificationUriComplete?: string
  /** As the registry wrote it, hyphen included. None where the browser comes back by itself. */
  readonly userCode?: string
  /** Milliseconds since 1970. */
  readonly expiresAt: number
}
