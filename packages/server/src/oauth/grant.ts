/** One way to get tokens (RFC 6749, 1.3). A new one is a file and a line in `grants/index.ts`: docs/add-a-grant.md. */
import type { Secret } from '@latchkey/protocol'
import type { Refusal } from '@latchkey/tokens'
import type { Asked } from './endpoint.ts'
import type { OAuthHouse } from './house.ts'

/** What was issued (RFC 6749, 5.1). */
export interface IssuedTokens {
  readonly accessToken: Secret
  readonly refreshToken?: Secret
  /** Seconds. */
  readonly expiresIn: number
  /** As it is listed: `repositories` expanded. */
  readonly scope: string
  /** What the person should know: this works, and soon will not. */
  readonly warning?: string
}

export interface Grant {
  /** Its `grant_type`. */
  readonly type: string
  /** Requests count for the address that they come from, or for the key that they show. */
  readonly countedBy: 'address' | 'key'
  /** What is said where too many came, in place of a 429: for clients that wait where they are asked to. */
  readonly tooMany?: Refusal
  readonly redeem: (asked: Asked, house: OAuthHouse) => Promise<IssuedTokens | Refusal>
}
