/** In what form requests come in and answers go out. The endpoints behind it are the same. */
import type { Refusal } from '@latchkey/tokens'
import type { RawRequest, RawResponse } from '../http/index.ts'
import type { Answer } from './endpoint.ts'

export interface Door {
  /** What stands before the path of each endpoint: nothing, or `/hex/api`. */
  readonly prefix: string
  /** The fields of a body, as often as they came. */
  read(request: RawRequest): Promise<Fields | Refusal>
  /** Nobody keeps an answer; `undefined` is an empty one. */
  answer(request: RawRequest, body: Answer): RawResponse
  /** `headers`: what HTTP demands beside it. */
  refuse(request: RawRequest, error: OAuthRefusal, headers: RawResponse['headers']): RawResponse
  /** How a client shows who it is (RFC 9110, 15.5.2). */
  readonly challenge: string
  /** Whether it may do so in the `Authorization` header (RFC 6749, 2.3.1). Where not, nothing is looked for there. */
  readonly readsAuthorization: boolean
}

export type Fields = Iterable<readonly [name: string, value: string]>

/** RFC 6749, 5.2. */
export interface OAuthRefusal {
  readonly status: number
  readonly error: string
  readonly description: string
}
