/** Links that let somebody in, once. */
import type { Role, Secret } from '@latchkey/protocol'
import type { Refusal } from '@latchkey/tokens'
import type { Account } from '../accounts/index.ts'

/** What the page of an invitation shows. */
export interface Invitation {
  /** Whether the account that it makes runs the server. */
  readonly administrator: boolean
  /** The organization that it opens, if it does. */
  readonly organization: { readonly id: string; readonly name: string; readonly role: Role } | undefined
  /** Milliseconds since 1970. */
  readonly expiresAt: number
}

export interface NewInvitation {
  /** Whoever invites; what they may invite to is decided before. */
  readonly by: Account
  readonly administrator?: boolean
  readonly organization?: { readonly id: string; readonly role: Role }
  /** Milliseconds; seven days unless told. */
  readonly validFor?: number
}

export interface Redeemer {
  readonly username: string
  readonly email: string
  readonly password: Secret
}

export interface Invitations {
  /** The one-time link for the first administrator; only while there is no account. A new call replaces the former link. */
  setUp(): Promise<Secret | undefined>
  invite(invitation: NewInvitation): Promise<Secret | Refusal>
  /** A link that is wrong, used or expired is refused as `unknown_invitation`, all alike. */
  open(secret: Secret): Promise<Invitation | Refusal>
  /** Makes the account, and its membership, once. */
  redeem(secret: Secret, redeemer: Redeemer): Promise<Account | Refusal>
  /** Somebody who has an account joins the organization, once. */
  accept(secret: Secret, account: Account): Promise<undefined | Refusal>
}
