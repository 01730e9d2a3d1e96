/** Cleared caveats AND the principal's role: the final answer about one access, with its reason. */
import { type Role, roleWithin } from '@latchkey/protocol'
import { type Access, clear, lateFacts, pending, type Refusal } from '@latchkey/tokens'
import { type Allowed, proveAllowed } from './allowed.ts'
import type { Administration } from './attempt.ts'
import type { Credential } from './credential.ts'
import type { Decision, DecisionCode } from './decision.ts'
import { type Ground, permits, type Situation } from './permits.ts'
import { policyObjection } from './policy-objection.ts'
import { groundInWords } from './reason.ts'
import {
  accountRequired,
  allObjections,
  credentialRequired,
  type Held,
  roleInsufficient,
  unknownOrganization,
  unknownRepository,
} from './refusals.ts'
import type { OpenTransaction, Standing } from './standing.ts'

export interface Question {
  readonly access: Access
  readonly credential: Credential
  /** `undefined` for an unknown organization, and where the access is about none. */
  readonly standing: Standing | undefined
  readonly administration?: Administration | undefined
  /** What the client calls itself. */
  readonly client?: string | undefined
  /** The request changes nothing. */
  readonly safe?: true | undefined
  /** The transaction in which credential and standing were read. */
  readonly transaction?: OpenTransaction | undefined
}

/**
 * Refused beats needs, needs beats allowed. Caveats object first: what they say depends on the token alone, so an
 * organization that is invisible and one that does not exist stay alike. The organization's policy objects last.
 */
export function decide(question: Question): Decision {
  const { access, credential } = question
  const clearing =
    credential.kind === 'token' ? clear(credential.token, credential.stored, access) : undefined
  if (clearing?.answer === 'refused') return refusedBy(allObjections(clearing.refusals))

  const situations = possibleSituations(question)
  const grounds = situations.map(permits)
  const ground = grounds.find(each => each !== undefined)
  if (ground === undefined || isUnseen(question)) return refusedBy(whyNot(question, situations))

  const { safe } = question
  const policy = question.standing?.policy
  const objection = policyObjection({ access, credential, policy, safe: safe === true }, ground)
  if (objection !== undefined) return refusedBy(objection)

  if (clearing?.answer === 'needs' || grounds.includes(undefined)) {
    const needed = new Set(clearing?.answer === 'needs' ? clearing.facts : [])
    if (grounds.includes(undefined)) needed.add('package')
    return { answer: 'needs', facts: lateFacts.filter(fact => needed.has(fact)) }
  }

  const { administration, client, transaction } = question
  if (safe && transaction) throw new TypeError('What is decided in a transaction changes something.')
  const proof = proveAllowed({ access, credential, administration, client, safe, transaction })
  return new AllowedOnGround(ground, proof)
}

/** In words only for whoever reads them: nearly nobody does. */
class AllowedOnGround {
  readonly answer = 'allowed'
  readonly proof: Allowed
  readonly #ground: Ground

  constructor(ground: Ground, proof: Allowed) {
    this.proof = proof
    this.#ground = ground
  }

  get reason(): string {
    return groundInWords(this.#ground, this.proof.access, this.proof.credential)
  }
}

/** Whether the credential's holder may know that the organization, and the repository, exists. */
export function isVisible(
  { role, maintains, visibility }: Standing,
  access: Pick<Access, 'ecosystem'>,
): boolean {
  return role !== undefined || (access.ecosystem !== undefined && (maintains || visibility === 'public'))
}

/** One situation; while the package's name is pending, each that it may turn out to be. */
function possibleSituations(question: Question): readonly Situation[] {
  const { access, standing, administration } = question
  return possiblePackages(access, standing).map(name => ({
    action: access.action,
    principal: access.principal.kind,
    role: heldRole(question),
    package: name,
    visibility: standing?.visibility ?? 'none',
    administration,
  }))
}

function possiblePackages(access: Access, standing: Standing | undefined): readonly Situation['package'][] {
  if (access.package === undefined) return ['none']
  if (access.package === pending)
    return ['new', 'of others', ...(standing?.maintains ? ['maintained' as const] : [])]
  if (standing?.maintains) return ['maintained']
  return [standing?.packageId === undefined ? 'new' : 'of others']
}

/** A person's role is the membership's; an organization's key has its own, fixed, never more than the organization. */
function heldRole({ credential, standing }: Question): Role | undefined {
  const role = standing?.role
  const ceiling = credential.kind === 'token' ? credential.role : undefined
  if (role === undefined) return undefined
  if (ceiling === undefined) return credential.principal.kind === 'organization' ? undefined : role
  return roleWithin(role, ceiling) ? role : ceiling
}

/** Whether the access is about something that is not there for this credential: unknown and invisible alike. */
function isUnseen({ access, standing }: Question): boolean {
  if (access.organization === undefined) return false
  if (standing === undefined || !isVisible(standing, access)) return true
  return access.ecosystem !== undefined && standing.visibility === 'none'
}

function whyNot(question: Question, situations: readonly Situation[]): Refusal<DecisionCode> {
  const { access, credential, standing } = question
  const held: Held = { access, credential, role: heldRole(question) }
  if (credential.kind === 'anonymous') return credentialRequired(access)
  if (access.organization === undefined) return accountRequired(held)
  if (standing === undefined || !isVisible(standing, access)) return unknownOrganization(held)
  if (isUnseen(question)) return unknownRepository(access)
  return roleInsufficient(held, situations)
}

function refusedBy(refusal: Refusal<DecisionCode>): Decision {
  return { answer: 'refused', refusal }
}
