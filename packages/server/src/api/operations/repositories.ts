/** `/organizations/{organization}/repositories`: what an organization publishes. */

import { z } from '@hono/zod-openapi'
import { refuse, refused } from '@latchkey/tokens'
import { decideAgain } from '../../access/index.ts'
import { defineOperation } from '../operation.ts'
import { presentRepository } from '../present.ts'
import {
  newRepositorySchema,
  organizationPath,
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
  async run({ parameters, body, allowed }, house) {
    const { organizations, repositories } = house
    const organization = await organizations.byName(parameters.organization)
    if (organization === undefined) return unknownOrganization
    const created = await repositories.create({ organization, ...body }, decideAgain(allowed, house))
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
  async run({ parameters, body, allowed }, house) {
    const { repositories } = house
    const found = await repositories.find(parameters.organization, parameters.ecosystem)
    if (found === undefined) return unknownRepository
    const changed = await repositories.setVisibility(found.id, body.visibility, decideAgain(allowed, house))
    return refused(changed) ? changed : presentRepository(changed)
  },
})

export const unknownRepository = refuse(
  'unknown_repository',
  'This organization has no such repository.',
  'List its repositories.',
)
