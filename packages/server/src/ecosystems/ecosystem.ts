/** The Ecosystem contract: a family of clients as data. `ecosystem.contract.ts` is its test, run for each of them. */
import type { Action, Fact, Refusal } from '@latchkey/tokens'
import type { Authorizer, Decision } from '../access/index.ts'
import type { PathParameters, RawRequest, RawResponse } from '../http/index.ts'
import type { Repositories, Repository } from '../repositories/index.ts'
import type { Answers, AnswersNow, Store, Writer } from '../storage/index.ts'
import type { FileContents, Upstream } from '../upstreams/index.ts'
import type { FallbackOf } from './fallback.ts'

export interface Ecosystem {
  /** `pypi`: the first segment of every path, and of every target. */
  readonly name: string
  /** Whether its clients send the token without a scheme. */
  readonly bareTokens: boolean
  readonly routes: readonly Route[]
  /** The HTTP status of each refusal code of its own, and of those that its clients expect otherwise. */
  readonly statuses: Readonly<Record<string, number>>
  /** What of a folder can be published, for `repository import`. */
  readonly imports: Imports
  /** Says no in the words of its clients (law 10). The status, and what HTTP demands in `headers`, are settled. */
  refuse(refusal: Refusal, answer: Pick<RawResponse, 'headers' | 'status'>, request: RawRequest): RawResponse
}

/** Files as they lie in a folder, without a client that says what they are. */
export interface Imports {
  /** What its name says it is; `undefined` for what is no file of this ecosystem. */
  named(filename: string): Named | undefined
  /** What `publishFile` takes as its `details`; refuses a file that is not what its name says. */
  inspect(filename: string, contents: FileContents): Promise<object | Refusal>
}

/** In the ecosystem's normal form. */
export interface Named {
  readonly package: string
  readonly version: string
}

/** One thing that clients ask for. */
export interface Route {
  /** A `HEAD` goes the way of `GET`. */
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** `/pypi/:organization/simple/:package/`; a name after a colon is one segment that is not empty. */
  readonly path: `/${string}`
  /** What it does. A token needs exactly this, and no route is without. */
  readonly action: RepositoryAction
  /** What the path says of the package; left out where the route is about the whole repository. */
  readonly facts?: (parameters: PathParameters) => Facts | Refusal
  /** Runs once the early decision let the request in. */
  readonly handle: (visit: Visit) => Promise<RawResponse | Refusal>
}

export type RepositoryAction = Exclude<Action, 'identify' | 'account' | 'administer'>

/** What stands in the body is `pending`: then the handler decides again once it knows. */
export interface Facts {
  readonly package?: Fact<string>
  readonly version?: Fact<string>
  readonly digests?: Fact<readonly string[]>
}

/** A request that was let in, and what the steps before its handler found out. */
export interface Visit {
  readonly request: RawRequest
  readonly parameters: PathParameters
  /** The early decision; `needs` only where it hangs on facts that are `pending`. */
  readonly decision: Exclude<Decision, { answer: 'refused' }>
  readonly repository: Repository
  /** What was answered before and still holds, for what is made of rows alone. */
  readonly answers: AnswersNow
  /** Decides again about the same attempt, with these facts. */
  decide(facts: Facts, transaction?: Writer): Promise<Decision>
  readonly rooms: EcosystemRooms
}

/** What handlers work with. */
export interface EcosystemRooms {
  readonly authorizer: Authorizer
  readonly repositories: Pick<
    Repositories,
    | 'find'
    | 'packages'
    | 'ownerOf'
    | 'files'
    | 'findFile'
    | 'objectionToName'
    | 'objectionToSize'
    | 'publishFile'
  >
  readonly store: Pick<Store, 'write'>
  readonly answers: Answers
  readonly upstream: Upstream
  /** Where to look for what nobody owns here; absent where no repository has such a place. */
  readonly fallbackOf?: FallbackOf
  /** Largest file that may be published, in bytes. */
  readonly uploadLimit: number
}
