/** `names` and `versions`: every package of a repository, for clients that look at all of it. */
import type { ListedVersion } from '../../../repositories/index.ts'
import type { RepositoryRoute } from '../../route.ts'
import { compareVersions } from '../names/index.ts'
import { names, type Versions, versions } from './messages.ts'
import { answerResource } from './resource.ts'

export const namesResource: RepositoryRoute = {
  kind: 'repository',
  method: 'GET',
  path: '/hex/repo/repos/:organization/names',
  action: 'read',
  ofRows: true,
  handle: visit =>
    answerResource(visit, 'names', async () => {
      const { rooms, repository } = visit
      const packages = listPackages(await rooms.repositories.versions(repository.id))
      return names.encode({ packages, repository: repository.organization.name })
    }),
}

export const versionsResource: RepositoryRoute = {
  kind: 'repository',
  method: 'GET',
  path: '/hex/repo/repos/:organization/versions',
  action: 'read',
  ofRows: true,
  handle: visit =>
    answerResource(visit, 'versions', async () => {
      const { rooms, repository } = visit
      const packages = listPackages(await rooms.repositories.versions(repository.id))
      return versions.encode({ packages, repository: repository.organization.name })
    }),
}

/** By name, and the versions of each from the oldest to the newest, as hex.pm lists them. */
function listPackages(all: readonly ListedVersion[]): Versions['packages'] {
  const byPackage = new Map<string, ListedVersion[]>()
  for (const each of all) {
    const listed = byPackage.get(each.package)
    if (listed === undefined) byPackage.set(each.package, [each])
    else listed.push(each)
  }
  return [...byPackage].map(([name, listed]) => {
    const sorted = listed.toSorted((one, other) => compareVersions(one.version, other.version))
    return {
      name,
      versions: sorted.map(({ version }) => version),
      retired: sorted.flatMap(({ retired }, index) => (retired === undefined ? [] : [index])),
    }
  })
}
