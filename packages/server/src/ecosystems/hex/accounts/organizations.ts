/** `orgs/ORG`: what an organization is, for whoever may look its packages up; `orgs`: those that one belongs to. */
import { type Refusal, refuse } from '@latchkey/tokens'
import { caveatsOf } from '../../../access/index.ts'
import type { RawResponse } from '../../../http/index.ts'
import type { Organization } from '../../../organizations/index.ts'
import type { RegistryVisit, Route, Visit } from '../../route.ts'
import { answer } from '../wire/index.ts'
import { membershipsInReach, reaches, tokenOf } from './held.ts'
import { instant } from './instant.ts'

export const organizationRoutes: readonly Route[] = [
  { kind: 'registry', method: 'GET', path: '/hex/api/orgs', action: 'identify', handle: list },
  // Of its Hex packages, so that a token that is for Hex alone may ask.
  {
    kind: 'repository',
    method: 'GET',
    path: '/hex/api/orgs/:organization',
    action: 'describe',
    handle: show,
  },
]

async function list({ request, credential, rooms }: RegistryVisit): Promise<RawResponse> {
  const token = tokenOf(credential)
  const { principal } = token
  if (principal.kind === 'account') {
    const memberships = await membershipsInReach(principal.id, token, rooms)
    return answer(
      request,
      200,
      memberships.map(({ organization }) => present(organization)),
    )
  }
  const own = principal.kind === 'organization' ? await rooms.organizations.byId(principal.id) : undefined
  const seen = own !== undefined && reaches(caveatsOf(token), own.name) ? [own] : []
  return answer(request, 200, seen.map(present))
}

async function show({ request, repository, rooms }: Visit): Promise<RawResponse | Refusal> {
  const organization = await rooms.organizations.byId(repository.organization.id)
  return organization === undefined ? unknownOrganization : answer(request, 200, present(organization))
}

/** `billing_active`: where it is not true, clients take the organization for one that did not pay. */
function present({ name, createdAt }: Organization) {
  return {
    name,
    billing_active: true,
    ...{ inserted_at: instant(createdAt), updated_at: instant(createdAt) },
  }
}

/** It was there when the request was let in. */
const unknownOrganization = refuse(
  'unknown_organization',
  'There is no organization of this name.',
  'Check its name.',
)
