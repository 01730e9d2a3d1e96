/** `users/me` and `users/NAME`: who somebody is, for whoever shares an organization with them. */
import { type Refusal, refuse } from '@latchkey/tokens'
import { caveatsOf, type TokenCredential } from '../../../access/index.ts'
import type { Account } from '../../../accounts/index.ts'
import type { RawResponse } from '../../../http/index.ts'
import type { RegistryRoute, RegistryVisit } from '../../route.ts'
import { answer } from '../wire/index.ts'
import { membershipsInReach, reaches, tokenOf } from './held.ts'
import { instant } from './instant.ts'

export const userRoutes: readonly RegistryRoute[] = [
  { kind: 'registry', method: 'GET', path: '/hex/api/users/me', action: 'identify', handle: showMe },
  { kind: 'registry', method: 'GET', path: '/hex/api/users/:name', action: 'identify', handle: showUser },
]

/** Clients crash where `organizations` is missing; only of oneself are they told. */
async function showMe({ request, credential, rooms }: RegistryVisit): Promise<RawResponse | Refusal> {
  const token = tokenOf(credential)
  const account = token.principal.kind === 'account' && (await rooms.accounts.byId(token.principal.id))
  if (!account) return noPerson
  const memberships = await membershipsInReach(account.id, token, rooms)
  const organizations = memberships.map(({ organization, role }) => ({ name: organization.name, role }))
  const packages = await packagesOf(account, token, rooms)
  return answer(request, 200, { ...present(account, rooms.origin), organizations, packages })
}

/** Those that they maintain, as `mix hex.owner packages` lists them. */
async function packagesOf(
  { id }: Account,
  token: TokenCredential,
  { repositories, origin }: RegistryVisit['rooms'],
) {
  const caveats = caveatsOf(token)
  const maintained = await repositories.maintainedBy(id, 'hex')
  return maintained
    .filter(({ organization, name }) => reaches(caveats, organization, name))
    .map(({ organization, name }) => ({
      ...{ name, repository: organization },
      url: `${origin}/hex/api/repos/${organization}/packages/${name}`,
      html_url: `${origin}/organizations/${organization}/repositories/hex/packages/${name}`,
    }))
}

async function showUser(visit: RegistryVisit): Promise<RawResponse | Refusal> {
  const { request, parameters, rooms } = visit
  const account = await rooms.accounts.byUsername(parameters.name ?? '')
  if (account === undefined || !(await isKnownTo(account, visit))) return unknownUser
  return answer(request, 200, present(account, rooms.origin))
}

/** Oneself, and whoever is in an organization with the caller that the token was meant for. */
async function isKnownTo({ id }: Account, { credential, rooms }: RegistryVisit): Promise<boolean> {
  const token = tokenOf(credential)
  const { principal } = token
  if (principal.kind === 'account' && principal.id === id) return true
  const theirs = await rooms.organizations.memberships(id)
  if (principal.kind === 'organization') {
    return theirs.some(
      ({ organization }) => organization.id === principal.id && reaches(caveatsOf(token), organization.name),
    )
  }
  if (principal.kind === 'nobody') return false
  const mine = await membershipsInReach(principal.id, token, rooms)
  return mine.some(({ organization }) => theirs.some(each => each.organization.id === organization.id))
}

function present({ username, createdAt }: Account, origin: string) {
  return {
    username,
    ...{ full_name: null, handles: {} },
    url: `${origin}/hex/api/users/${username}`,
    ...{ inserted_at: instant(createdAt), updated_at: instant(createdAt) },
  }
}

const noPerson = refuse(
  'unknown_account',
  'This key belongs to an organization, and an organization is no user.',
  'Use a key of your own, or log in with mix hex.user auth.',
)

const unknownUser = refuse(
  'unknown_account',
  'There is no user of this name in your organizations.',
  'Check the name.',
)
