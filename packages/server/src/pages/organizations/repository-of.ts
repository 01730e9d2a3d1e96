/** The repository that a path names. */
import type { Repository } from '../../repositories/index.ts'
import type { House } from '../house.ts'
import type { OrganizationVisit } from '../visit.ts'

export function repositoryOf(
  { organization, parameters }: OrganizationVisit,
  { repositories }: House,
): Promise<Repository | undefined> {
  return repositories.find(organization.name, parameters['ecosystem'] ?? '')
}
