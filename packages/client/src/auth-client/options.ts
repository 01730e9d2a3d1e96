/** What a client is made of. */
import type { AuthError } from '../errors.ts'
import type { Http } from '../http/index.ts'
import type { Machine } from '../machine.ts'
import type { Place, Registry } from '../registry/index.ts'
import type { GivenCredentials, SourceName } from '../resolve/index.ts'
import type { Store } from '../stores/index.ts'
import type { Callbacks } from './callbacks.ts'

export interface AuthClientOptions {
  /** The address that people log in to, or a whole profile: `hexpm`, or one's own. An address is a Latchkey's. */
  readonly registry: string | ((http: Http) => Registry)
  readonly machine: Machine
  /** Where logins are kept. */
  readonly store: Store
  readonly callbacks?: Callbacks
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
  /** Whether `hexpm:acme` may use what is given for `hexpm`. Off unless told. */
  readonly inheritKeys?: boolean
  /** The name of this device at login; `null` withholds it. The server's default unless told. */
  readonly deviceName?: string | null
  /** More headers that carry credentials and never cross to another origin. */
  readonly credentialHeaders?: readonly string[]
}

export interface CallOptions {
  /** Whether to go without a credential first. Off for the API, on for repositories, unless told. */
  readonly optional?: boolean
  /** Whether a person may be asked. On for the API, off for repositories, unless told. Never in CI. */
  readonly inline?: boolean
  /** Whose API: `hexpm:acme` asks for what is given for that name. */
  readonly repository?: string
  /** Narrows the token to this request before it is sent. */
  readonly attenuate?: false | 'request'
  readonly signal?: AbortSignal
}

/** What goes wrong is a value: `if (refused(answer)) ...`. */
export type Outcome<T> = T | AuthError
