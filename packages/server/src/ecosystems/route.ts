/** One thing that clients ask for, and what its handler is given once the request was let in. */
import type { Action, Fact, Refusal } from '@latchkey/tokens'
import type { Allowed, Attempt, Credential, Decision, Judge } from '../access/index.ts'
import type { Cause } from '../audit/index.ts'
import type { PathParameters, RawRequest, RawResponse, RequestPath } from '../http/index.ts'
import type { Repository } from '../repositories/index.ts'
import type { AnswersNow, Writer } from '../storage/index.ts'
import type { EcosystemRooms } from './rooms.ts'

export type Route = RepositoryRoute | RegistryRoute | OpenRoute

interface Address {
  /** A `HEAD` goes the way of `GET`. */
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** `/pypi/:organization/simple/:package/`; a name after a colon is one segment that is not empty. */
  readonly path: `/${string}`
}

/** About the repository of the organization that the path names. */
export interface RepositoryRoute extends Address {
  readonly kind: 'repository'
  /** What it does. A token needs exactly this, and no route is without. */
  readonly action: RepositoryAction
  /** What the path says of the package; left out where the route is about the whole repository. */
  readonly facts?: (parameters: PathParameters) => Facts | Refusal
  /** Whether what it answers is made of rows and of the request's head, and of nothing that changes by itself. */
  readonly ofRows?: true
  /** Runs once the early decision let the request in. */
  readonly handle: (visit: Visit) => Promise<RawResponse | Refusal>
}

/** About the registry, the caller's account, or an organization and not its packages. */
export type RegistryRoute = Address &
  RegistryPermission & {
    readonly kind: 'registry'
    /** Runs once it was decided: nothing of such a request is known only later. */
    readonly handle: (visit: RegistryVisit) => Promise<RawResponse | Refusal>
  }

/** Where the action is one in an organization, of that which the path names as `:organization`. */
export type RegistryPermission =
  | { readonly action: 'identify' | 'account' | 'describe' }
  /** Keys of some role: making or revoking one of a certain role is asked again with that role. */
  | { readonly action: 'administer'; readonly administers: 'keys' | 'people' | 'settings' }

/** What everybody may have. A credential that is sent must be good all the same. */
export interface OpenRoute extends Address {
  readonly kind: 'open'
  readonly handle: (visit: OpenVisit) => Promise<RawResponse | Refusal>
}

export type RepositoryAction = Exclude<Action, 'identify' | 'account' | 'administer'>

/** What stands in the body is `pending`: then the handler decides again once it knows. */
export interface Facts {
  readonly package?: Fact<string>
  readonly version?: Fact<string>
  readonly digests?: Fact<readonly string[]>
}

/** What is known of a request, whatever it is about. */
export interface OpenVisit {
  readonly request: RawRequest
  readonly path: RequestPath
  readonly parameters: PathParameters
  /** Whose it is; `anonymous` where none was sent. */
  readonly credential: Credential
  /** What was answered before and still holds, for what is made of rows alone. */
  readonly answers: AnswersNow
  readonly rooms: EcosystemRooms
}

/** A request about a repository that was let in, and what the steps before its handler found out. */
export interface Visit extends OpenVisit {
  /** The early decision; `needs` only where it hangs on facts that are `pending`. */
  readonly decision: Exclude<Decision, { answer: 'refused' }>
  readonly repository: Repository
  /** Decides again about the same attempt, with these facts. */
  decide(facts: Facts, transaction?: Writer): Promise<Decision>
}

/** A request about something else that was let in. */
export interface RegistryVisit extends OpenVisit {
  readonly allowed: Allowed
  /** Who does it, by what and from where: for whatever is recorded. */
  readonly cause: Cause
  /** Decides about another attempt of the same caller, from the same address. */
  decide(attempt: Attempt, transaction?: Writer): Promise<Decision>
  /** Decides this attempt again, or another, in the transaction of the change that it is for. */
  judge(attempt?: Attempt): Judge
}
