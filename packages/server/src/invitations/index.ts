/**
 * Links that let people in: the set-up link for the first administrator, and invitations for everybody else.
 *
 * - A link works once, for a limited time; only the SHA-256 of its secret is stored.
 * - Handed over, a link is shown once; mailed, it is made when the mail is sent, and only whoever reads it there has it.
 * - Redeeming is one transaction: link used, account made, organization joined, or none of it.
 * - A link that is wrong, used or expired gets one and the same answer.
 *
 *     const invitations = createInvitations({ store, clock, random, origin, passwords })
 *     const secret = await invitations.invite({ by: alice, organization: { id: acme.id, role: 'write' } })
 *     const account = await invitations.redeem(secret, { username: 'bob', email: 'bob@example.com', password })
 */
export type { NewInvitation } from './insert-invitation.ts'
export type { Invitation, InvitedTo } from './invitation.ts'
export {
  createInvitations,
  type Invitations,
  type InvitationsOptions,
  type Redeemer,
} from './invitations.ts'
export type { OpenInvitation } from './list-invitations.ts'
export { forgetInvited, type InvitationKey, type MailedInvitation } from './mailed.ts'
