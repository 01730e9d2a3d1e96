/** Which credential a request goes out with: what is asked, what can be looked at, and what comes out. */
import type { Secret } from '@latchkey/protocol'
import type { Credential } from '../credential.ts'
import type { AuthError } from '../errors.ts'
import type { Environment } from '../machine.ts'
import type { Place, Registry } from '../registry/index.ts'

/** Where a credential may come from, in the order of asking. */
export const sourceNames = [
  'override',
  'explicit',
  'environment',
  'repository key',
  'exchanged',
  'login',
] as const
export type SourceName = (typeof sourceNames)[number]

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

/** What the other rooms do for this one; the composition (auth-client) introduces them. */
export interface ResolveNeeds {
  /** The live override of an origin. */
  override(origin: string): Credential | undefined
  /** What is stored for an origin. */
  stored(origin: string): Promise<readonly Credential[] | AuthError>
  /** A login that is good for five minutes more: itself, or refreshed. */
  fresh(login: Credential): Promise<Credential | AuthError>
  /** The access token that a key was or is now traded for, kept under `name` and read back from there. */
  exchanged(key: Secret, name: string): Promise<Credential | AuthError>
  /** What the host supplies for exactly this name. */
  given(name: string): Promise<GivenCredentials | undefined>
}

export interface ResolveOptions {
  readonly registry: Registry
  readonly environment: Environment
  /** Configuration of this process that goes before the environment. */
  readonly explicit?: Pick<GivenCredentials, 'api' | 'repository'>
  /** Those that are asked, in this order. All of them, in the order of the list, unless told. */
  readonly sources?: readonly SourceName[]
  /** Whether `hexpm:acme` may use what is given for `hexpm`. Off unless told. */
  readonly inheritKeys?: boolean
  /** Whether keys are traded for access tokens before they are sent. On unless told. */
  readonly exchange?: boolean
}

/** One source that was asked, and what became of it. Holds no secret. */
export interface Candidate {
  readonly source: SourceName
  /** The variable, file or name that it was looked for in. */
  readonly where: string
  readonly outcome: 'won' | 'lost' | 'nothing' | 'not for this' | 'failed' | 'not asked'
  readonly why: string
}

export interface Resolved {
  /** Undefined where no source had one. */
  readonly credential: Credential | undefined
  readonly candidates: readonly Candidate[]
}
