/** `/organizations/{organization}/repositories`: what an organization publishes. */

import { z } from '@hono/zod-openapi'
import { normalPackageName, refuse, refused } from '@latchkey/tokens'
import { defineOperation } from '../operation.ts'
import { presentPage, presentRepository, seconds } from '../present.ts'
import {
  fileSchema,
  listOf,
  newRepositorySchema,
  organizationPath,
  packagePath,
  packageSchema,
  pageQuerySchema,
  repositoryChangeSchema,
  repositoryPath,
  repositorySchema,
} from '../schemas.ts'
import { unknownOrganization } from './organizations.ts'

const describe = { action: 'describe' } as const
const settings = { action: 'administer', administers: 'settings' } as const

export const listRepositories = defineOperation({
  id: 'listRepositories',
  method: 'get',
  path: '/organizations/{organization}/repositories',
  summary: 'Lists the repositories of an organization, by ecosystem.',
  permission: describe,
  parameters: organizationPath,
  answer: {
    status: 200,
    description: 'All of them: at most one an ecosystem.',
    schema: z.object({ items: z.array(repositorySchema) }),
  },
  async run({ parameters }, { organizations, repositories }) {
    const organization = await organizations.byName(parameters.organization)
    if (organization === undefined) return unknownOrganization
    return { items: (await repositories.list(organization.id)).map(presentRepository) }
  },
})

export const createRepository = defineOperation({
  id: 'createRepository',
  method: 'post',
  path: '/organizations/{organization}/repositories',
  summary: 'Creates the repository of an organization in one ecosystem.',
  permission: settings,
  parameters: organizationPath,
  body: newRepositorySchema,
  answer: { status: 201, description: 'The repository.', schema: repositorySchema },
  async run({ parameters, body }, { organizations, repositories }) {
    const organization = await organizations.byName(parameters.organization)
    if (organization === undefined) return unknownOrganization
    const created = await repositories.create({ organization, ...body })
    return refused(created) ? created : presentRepository(created)
  },
})

export const changeRepository = defineOperation({
  id: 'changeRepository',
  method: 'patch',
  path: '/organizations/{organization}/repositories/{ecosystem}',
  summary: 'Changes who may read a repository.',
  permission: settings,
  parameters: repositoryPath,
  body: repositoryChangeSchema,
  answer: { status: 200, description: 'The repository as it is now.', schema: repositorySchema },
  async run({ parameters, body }, { repositories }) {
    const found = await repositories.find(parameters.organization, parameters.ecosystem)
    if (found === undefined) return unknownRepository
    const changed = await repositories.setVisibility(found.id, body.visibility)
    return refused(changed) ? changed : presentRepository(changed)
  },
})

export const listPackages = defineOperation({
  id: 'listPackages',
  method: 'get',
  path: '/organizations/{organization}/repositories/{ecosystem}/packages',
  summary: 'Lists the packages of a repository, by name.',
  permission: describe,
  parameters: repositoryPath,
  query: pageQuerySchema,
  answer: { status: 200, description: 'A page of packages.', schema: listOf(packageSchema) },
  async run({ parameters, query }, { repositories }) {
    const found = await repositories.find(parameters.organization, parameters.ecosystem)
    if (found === undefined) return unknownRepository
    return presentPage(await repositories.packages(found.id, query), ({ name, displayName, createdAt }) => ({
      name,
      display_name: displayName,
      created_at: seconds(createdAt),
    }))
  },
})

export const listFiles = defineOperation({
  id: 'listFiles',
  method: 'get',
  path: '/organizations/{organization}/repositories/{ecosystem}/packages/{package}/files',
  summary: 'Lists the files of a package, by file name.',
  permission: describe,
  parameters: packagePath,
  answer: { status: 200, description: 'All of them.', schema: z.object({ items: z.array(fileSchema) }) },
  async run({ parameters }, { repositories }) {
    const { organization, ecosystem, package: name } = parameters
    const repository = await repositories.find(organization, ecosystem)
    const found =
      repository && (await repositories.findPackage(repository.id, normalPackageName(ecosystem, name)))
    if (found === undefined) return unknownPackage
    const files = await repositories.files(found.id)
    return {
      items: files.map(({ filename, version, size, sha256, createdAt }) => ({
        filename,
        version,
        size,
        sha256,
        created_at: seconds(createdAt),
      })),
    }
  },
})

const unknownRepository = refuse(
  'unknown_repository',
  'This organization has no such repository.',
  'List its repositories.',
)
const unknownPackage = refuse(
  'unknown_package',
  'There is no package of this name here.',
  'List the packages of the repository.',
)
