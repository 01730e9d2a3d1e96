/** What a credential is asked for, what decides over it, and what may be looked at. */
import type { Secret } from '@latchkey/protocol'
import type { Credential } from '../credential.ts'
import type { AuthError } from '../errors.ts'
import type { Environment } from '../machine.ts'
import type { Place, Registry } from '../registry/index.ts'
import type { StoreState } from '../stores/index.ts'
import type { SourceName } from './source-name.ts'

/** What a request needs a credential for. */
export type Wanted =
  | { readonly kind: 'api'; readonly repository?: string; readonly permission: 'read' | 'write' }
  | { readonly kind: 'repository'; readonly repository: string; readonly place: Place }

/** What the host has for one name: `hexpm`, `hexpm:acme`, `pypi:acme`. */
export interface GivenCredentials {
  /** Sent to the API as it is. */
  readonly api?: Secret
  /** Sent to exactly this repository as it is, an untrusted one included. */
  readonly repository?: Secret
  /** A long-lived key: a trusted place is sent the access token that it is traded for. */
  readonly key?: Secret
}

export interface ResolveOptions {
  readonly registry: Registry
  readonly environment: Environment
  /** Configuration of this process that goes before the environment. */
  readonly explicit?: Pick<GivenCredentials, 'api' | 'repository'>
  /** Those that are asked, in this order. All of them, in the order of the list, unless told. */
  readonly sources?: readonly SourceName[]
  /** Whether `hexpm:acme` may use what is given for `hexpm`, and keys as they are. Off unless told. */
  readonly inheritKeys?: boolean
  /** Whether keys are traded for access tokens before they are sent. On unless told. */
  readonly exchange?: boolean
  /** The token endpoint that they are traded at, where it is not the registry's own. */
  readonly exchangeUrl?: string
  /** Which of several accounts of one registry. */
  readonly account?: string
}

export interface Trade {
  readonly key: Secret
  readonly name: string
  readonly scopes: readonly string[]
  /** The token of an earlier trade, which the registry refused. */
  readonly rejected?: Credential
}

/** What the other rooms do for this one; `auth-client/` introduces them. */
export interface ResolveNeeds {
  /** The live override of an origin. */
  override(origin: string): Credential | undefined
  stored(): Promise<StoreState | AuthError>
  /** Milliseconds since 1970. */
  now(): number
  /** A login that is good for five minutes more: itself, or refreshed. */
  fresh(login: Credential): Promise<Credential | AuthError>
  /** The access token that a key was or is now traded for, kept under `name` and read back from there. */
  exchanged(trade: Trade): Promise<Credential | AuthError>
  /** The login again, refreshed because the registry refused this one. */
  refreshed(rejected: Credential): Promise<Credential | AuthError>
  /** What the host supplies for exactly this name. */
  given(name: string): GivenCredentials | undefined | Promise<GivenCredentials | undefined>
}
