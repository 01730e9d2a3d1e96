/** What became known of one request by its end, in plain values: usage, audit, metrics and the log are made of it. */
import type { Action, Principal } from '@latchkey/tokens'

/** What a room tells about a request as it learns it. What is not known, or is nothing, is left out. */
export interface Notes {
  /** Who answers: an ecosystem's name, `api` or `pages`. */
  readonly via?: string | undefined
  readonly action?: Action | 'operator' | undefined
  readonly organization?: string | undefined
  readonly ecosystem?: string | undefined
  /** In its ecosystem's normal form. */
  readonly package?: string | undefined
  readonly version?: string | undefined
  /** The id of the key that the token was made from: only of one whose signature held, live or not. */
  readonly key?: string | undefined
  /** Likewise of a login; of a token there is one of the two. */
  readonly login?: string | undefined
  /** On whose behalf; left out where the credential was refused. */
  readonly principal?: Principal | undefined
  /** What was decided last. */
  readonly answer?: 'allowed' | 'needs' | 'refused' | undefined
  /** The code of the refusal that was answered, whether a decision's or any other. */
  readonly refusal?: string | undefined
}

export interface Observation extends Notes {
  readonly method: string
  /** As it was received, with its query: never to be logged whole. */
  readonly target: string
  /** The client's, behind trusted proxies. */
  readonly address: string | undefined
  readonly userAgent: string | undefined
  readonly status: number
  /** From the end of the request's head to the end of the answer. */
  readonly milliseconds: number
  /** Bytes of the request's body that were read. */
  readonly received: number
  /** Bytes of the answer, with its head. */
  readonly sent: number
}

/** Hears of every request, once, when it is over. It costs a microsecond or so, and neither waits nor throws. */
export type Observe = (observation: Observation) => void
