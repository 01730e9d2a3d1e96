/** The one place where a request's fate is asked for: credential, standing, caveats and role, decided together. */
import { type Access, pending, type Refusal, refused } from '@latchkey/tokens'
import type { Administration, Attempt } from './attempt.ts'
import type { Credential, CredentialCode } from './credential.ts'
import { decide, isVisible } from './decide.ts'
import type { Decision } from './decision.ts'
import type { OpenTransaction, Place, Standing, StandingSource } from './standing.ts'

/** Reads a credential's row again inside a transaction: it may have been revoked or tightened since. */
export interface CredentialSource {
  recheck(credential: Credential, transaction: OpenTransaction): Promise<Credential | Refusal<CredentialCode>>
}

export interface Authorizer {
  /**
   * Whether `credential` may do `attempt`. What makes something visible passes its transaction: then the credential
   * and the standing are read again in it, and the proof is good in it alone.
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

export function createAuthorizer({ standing, credentials, clock, origin }: AuthorizerOptions): Authorizer {
  async function standingOf(
    credential: Credential,
    place: Place,
    transaction?: OpenTransaction,
  ): Promise<Standing | undefined> {
    const { organization } = place
    if (organization === undefined) return undefined
    const keyId = credential.kind === 'token' ? credential.id : undefined
    return standing.standing(credential.principal, keyId, { ...place, organization }, transaction)
  }

  return {
    async authorize(presented, attempt, transaction) {
      const credential =
        transaction === undefined ? presented : await credentials.recheck(presented, transaction)
      if (refused(credential)) return { answer: 'refused', refusal: credential }

      const { administration, facts } = taken(attempt)
      const known = await standingOf(credential, facts, transaction)
      return decide({
        access: {
          ...facts,
          packageId: packageId(facts, known),
          principal: credential.principal,
          origin,
          now: Math.floor(clock.now() / 1000),
        },
        credential,
        standing: known,
        ...(administration && { administration }),
        ...(transaction && { transaction }),
      })
    },
  }
}

type Facts = Omit<Access, 'principal' | 'origin' | 'now' | 'packageId' | 'publisher'>

/** An attempt's facts, apart from the part of `administer` that is meant. */
function taken(attempt: Attempt): { facts: Facts; administration?: Administration } {
  if (attempt.action !== 'administer') return { facts: attempt }
  if (attempt.administers !== 'keys') {
    const { administers, ...facts } = attempt
    return { facts, administration: { administers } }
  }
  const { administers, keyRole, ...facts } = attempt
  return { facts, administration: { administers, keyRole } }
}

/** A caveat may name a package by id; ids of packages that must not be seen are as unknown as those of no package. */
function packageId(facts: Facts, standing: Standing | undefined): Access['packageId'] {
  if (facts.package === pending) return pending
  return standing !== undefined && isVisible(standing, facts) ? standing.packageId : undefined
}
