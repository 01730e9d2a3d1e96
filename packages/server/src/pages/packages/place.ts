/** The package that a path names, and where its pages are. */
import { normalPackageName, type Refusal } from '@latchkey/tokens'
import type { Package, Repository } from '../../repositories/index.ts'
import type { House } from '../house.ts'
import { notFound } from '../permission.ts'
import type { OrganizationVisit } from '../visit.ts'

export interface PackagePlace {
  readonly repository: Repository
  readonly found: Package
  readonly repositoryPath: string
  readonly path: string
}

export async function placeOf(
  { organization, parameters }: OrganizationVisit,
  { repositories }: House,
): Promise<PackagePlace | Refusal> {
  const { ecosystem = '', package: name = '' } = parameters
  const repository = await repositories.find(organization.name, ecosystem)
  const found =
    repository && (await repositories.findPackage(repository.id, normalPackageName(ecosystem, name)))
  if (repository === undefined || found === undefined) return notFound
  const repositoryPath = `/organizations/${organization.name}/repositories/${ecosystem}`
  return {
    repository,
    found,
    repositoryPath,
    path: `${repositoryPath}/packages/${encodeURIComponent(found.name)}`,
  }
}
