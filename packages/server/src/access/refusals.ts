/** Every way a decision says no: the real cause, and who can change it. Visible ASCII, as reason phrases must be. */
import type { Role } from '@latchkey/protocol'
import {
  type Access,
  type ClearingCode,
  describeAttempt,
  quoted,
  type Refusal,
  refuse,
} from '@latchkey/tokens'
import type { Credential } from './credential.ts'
import type { DecisionCode } from './decision.ts'
import { roleNeeded, type Situation } from './permits.ts'
import { holderInWords } from './reason.ts'
import { maintainersMay } from './role-table.ts'

/** What is held, and what was tried with it. */
export interface Held {
  readonly access: Access
  readonly credential: Credential
  readonly role: Role | undefined
}

/** The first objection is the headline; the others follow, so that nobody fixes them one by one. */
export function allObjections(refusals: readonly Refusal<ClearingCode>[]): Refusal<ClearingCode> {
  const [first] = refusals
  if (first === undefined) throw new TypeError('Caveats that refuse say why.')
  return refuse(first.code, refusals.map(refusal => refusal.message).join(' '), first.next)
}

export function credentialRequired(access: Access): Refusal<DecisionCode> {
  return refuse(
    'credential_required',
    `To ${describeAttempt(access)} takes a key, and none was sent.`,
    `Make a key at ${access.origin}/account/keys and send it.`,
  )
}

export function accountRequired({ credential }: Held): Refusal<DecisionCode> {
  return refuse(
    'account_required',
    `This is about a person's own keys and logins, and ${holderInWords(credential)} belongs to an organization.`,
    'Use a key of your own.',
  )
}

/** The same words for an organization that does not exist and for one that must not be seen. */
export function unknownOrganization({ access, credential }: Held): Refusal<DecisionCode> {
  return refuse(
    'unknown_organization',
    `There is no organization ${quoted(access.organization ?? '')} here that ${holderInWords(credential)} may see.`,
    'Check its name, or ask one of its owners to add you as a member.',
  )
}

export function unknownRepository({ ecosystem, organization, origin }: Access): Refusal<DecisionCode> {
  return refuse(
    'unknown_repository',
    `The organization ${organization} has no ${ecosystem} repository.`,
    `An owner of ${organization} can create it at ${origin}/organizations/${organization}.`,
  )
}

/** Says which role is held, which is needed, and who can give it. */
export function roleInsufficient(held: Held, situations: readonly Situation[]): Refusal<DecisionCode> {
  const { access, credential, role } = held
  const needed = situations.map(roleNeeded).find(each => each !== undefined) ?? 'owner'
  const maintainable = situations.some(({ package: name, action }) => {
    return (name === 'of others' || name === 'maintained') && maintainersMay.includes(action)
  })
  const takes = maintainable ? `the role ${needed}, or being a maintainer` : `the role ${needed}`
  const has = role === undefined ? 'no role there' : `the role ${role}`
  return refuse(
    'role_insufficient',
    `To ${describeAttempt(access)} takes ${takes}; ${holderInWords(credential)} has ${has}.`,
    whoCanHelp(held, needed, maintainable),
  )
}

function whoCanHelp({ access, credential }: Held, needed: Role, maintainable: boolean): string {
  const { organization } = access
  if (credential.principal.kind === 'organization') {
    const maker = needed === 'owner' ? 'an owner' : 'an admin or owner'
    return `A key's role is fixed when it is made: have ${maker} of ${organization} make one with the role ${needed}.`
  }
  const owner = `An owner of ${organization} can give the role`
  return maintainable ? `${owner}; an admin can add a maintainer.` : `${owner}.`
}
