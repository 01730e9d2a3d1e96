/** `GET auth`: whether a credential may do what a permission says, and whose key it is. */
import { pending, type Refusal, refuse, refused } from '@latchkey/tokens'
import { type Attempt, caveatsOf, type TokenCredential } from '../../../access/index.ts'
import type { RawResponse } from '../../../http/index.ts'
import type { RegistryRoute, RegistryVisit } from '../../route.ts'
import { answer } from '../wire/index.ts'
import { holderOf, tokenOf } from './held.ts'
import { inWords, leavesWhole, type Permission, permissionsIn } from './permissions.ts'
import { readPermission } from './read-permission.ts'

export const checkRoute: RegistryRoute = {
  kind: 'registry',
  method: 'GET',
  path: '/hex/api/auth',
  action: 'identify',
  handle: check,
}

/** 200 with the owner of a key, 204 for a login, which belongs to nobody but the person; else the cause. */
async function check(visit: RegistryVisit): Promise<RawResponse | Refusal> {
  const { request, path, credential, rooms } = visit
  const domain = path.query.get('domain')
  const resource = path.query.get('resource')
  if (domain === null || domain === '') return domainMissing
  // The documentation of a repository is read by whoever may read the repository.
  const permission = readPermission(domain === 'docs' ? 'repository' : domain, resource)
  if (refused(permission)) return refuse('invalid_request', permission.message, permission.next)
  const objection = await objectionTo(permission, visit)
  if (objection !== undefined) return objection
  const token = tokenOf(credential)
  if (token.holder === 'login') return answer(request, 204)
  return answer(request, 200, { key: { name: token.name, owner: await ownerOf(token, rooms) } })
}

/** What is about one place is decided there, on caveats, role and policy alike; the rest hangs on the caveats alone. */
async function objectionTo(
  permission: Permission,
  { credential, decide, rooms }: RegistryVisit,
): Promise<Refusal | undefined> {
  const attempt = attemptOf(permission)
  if (attempt !== undefined) {
    const decision = await decide({ ...attempt, safe: true })
    return decision.answer === 'refused' ? notAllowed(decision.refusal) : undefined
  }
  const token = tokenOf(credential)
  const caveats = caveatsOf(token)
  const holder = await holderOf(token, rooms)
  if (leavesWhole(caveats, permission, holder)) return undefined
  return permissionMissing(permission, permissionsIn(caveats, holder), token)
}

function attemptOf({ domain, resource }: Permission): Attempt | undefined {
  const [organization = '', name = ''] = resource?.split('/') ?? []
  if (domain === 'repository') return { action: 'read', organization, ecosystem: 'hex' }
  if (domain !== 'package') return undefined
  return {
    ...{ action: 'publish', organization, ecosystem: 'hex', package: name },
    version: pending,
    digests: pending,
  }
}

/** Nothing is missing at this address: what is not to be seen is what the credential has no access to. */
function notAllowed({ message, next }: Refusal): Refusal<'access_missing'> {
  return refuse('access_missing', message, next)
}

function permissionMissing(
  asked: Permission,
  found: readonly Permission[],
  { holder, name }: TokenCredential,
): Refusal<'permission_missing'> {
  const has = found.length === 0 ? 'none that Hex knows' : found.map(inWords).join(' and ')
  return refuse(
    'permission_missing',
    `This takes the permission ${inWords(asked)}; the ${holder} "${name}" has ${has}.`,
    `Use one that has the permission ${inWords(asked)}.`,
  )
}

async function ownerOf({ principal }: TokenCredential, { accounts, organizations }: RegistryVisit['rooms']) {
  if (principal.kind === 'nobody') throw new TypeError('A key belongs to somebody.')
  if (principal.kind === 'organization') {
    const organization = await organizations.byId(principal.id)
    return { type: 'organization', name: organization?.name ?? '' }
  }
  const account = await accounts.byId(principal.id)
  return { type: 'user', name: account?.username ?? '' }
}

const domainMissing = refuse(
  'invalid_request',
  'This request does not say what is to be checked.',
  'Add ?domain=repository&resource=ORG, or another permission.',
)
