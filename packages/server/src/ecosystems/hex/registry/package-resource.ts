/** `packages/NAME`: the releases of one package, with all that a resolver and a fetcher need of them. */
import { type Refusal, refuse } from '@latchkey/tokens'
import type { ListedFile, Repository } from '../../../repositories/index.ts'
import type { EcosystemRooms } from '../../rooms.ts'
import type { RepositoryRoute } from '../../route.ts'
import { compareVersions, packageFacts } from '../names/index.ts'
import { type HexRequirement, readRelease } from '../release.ts'
import { readRetirement, retirementReasons } from '../retirement.ts'
import { type Dependency, packageMessage, type Release } from './messages.ts'
import { answerResource } from './resource.ts'

export const packageResource: RepositoryRoute = {
  kind: 'repository',
  method: 'GET',
  path: '/hex/repo/repos/:organization/packages/:package',
  action: 'read',
  ofRows: true,
  facts: packageFacts,
  handle: visit => {
    const { rooms, repository, parameters } = visit
    const { package: name = '' } = parameters
    return answerResource(visit, `packages/${name}`, () => readPackage(rooms, repository, name))
  },
}

/** A package all of whose releases were deleted is not there, as it is in no list. */
async function readPackage(
  { repositories }: EcosystemRooms,
  repository: Repository,
  name: string,
): Promise<Uint8Array | Refusal> {
  const found = await repositories.findPackage(repository.id, name)
  const files = found === undefined ? [] : await repositories.files(found.id)
  if (files.length === 0) return unknownPackage(name)
  const organization = repository.organization.name
  const releases = files
    .map(file => releaseOf(file, organization))
    .sort((one, other) => compareVersions(one.version, other.version))
  return packageMessage.encode({ releases, name, repository: organization })
}

function releaseOf({ version, sha256, details, retired }: ListedFile, organization: string): Release {
  const { innerChecksum, requirements } = readRelease(details)
  return {
    version,
    inner_checksum: Buffer.from(innerChecksum, 'hex'),
    outer_checksum: Buffer.from(sha256, 'hex'),
    dependencies: requirements.map(requirement => dependencyOf(requirement, organization)),
    retired: retired && statusOf(readRetirement(retired)),
  }
}

/**
 * What goes without saying is left out, as hex.pm does: an application that is called like its package, and the
 * repository that this is. A publisher who names none means the public one (hexpm/hexpm, `Requirement`).
 */
function dependencyOf(
  { name, requirement, optional, app, repository = 'hexpm' }: HexRequirement,
  organization: string,
): Dependency {
  const here = repository === organization || repository === `hexpm:${organization}`
  return {
    package: name,
    requirement,
    optional: optional || undefined,
    app: app === name ? undefined : app,
    repository: here ? undefined : repository,
  }
}

function statusOf({ reason, message }: ReturnType<typeof readRetirement>) {
  return { reason: retirementReasons.indexOf(reason), message: message === '' ? undefined : message }
}

function unknownPackage(name: string): Refusal<'unknown_package'> {
  return refuse(
    'unknown_package',
    `There is no package ${name} here.`,
    'Check its name; the first release makes it.',
  )
}
