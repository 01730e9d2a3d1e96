/** `packages/NAME` and `packages/NAME/releases/VERSION`: what `mix hex.info` prints. */
import { type Refusal, refused } from '@latchkey/tokens'
import type { Package } from '../../../repositories/index.ts'
import type { RepositoryRoute, Visit } from '../../route.ts'
import { packageFacts, versionFacts } from '../names/index.ts'
import { type AnswerValue, answer } from '../wire/index.ts'
import { findPackage, unknownRelease } from './find.ts'
import { presentOwners } from './owners.ts'
import { presentPackage, presentRelease } from './present.ts'
import { releasesOf } from './releases-of.ts'

export const packageRoute: RepositoryRoute = {
  kind: 'repository',
  method: 'GET',
  path: '/hex/api/repos/:organization/packages/:package',
  action: 'describe',
  facts: packageFacts,
  async handle(visit) {
    const found = await findPackage(visit)
    if (refused(found)) return found
    const owners = await presentOwners(visit, found)
    return answer(visit.request, 200, {
      ...presentPackage(visit, found, await releasesOf(visit, found)),
      owners,
    })
  },
}

export const releaseRoute: RepositoryRoute = {
  kind: 'repository',
  method: 'GET',
  path: '/hex/api/repos/:organization/packages/:package/releases/:version',
  action: 'describe',
  facts: versionFacts,
  async handle(visit) {
    const found = await findPackage(visit)
    const release = refused(found) ? found : await showRelease(visit, found, visit.parameters.version ?? '')
    return refused(release) ? release : answer(visit.request, 200, release)
  },
}

export async function showRelease(
  visit: Visit,
  found: Package,
  version: string,
): Promise<AnswerValue | Refusal> {
  const release = (await releasesOf(visit, found)).find(each => each.version === version)
  return release === undefined ? unknownRelease : presentRelease(visit, found, release)
}
