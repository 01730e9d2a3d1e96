/** What an event here is about: named in full, so that it stays readable when the thing is gone. */
import type { Package, Repository } from './repository.ts'

export function concerningRepository({ id, ecosystem, organization }: Repository) {
  const subject = { kind: 'repository', id, name: `${ecosystem}:${organization.name}` } as const
  return { organizationId: organization.id, subject }
}

export function concerningPackage({ organization, ecosystem }: Repository, { id, name }: Package) {
  const subject = { kind: 'package', id, name: `${ecosystem}:${organization.name}/${name}` } as const
  return { organizationId: organization.id, subject }
}
