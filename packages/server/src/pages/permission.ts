/** What a page demands of its visitor: declared for every route in `routes.ts`, checked in `gate.ts`. */
import { normalPackageName, type Refusal, refuse } from '@latchkey/tokens'
import type { Allowed, Attempt, Authorizer, SessionCredential } from '../access/index.ts'
import type { Session } from '../accounts/index.ts'

/** What a route about an organization (the `:organization` of its path) demands there. */
export type OrganizationPermission =
  | { readonly action: 'describe' }
  /** Keys of some role: making one of a certain role is asked again with that role. */
  | { readonly action: 'administer'; readonly administers: 'keys' | 'people' | 'settings' }
  | PackagePermission

/** What a route about a package, or one version of it, demands there: its maintainer may have no role. */
export interface PackagePermission {
  readonly action: 'describe' | 'retire' | 'delete' | 'maintain'
  readonly of: 'package'
}

export type Permission =
  /** Nobody need be signed in. */
  | 'anyone'
  /** The password was given, whether or not a code is still asked for. */
  | 'password'
  /** Signed in; what they see and change is their own. */
  | 'account'
  /** Signed in, and runs the server. */
  | 'administrator'
  | OrganizationPermission

/** The attempt that the authorizer is asked about. */
export function attemptOf(
  permission: Exclude<OrganizationPermission, PackagePermission>,
  organization: string,
): Attempt {
  if (permission.action === 'describe') return { action: 'describe', organization }
  return permission.administers === 'keys'
    ? { action: 'administer', organization, administers: 'keys', keyRole: 'read' }
    : { action: 'administer', organization, administers: permission.administers }
}

/** The same about the package, and the version if one is named, of a route's path. */
export function packageAttemptOf(
  { action }: PackagePermission,
  { organization = '', ecosystem = '', package: name = '', version }: Readonly<Record<string, string>>,
): Attempt {
  const place = { organization, ecosystem, package: normalPackageName(ecosystem, name) }
  return { action, ...place, ...(version !== undefined && { version }) }
}

/** Asks the authorizer on behalf of whoever is signed in. */
export async function decide(
  {
    session,
    address,
    userAgent: client,
  }: {
    readonly session: Session
    readonly address: string | undefined
    readonly userAgent: string
  },
  attempt: Attempt,
  { authorizer }: { readonly authorizer: Authorizer },
): Promise<Allowed | Refusal> {
  const from = { client, ...(address !== undefined && { address }) }
  const decision = await authorizer.authorize(credentialOf(session), { ...attempt, ...from })
  if (decision.answer === 'allowed') return decision.proof
  return decision.answer === 'refused' ? decision.refusal : notFound
}

export function credentialOf({ account, authenticatedAt, secondFactor }: Session): SessionCredential {
  return {
    kind: 'session',
    principal: { kind: 'account', id: account.id },
    administrator: account.administrator,
    authenticatedAt,
    secondFactor: { active: secondFactor.active },
  }
}

/** What is not there, and what must not be told from it. */
export const notFound: Refusal = refuse(
  'not_found',
  'There is no page at this address, or none that you may see.',
  'Check the address, or sign in with another account.',
)
