/** What only the host can do: speak to the person, and supply what it keeps itself. */
import type { Secret } from '@latchkey/protocol'
import type { AuthError } from '../errors.ts'
import type { GivenCredentials } from '../resolve/index.ts'

/** How a prompt for a one-time code came about. */
export interface CodePrompt {
  readonly registry: string
  /** Whether the last code was refused. */
  readonly again: boolean
  /** How many more may be tried, this one included. */
  readonly left: number
}

/** Shown while somebody logs in (RFC 8628, 3.3). Neither address nor code is ever redacted. */
export interface LoginPrompt {
  readonly registry: string
  readonly verificationUri: string
  readonly verificationUriComplete?: string
  /** As the server wrote it, hyphen included. */
  readonly userCode: string
  /** Milliseconds since 1970. */
  readonly expiresAt: number
}

export interface Callbacks {
  /** What the host keeps for one name, `hexpm` or `pypi:acme`. Asked anew each time. */
  readonly credentials?: (
    name: string,
  ) => GivenCredentials | undefined | Promise<GivenCredentials | undefined>
  /** Asks whether to log in now. Where it is left out, `inline` is agreement enough. */
  readonly shouldLogIn?: (why: LogInReason) => boolean | Promise<boolean>
  /** Shows where to log in. Without it nobody can be asked to. */
  readonly showLogin?: (prompt: LoginPrompt) => void | Promise<void>
  /** Opens a page in a browser. Best effort: what it throws is ignored. Only http and https get here. */
  readonly openBrowser?: (url: string) => void | Promise<void>
  /** Asks for a one-time code. Undefined is "cancelled", which is also what the end of input is. */
  readonly promptCode?: (prompt: CodePrompt) => string | undefined | Promise<string | undefined>
  /** Another process is refreshing or logging in, and this one waits for it. */
  readonly waiting?: (holder: { readonly pid: number; readonly since: number; readonly host: string }) => void
  /** Something that a person should know and that stops nothing. */
  readonly warn?: (warning: AuthError) => void
}

/** `no_credentials`: there are none. `rejected`: the server will not take what there is. */
export type LogInReason = 'no_credentials' | 'rejected'

/** What a host gives for a code or a key: a text, or a Secret. */
export type SecretInput = string | Secret
