/**
 * Organizations: they own packages, and have members with one role each.
 *
 * 1. A name is claimed once, in one namespace with accounts, and never given to another.
 * 2. An organization always has an owner: the last one can be neither removed nor lowered.
 * 3. Whatever narrows what a member may do, policy included, advances the epoch in its own transaction.
 * 4. Who changes people, settings or policy is decided again in the transaction of the change.
 *
 *     const organizations = createOrganizations({ store, clock, random })
 *     const acme = await organizations.create({ name: 'acme', displayName: 'Acme', owner: alice })
 */
export { type ChangedBy, judgedChange } from './changed-by.ts'
export type { MemberCounts } from './count-members.ts'
export { type MemberKey, roleOf } from './find-members.ts'
export { leaveAll, objectionToLeaving } from './leaving.ts'
export { insertMember, type MemberInput } from './members.ts'
export type { Member, Membership, Organization, Quota } from './organization.ts'
export { createOrganizations, type Organizations, type OrganizationsOptions } from './organizations.ts'
export { policyColumns, policyOf, readPolicy } from './policy.ts'
