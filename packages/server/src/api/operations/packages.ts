/** `.../repositories/{ecosystem}/packages`: what is published, by whom, with what and from where. */
import { z } from '@hono/zod-openapi'
import { normalPackageName, type Refusal, refuse, refused } from '@latchkey/tokens'
import type { FileRecord, Package, Repositories } from '../../repositories/index.ts'
import { defineOperation } from '../operation.ts'
import { presentFile, presentPackage, presentPage } from '../present.ts'
import {
  fileSchema,
  listOf,
  packagePath,
  packageSchema,
  packageWithReleasesSchema,
  pageQuerySchema,
  repositoryPath,
} from '../schemas.ts'
import { unknownRepository } from './repositories.ts'

const describe = { action: 'describe' } as const
const path = '/organizations/{organization}/repositories/{ecosystem}/packages'

export const listPackages = defineOperation({
  id: 'listPackages',
  method: 'get',
  path,
  summary: 'Lists the packages of a repository, by name.',
  permission: describe,
  parameters: repositoryPath,
  query: pageQuerySchema,
  answer: { status: 200, description: 'A page of packages.', schema: listOf(packageSchema) },
  async run({ parameters, query }, { repositories }) {
    const found = await repositories.find(parameters.organization, parameters.ecosystem)
    if (found === undefined) return unknownRepository
    return presentPage(await repositories.packages(found.id, query), presentPackage)
  },
})

export const getPackage = defineOperation({
  id: 'getPackage',
  method: 'get',
  path: `${path}/{package}`,
  summary: 'Describes a package: its versions, and who published each file, with which key and from where.',
  permission: describe,
  parameters: packagePath,
  answer: { status: 200, description: 'The package.', schema: packageWithReleasesSchema },
  async run({ parameters }, { repositories }) {
    const found = await findPackage(repositories, parameters)
    if (refused(found)) return found
    return { ...presentPackage(found), releases: releasesOf(await repositories.fileRecords(found.id)) }
  },
})

export const listFiles = defineOperation({
  id: 'listFiles',
  method: 'get',
  path: `${path}/{package}/files`,
  summary: 'Lists the files of a package, by file name.',
  permission: describe,
  parameters: packagePath,
  answer: { status: 200, description: 'All of them.', schema: z.object({ items: z.array(fileSchema) }) },
  async run({ parameters }, { repositories }) {
    const found = await findPackage(repositories, parameters)
    return refused(found) ? found : { items: (await repositories.fileRecords(found.id)).map(presentFile) }
  },
})

async function findPackage(
  repositories: Repositories,
  { organization, ecosystem, package: name }: z.output<typeof packagePath>,
): Promise<Package | Refusal> {
  const repository = await repositories.find(organization, ecosystem)
  const found =
    repository && (await repositories.findPackage(repository.id, normalPackageName(ecosystem, name)))
  return found ?? unknownPackage
}

function releasesOf(files: readonly FileRecord[]) {
  const newestFirst = [...files].sort((one, other) => other.createdAt - one.createdAt)
  const versions = new Set(newestFirst.map(({ version }) => version))
  return [...versions].map(version => {
    const shown = files.filter(file => file.version === version).map(presentFile)
    return { version, yanked: shown[0]?.yanked ?? null, files: shown }
  })
}

const unknownPackage = refuse(
  'unknown_package',
  'There is no package of this name here.',
  'List the packages of the repository.',
)
