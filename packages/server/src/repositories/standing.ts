/** What somebody is to an organization, a repository and a package, read in one query. */
import { type Principal, pending } from '@latchkey/tokens'
import type { Place, Standing } from '../access/index.ts'
import { policyColumns, readPolicy } from '../organizations/index.ts'
import { prepared, type Reader } from '../storage/index.ts'

/** No row has this id, name or ecosystem: a join on it finds nothing. */
const none = ''

const selectStanding = prepared(
  (
    reader: Reader,
    organization: string,
    ecosystem: string,
    accountId: string,
    packageName: string,
    maintainerKind: MaintainerKey['kind'],
    maintainerId: string,
  ) =>
    reader
      .selectFrom('organizations')
      .leftJoin('repositories', join =>
        join
          .onRef('repositories.organization_id', '=', 'organizations.id')
          .on('repositories.ecosystem', '=', ecosystem),
      )
      .leftJoin('members', join =>
        join
          .onRef('members.organization_id', '=', 'organizations.id')
          .on('members.account_id', '=', accountId),
      )
      .leftJoin('packages', join =>
        join.onRef('packages.repository_id', '=', 'repositories.id').on('packages.name', '=', packageName),
      )
      .leftJoin('maintainers', join =>
        join
          .onRef('maintainers.package_id', '=', 'packages.id')
          .on('maintainers.kind', '=', maintainerKind)
          .on('maintainers.maintainer_id', '=', maintainerId),
      )
      .select([
        'organizations.id as organizationId',
        'repositories.id as repositoryId',
        'repositories.visibility',
        'members.role',
        'packages.id as packageId',
        'maintainers.maintainer_id as maintainerId',
        ...policyColumns,
      ])
      .where('organizations.name', '=', organization),
)

/** See `StandingSource`. */
export async function readStanding(
  reader: Reader,
  principal: Principal,
  credentialId: string | undefined,
  place: Place & { readonly organization: string },
): Promise<Standing | undefined> {
  const maintainer = maintainerOf(principal, credentialId)
  const [row] = await selectStanding(
    reader,
    place.organization,
    place.ecosystem ?? none,
    principal.kind === 'account' ? principal.id : none,
    typeof place.package === 'string' ? place.package : none,
    maintainer.kind,
    maintainer.id,
  )
  if (row === undefined) return undefined

  const isItself = principal.kind === 'organization' && principal.id === row.organizationId
  const { repositoryId } = row
  return {
    role: isItself ? 'owner' : (row.role ?? undefined),
    maintains:
      place.package === pending && repositoryId !== null
        ? await maintainsAny(reader, repositoryId, maintainer)
        : row.maintainerId !== null,
    packageId: row.packageId ?? undefined,
    visibility: row.visibility ?? 'none',
    policy: readPolicy(row),
  }
}

interface MaintainerKey {
  readonly kind: 'account' | 'key'
  readonly id: string
}

/** An organization maintains by the key that published first; a person by the account, whatever the key. */
export function maintainerOf(principal: Principal, credentialId: string | undefined): MaintainerKey {
  if (principal.kind === 'account') return { kind: 'account', id: principal.id }
  return { kind: 'key', id: principal.kind === 'organization' ? (credentialId ?? none) : none }
}

async function maintainsAny(
  reader: Reader,
  repositoryId: string,
  { kind, id }: MaintainerKey,
): Promise<boolean> {
  const row = await reader
    .selectFrom('maintainers')
    .innerJoin('packages', 'packages.id', 'maintainers.package_id')
    .select('packages.id')
    .where('packages.repository_id', '=', repositoryId)
    .where('maintainers.kind', '=', kind)
    .where('maintainers.maintainer_id', '=', id)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}
