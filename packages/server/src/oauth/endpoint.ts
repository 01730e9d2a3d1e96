/** One endpoint: where it is, what the metadata calls it, and what it answers. */
import type { Refusal } from '@latchkey/tokens'
import type { RawRequest } from '../http/index.ts'
import type { Form } from './form.ts'
import type { OAuthHouse } from './house.ts'
import type { PresentedClient } from './presented-client.ts'

/** A request, read. */
export interface Asked {
  readonly form: Form
  readonly client: PresentedClient
  readonly address: string | undefined
  readonly userAgent: string | undefined
  readonly note: RawRequest['note']
}

/** A JSON object, or nothing at all (RFC 7009, 2.2). */
export type Answer = Readonly<Record<string, unknown>> | undefined

export interface Endpoint {
  /** Below the origin. */
  readonly path: string
  /** `token_endpoint`: its name in the metadata (RFC 8414, 2). */
  readonly metadata: string
  readonly answer: (asked: Asked, house: OAuthHouse) => Promise<Answer | Refusal>
}
