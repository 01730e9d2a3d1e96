/** The one place where a request's fate is asked for: credential, standing, caveats and role, decided together. */
import { type Access, type Action, pending, type Refusal, refused } from '@latchkey/tokens'
import type { Administration, Attempt } from './attempt.ts'
import type { Credential, CredentialCode } from './credential.ts'
import { decide, isVisible } from './decide.ts'
import type { Decision } from './decision.ts'
import type { OpenTransaction, Place, Standing, StandingSource } from './standing.ts'

/** Reads a credential's row again, within the transaction if there is one: it may have been revoked or tightened since. */
export interface CredentialSource {
  recheck(
    credential: Credential,
    transaction?: OpenTransaction,
  ): Promise<Credential | Refusal<CredentialCode>>
}

export interface Authorizer {
  /**
   * Whether `credential` may do `attempt`. What makes something visible passes its transaction: then the credential
   * and the standing are read again in it, and the proof is good in it alone. What is remembered may only allow, and
   * only what changes nothing; everything else is decided on rows that are read now.
   */
  authorize(credential: Credential, attempt: Attempt, transaction?: OpenTransaction): Promise<Decision>
}

export interface AuthorizerOptions {
  readonly standing: StandingSource
  readonly credentials: CredentialSource
  readonly clock: { now(): number }
  /** The configured public origin: what an `audience` caveat is judged by. */
  readonly origin: string
}

/** The actions that change nothing. */
const reading: readonly Action[] = ['identify', 'describe', 'read']

export function createAuthorizer({ standing, credentials, clock, origin }: AuthorizerOptions): Authorizer {
  function standingOf(credential: Credential, place: Place, transaction?: OpenTransaction) {
    if (!isInOrganization(place)) return undefined
    return standing.standing(credential.principal, keyOf(credential), place, transaction)
  }

  function rememberedStandingOf(credential: Credential, place: Place): Standing | undefined {
    if (!isInOrganization(place)) return undefined
    return standing.remembered?.(credential.principal, keyOf(credential), place)
  }

  return {
    async authorize(presented, attempt, transaction) {
      const mayRemember = transaction === undefined && reading.includes(attempt.action)
      const credential = mayRemember ? presented : await credentials.recheck(presented, transaction)
      if (refused(credential)) return { answer: 'refused', refusal: credential }

      const { client, safe } = attempt
      const facts = factsOf(attempt)
      const administration = administrationOf(attempt)
      const decideWith = (standing: Standing | undefined) => {
        const now = Math.floor(clock.now() / 1000)
        const { principal } = credential
        const access = Object.freeze({
          ...facts,
          packageId: packageId(facts, standing),
          principal,
          origin,
          now,
        })
        return decide({ access, credential, standing, administration, client, safe, transaction })
      }
      const remembered = mayRemember ? rememberedStandingOf(credential, facts) : undefined
      const decision = remembered && decideWith(remembered)
      return decision?.answer === 'allowed'
        ? decision
        : decideWith(await standingOf(credential, facts, transaction))
    },
  }
}

function isInOrganization(place: Place): place is Place & { readonly organization: string } {
  return place.organization !== undefined
}

function keyOf(credential: Credential): string | undefined {
  return credential.kind === 'token' ? credential.id : undefined
}

type Facts = Omit<Access, 'principal' | 'origin' | 'now' | 'packageId' | 'publisher'>

/** Apart from the part of `administer` that is meant, and the client, by which nothing is decided. */
function factsOf(attempt: Attempt): Facts {
  const { action, organization, ecosystem, package: name, version, digests, address } = attempt as Facts
  // Of one shape, whatever is not there: this is made for every request.
  return { action, organization, ecosystem, package: name, version, digests, address }
}

function administrationOf(attempt: Attempt): Administration | undefined {
  if (attempt.action !== 'administer') return undefined
  const { administers } = attempt
  return administers === 'keys' ? { administers, keyRole: attempt.keyRole } : { administers }
}

/** A caveat may name a package by id; ids of packages that must not be seen are as unknown as those of no package. */
function packageId(facts: Facts, standing: Standing | undefined): Access['packageId'] {
  if (facts.package === pending) return pending
  return standing !== undefined && isVisible(standing, facts) ? standing.packageId : undefined
}
