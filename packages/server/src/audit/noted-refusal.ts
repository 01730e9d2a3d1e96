/** A refusal as it is noted, and as it waits to be written down. */
import type { Details } from './record-event.ts'

export interface NotedRefusal {
  /** `token.refused` where the signature held, so that it is known which key, or login, is refused. */
  readonly what: 'token.refused' | 'account.sign_in_refused' | 'request.refused'
  /** The refusal's. */
  readonly code: string
  /** The client's, behind trusted proxies. */
  readonly address: string | undefined
  readonly client: string | undefined
  /** The key that the token was made from; only of one whose signature held. */
  readonly keyId?: string
  /** Likewise the login. */
  readonly loginId?: string
  /** The account that was refused, or that somebody did not get into. */
  readonly accountId?: string
  /** What was asked for. */
  readonly details?: Details
}

/** A refusal with its instant, and how many like it are not written down. */
export interface KeptRefusal extends NotedRefusal {
  readonly at: number
  readonly leftOut: number
}
