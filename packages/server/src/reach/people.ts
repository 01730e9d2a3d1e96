/** The people of a package: the organization's members, and whoever maintains it without a role. */
import type { SessionCredential } from '../access/index.ts'
import {
  type PageRequest,
  pageOf,
  type Reader,
  rowsFor,
  secondFactorSince,
  startOf,
} from '../storage/index.ts'
import type { ReachPlace } from './reaching.ts'

/** Their ids, to be looked up in. */
export function peopleOf(reader: Reader, { organization, package: { id } }: ReachPlace) {
  const members = reader.selectFrom('members').select('account_id as id')
  const maintainers = reader.selectFrom('maintainers').select('maintainer_id as id')
  return members
    .where('organization_id', '=', organization.id)
    .union(maintainers.where('package_id', '=', id).where('kind', '=', 'account'))
}

/** By username; whoever is disabled can do nothing, and is left out. */
export async function peopleRows(reader: Reader, place: ReachPlace, page: PageRequest) {
  const rows = await reader
    .selectFrom('accounts')
    .leftJoin('members', join =>
      join
        .onRef('members.account_id', '=', 'accounts.id')
        .on('members.organization_id', '=', place.organization.id),
    )
    .leftJoin('maintainers', join =>
      join
        .onRef('maintainers.maintainer_id', '=', 'accounts.id')
        .on('maintainers.kind', '=', 'account')
        .on('maintainers.package_id', '=', place.package.id),
    )
    .select(['accounts.id', 'accounts.username', 'members.role', 'maintainers.maintainer_id'])
    .select(secondFactorSince('accounts.id').as('factor_since'))
    .where('accounts.id', 'in', peopleOf(reader, place))
    .where('accounts.disabled_at', 'is', null)
    .where('accounts.username', '>', startOf(page))
    .orderBy('accounts.username')
    .limit(rowsFor(page))
    .execute()
  return pageOf(
    page,
    rows,
    row => ({
      username: row.username,
      role: row.role ?? undefined,
      maintains: row.maintainer_id !== null,
      credential: sessionOf(row.id, row.factor_since !== null),
    }),
    row => row.username,
  )
}

/** Somebody signed in: what they may do by their role, or as a maintainer. */
function sessionOf(id: string, active: boolean): SessionCredential {
  return {
    ...{ kind: 'session', principal: { kind: 'account', id } },
    ...{ administrator: false, authenticatedAt: 0, secondFactor: { active } },
  }
}
