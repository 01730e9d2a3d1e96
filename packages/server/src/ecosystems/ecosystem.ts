/** The Ecosystem contract: a family of clients as data. `ecosystem.contract.ts` is its test, run for each of them. */
import type { Secret } from '@latchkey/protocol'
import type { Refusal } from '@latchkey/tokens'
import type { Credential } from '../access/index.ts'
import type { RawRequest, RawResponse } from '../http/index.ts'
import type { FileContents } from '../upstreams/index.ts'
import type { Route } from './route.ts'

export interface Ecosystem {
  /** `pypi`: the first segment of every path, and of every target. */
  readonly name: string
  /** Whether its clients send the token without a scheme. */
  readonly bareTokens: boolean
  readonly routes: readonly Route[]
  /** The HTTP status of each refusal code of its own, and of those that its clients expect otherwise. */
  readonly statuses: Readonly<Record<string, number>>
  /**
   * The status for a credential that is not good. A client that sent one and is told 401 may ask for another, or send
   * it again; 403 is shown to people.
   */
  readonly rejectedStatus: 401 | 403
  /** What a 401 says in `WWW-Authenticate` (RFC 9110 section 11.6.1); `credential` where it is known whose request it is. */
  challenge(refusal: Refusal, credential?: Credential): string
  /** The one-time code that comes with a request; left out where its clients have no way to send one. */
  codeOf?(request: RawRequest): Secret | undefined | Refusal
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
