/**
 * Links that let people in: the set-up link for the first administrator, and invitations for everybody else.
 *
 * - A link works once, for a limited time; only the SHA-256 of its secret is stored.
 * - Redeeming is one transaction: link used, account made, organization joined, or none of it.
 * - A link that is wrong, used or expired gets one and the same answer.
 */
export type { Invitation, Invitations, NewInvitation, Redeemer } from './invitations.ts'
