/** Where a person belongs: their first organizations, with the repositories of each. */
import type { Account } from '../../accounts/index.ts'
import type { Membership } from '../../organizations/index.ts'
import type { Repository } from '../../repositories/index.ts'
import type { House } from '../house.ts'

export interface Place extends Membership {
  readonly repositories: readonly Repository[]
}

export interface Places {
  readonly shown: readonly Place[]
  /** Of more organizations than are shown only the names are known. */
  readonly more: readonly Membership[]
}

/** As many as one looks over. */
const most = 8

export async function placesOf(
  { id }: Pick<Account, 'id'>,
  { organizations, repositories }: Pick<House, 'organizations' | 'repositories'>,
): Promise<Places> {
  const memberships = await organizations.memberships(id)
  const shown = await Promise.all(
    memberships
      .slice(0, most)
      .map(async each => ({ ...each, repositories: await repositories.list(each.organization.id) })),
  )
  return { shown, more: memberships.slice(most) }
}
