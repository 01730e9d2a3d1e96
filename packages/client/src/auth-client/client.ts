/** The client, as its hosts see it. */
import type { Credential } from '../credential.ts'
import type { AuthError } from '../errors.ts'
import type { Exchange } from '../exchange/index.ts'
import type { LogInOptions, LogOut } from '../login/index.ts'
import type { Caller, Overrides } from '../override/index.ts'
import type { MayAnswer, Wanted } from '../preflight/index.ts'
import type { Registry } from '../registry/index.ts'
import type { Candidate } from '../resolve/index.ts'
import type { Status } from '../status/index.ts'
import type { OpenWindow } from '../step-up/index.ts'
import type { TraceEntry } from '../trace.ts'
import type { CallOptions, Outcome } from './options.ts'
import type { Act } from './request.ts'

export interface AuthClient {
  readonly registry: Registry
  /** Milliseconds that this machine's clock is behind the registry's, by its answers so far; 0 before the first. */
  clockOffset(): number
  /**
   * Calls `act` with a credential for the API; again where a refresh, a login or a code can help. What `act` gives back is
   * given back, but where its answer was a 401 that nothing helped against.
   */
  withApi<T>(permission: 'read' | 'write', act: Act<T>, options?: CallOptions): Promise<Outcome<T>>
  /** The same for a repository: `pypi:acme`, `hexpm`. */
  withRepository<T>(repository: string, act: Act<T>, options?: CallOptions): Promise<Outcome<T>>
  /** What `withApi` would send now; undefined for nothing. Asks nobody. */
  resolveApi(
    permission: 'read' | 'write',
    options?: Pick<CallOptions, 'repository' | 'signal'>,
  ): Promise<Credential | undefined | AuthError>
  resolveRepository(
    repository: string,
    options?: Pick<CallOptions, 'signal'>,
  ): Promise<Credential | undefined | AuthError>
  /** What this process uses instead, from its next request on; in its memory alone. */
  readonly override: Overrides
  /** What this key is traded for, kept under this name until it is over; the key itself is never kept. */
  readonly exchange: Exchange
  /** The credential, able to do this and nothing else, at this registry, for five minutes. */
  attenuate(credential: Credential, doing: NonNullable<CallOptions['doing']>): Promise<Credential | AuthError>
  /**
   * Whether this would be allowed with the credential that it would go out with, why, and whether a code will be asked
   * for; the registry says.
   */
  may(action: Wanted['action'], target: string, version?: string): Promise<MayAnswer | AuthError>
  /**
   * Asks for a one-time code now, before anything wants one: whatever made the credential for the API may change things
   * until the window closes.
   */
  stepUp(asked?: { readonly signal?: AbortSignal }): Promise<OpenWindow | AuthError>
  /** Who the credential stands for that would be sent to the API now, as the registry says now. */
  status(asked?: {
    /** Where it matters that somebody means this registry. */
    readonly registry?: string
    readonly signal?: AbortSignal
    readonly caller?: Caller
  }): Promise<Status | AuthError>
  /** A person said so: makes a login, whether there is one or not. `account`: that of the client unless told. */
  logIn(
    options?: Omit<LogInOptions, 'why' | 'cameWith' | 'interactive' | 'accept'> & {
      readonly account?: string
    },
  ): Promise<Credential | AuthError>
  readonly logOut: LogOut
  /** Where each source was looked for, which wins and why, and what happened so far; without secrets, asking nothing. */
  explain(about?: {
    readonly repository?: string
    readonly permission?: 'read' | 'write'
  }): Promise<Explanation>
}

export interface Explanation {
  readonly candidates: readonly Candidate[]
  readonly trace: readonly TraceEntry[]
}
