/** What a login is asked for with, and what it needs of the person. */
import type { Credential } from '../credential.ts'
import type { AuthError } from '../errors.ts'
import type { House } from '../oauth/index.ts'

export interface LoginOptions {
  /** The credential that did not do, if there was one: another one that is found under the lock is used instead. */
  readonly cameWith?: Credential
  /** Why one is asked for now. */
  readonly reason: LoginReason
  /** What the login is called on the pages of the registry; withheld where it is left out. */
  readonly deviceName?: string
  /** `device`: by code, anywhere (RFC 8628). `browser`: on this machine, by loopback (RFC 8252). */
  readonly by?: 'device' | 'browser'
  readonly scope?: string
  readonly signal?: AbortSignal
}

export type LoginReason = 'no_credentials' | 'login_ended' | 'rejected' | 'asked'

/** How the person hears of it. Nothing is printed here; what a callback throws away is `cancelled`. */
export interface LoginCallbacks {
  /** Whether to ask the person at all. Left out: yes. */
  readonly shouldAuthenticate?: (reason: LoginReason) => boolean | Promise<boolean>
  /** Shows where to go and what to enter: neither is a secret, and both are shown as they are. */
  readonly showVerification: (verification: Verification) => Answer | Promise<Answer>
  /** Opens a browser, as well as it can: that it failed ends nothing. Called after `showVerification`. */
  readonly openBrowser?: (url: string) => void | Promise<void>
}

/** Nothing: go on. `cancelled`: the person gave up, or input came to its end. */
// biome-ignore lint/suspicious/noConfusingVoidType: a callback that gives nothing back is the usual one.
export type Answer = void | 'cancelled'

export interface Verification {
  readonly registry: string
  /** Where to go. With the code in it where the registry gave such an address. */
  readonly url: string
  /** To be entered there, or compared with what stands there. None where the browser comes back by itself. */
  readonly userCode?: string
  /** Milliseconds since 1970, by this machine's clock. */
  readonly expiresAt?: number
}

export type LogIn = (house: House, options: LoginOptions) => Promise<Credential | AuthError>
