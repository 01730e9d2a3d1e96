/** The repository that a step of set-up is about, as its path names it. */
import type { House } from '../../house.ts'
import type { OrganizationVisit } from '../../visit.ts'

export interface RepositoryPlace {
  readonly ecosystem: string
  /** `pypi:acme` */
  readonly name: string
  /** Of its page. */
  readonly path: string
}

/** Nothing where the organization has no such repository. */
export async function placeOf(
  { organization, parameters }: OrganizationVisit,
  { repositories }: Pick<House, 'repositories'>,
): Promise<(RepositoryPlace & { readonly id: string }) | undefined> {
  const found = await repositories.find(organization.name, parameters['ecosystem'] ?? '')
  if (found === undefined) return undefined
  const { id, ecosystem } = found
  const path = `/organizations/${organization.name}/repositories/${ecosystem}`
  return { id, ecosystem, name: `${ecosystem}:${organization.name}`, path }
}
