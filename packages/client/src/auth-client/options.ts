/** What a client is made of, and what one call of it may be told. */
import type { Secret } from '@latchkey/protocol'
import type { Attenuate, RequestFacts } from '../attenuation/index.ts'
import type { AuthError } from '../errors.ts'
import type { Machine } from '../machine.ts'
import type { Wanted } from '../preflight/index.ts'
import type { Place, Profile } from '../registry/index.ts'
import type { GivenCredentials, SourceName } from '../resolve/index.ts'
import type { Locks } from '../single-flight/index.ts'
import type { Store } from '../stores/index.ts'
import type { Callbacks } from './callbacks.ts'

export interface AuthClientOptions {
  /** A Latchkey's address, or a profile: `hexpm({ clientId })`, or one's own. */
  readonly registry: string | Profile
  /** `thisMachine()`, or parts of another. */
  readonly machine: Machine
  /** Where logins are kept. */
  readonly store: Store
  /** Shared by all who share the store. */
  readonly locks: Locks
  readonly callbacks?: Callbacks
  /** Which of several accounts of the registry, by its name there: a login that another one lets in is ended again. */
  readonly account?: string
  /** Given to this process by its arguments or its configuration; goes before the environment. */
  readonly explicit?: Pick<GivenCredentials, 'api' | 'repository'>
  /** Where a repository is, where its profile does not know. An untrusted one gets nothing but its own key. */
  readonly places?: (repository: string) => Place | undefined
  /** Where credentials may come from, in order. */
  readonly sources?: readonly SourceName[]
  /** Whether keys are traded for access tokens first; on unless told. */
  readonly exchange?: boolean
  /** The token endpoint that keys are traded at, where it is not the registry's own. */
  readonly exchangeUrl?: string
  /** Whether `hexpm:acme` may use what is given for `hexpm`, and keys as they are. Off unless told. */
  readonly inheritKeys?: boolean
  /**
   * Milliseconds before its end at which an access token is replaced, though never before half of its life is over: for what
   * takes long with one token. Five minutes unless told.
   */
  readonly refreshAhead?: number
  /** What this device is called on the registry's pages; withheld where it is empty, or not told. */
  readonly deviceName?: string
  /** What a person types to log in: what errors tell them to run. `latchkey login` unless told. */
  readonly loginCommand?: string
}

export interface CallOptions {
  /**
   * Whether to go without a credential where there is none, or none that the registry will take. Off for the API, on
   * for repositories, unless told.
   */
  readonly optional?: boolean
  /** Whether a person may be asked. On for the API, off for repositories, unless told. Never in CI. */
  readonly inline?: boolean
  /** Whose API: `hexpm:acme` asks for what is given for that name. */
  readonly repository?: string
  /** What the request does: asked about and narrowed to before it goes out. */
  readonly doing?: RequestFacts & Pick<Wanted, 'action'>
  /** Whether the token is narrowed to what the request does. `request` for publishing to a Latchkey unless told. */
  readonly attenuate?: Attenuate
  /** A one-time code that is known already. */
  readonly code?: Secret
  readonly signal?: AbortSignal
}

/** What goes wrong is a value: `if (refused(answer)) ...`. */
export type Outcome<T> = T | AuthError
