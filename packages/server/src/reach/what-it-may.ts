/** What a credential may do with one package now, from somewhere and with some version: `access/` is asked. */
import type { Attempt, Authorizer, Credential } from '../access/index.ts'
import { likeliestFacts } from './likeliest-facts.ts'

/** `with a code`: once somebody gave a code of the second factor, and for five minutes then. */
export type Certainty = 'yes' | 'with a code'

export type May = Readonly<Record<'read' | 'publish' | 'delete', Certainty | undefined>>

export interface PackageNames {
  readonly organization: string
  readonly ecosystem: string
  /** In the ecosystem's normal form. */
  readonly package: string
}

export async function whatItMay(
  credential: Credential,
  { organization, ecosystem, package: name }: PackageNames,
  authorizer: Authorizer,
): Promise<May> {
  const { version, digests, ...from } = await likeliestFacts(credential, authorizer)
  const ask = async (attempt: Attempt): Promise<Certainty | undefined> => {
    const decision = await authorizer.authorize(credential, attempt)
    if (decision.answer === 'allowed') return 'yes'
    const isClosed = decision.answer === 'refused' && decision.refusal.code === 'totp_required'
    return isClosed ? 'with a code' : undefined
  }
  const one = { organization, ecosystem, package: name, version, ...from }
  return {
    read: await ask({ action: 'read', ...one }),
    publish: await ask({ action: 'publish', ...one, digests }),
    delete: await ask({ action: 'delete', ...one }),
  }
}

export function mayAnything({ read, publish, delete: deletes }: May): boolean {
  return (read ?? publish ?? deletes) !== undefined
}
