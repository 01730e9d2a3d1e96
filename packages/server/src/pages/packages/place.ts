/** The package that a path names, and where its pages are. */
import { normalPackageName, type Refusal } from '@latchkey/tokens'
import type { Package, Repository } from '../../repositories/index.ts'
import type { House } from '../house.ts'
import { repositoryOf } from '../organizations/repository-of.ts'
import { notFound } from '../permission.ts'
import type { OrganizationVisit } from '../visit.ts'

export interface PackagePlace {
  readonly repository: Repository
  readonly found: Package
  readonly repositoryPath: string
  readonly path: string
}

export async function placeOf(visit: OrganizationVisit, house: House): Promise<PackagePlace | Refusal> {
  const repository = await repositoryOf(visit, house)
  if (repository === undefined) return notFound
  const { ecosystem, organization } = repository
  const name = normalPackageName(ecosystem, visit.parameters['package'] ?? '')
  const found = await house.repositories.findPackage(repository.id, name)
  if (found === undefined) return notFound
  const repositoryPath = `/organizations/${organization.name}/repositories/${ecosystem}`
  return {
    ...{ repository, found, repositoryPath },
    path: `${repositoryPath}/packages/${encodeURIComponent(found.name)}`,
  }
}
