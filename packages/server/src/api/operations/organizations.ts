/** `/organizations`: what an organization is, and who is a member. */
import { z } from '@hono/zod-openapi'
import { refuse } from '@latchkey/tokens'
import { defineOperation } from '../operation.ts'
import { presentOrganization, presentPage, seconds } from '../present.ts'
import {
  listOf,
  memberSchema,
  nameSchema,
  organizationPath,
  organizationSchema,
  pageQuerySchema,
} from '../schemas.ts'

const describe = { action: 'describe' } as const

export const createOrganization = defineOperation({
  id: 'createOrganization',
  method: 'post',
  path: '/organizations',
  summary: 'For administrators on the pages and by local command; refuses every token.',
  permission: { action: 'operator' },
  body: z.strictObject({ name: nameSchema, display_name: nameSchema.optional() }).openapi('NewOrganization'),
  answer: { status: 201, description: 'Never: no token can run the server.', schema: organizationSchema },
  run: async () =>
    refuse(
      'operator_only',
      'No token can run the server.',
      'Make it on the pages, or with npx latchkey-server organization create.',
    ),
})

export const getOrganization = defineOperation({
  id: 'getOrganization',
  method: 'get',
  path: '/organizations/{organization}',
  summary: 'Describes an organization.',
  permission: describe,
  parameters: organizationPath,
  answer: { status: 200, description: 'The organization.', schema: organizationSchema },
  async run({ parameters }, { organizations }) {
    const found = await organizations.byName(parameters.organization)
    return found === undefined ? unknownOrganization : presentOrganization(found)
  },
})

export const listMembers = defineOperation({
  id: 'listMembers',
  method: 'get',
  path: '/organizations/{organization}/members',
  summary: 'Lists the members of an organization by username, with their roles.',
  permission: describe,
  parameters: organizationPath,
  query: pageQuerySchema,
  answer: { status: 200, description: 'A page of members.', schema: listOf(memberSchema) },
  async run({ parameters, query }, { organizations }) {
    const found = await organizations.byName(parameters.organization)
    if (found === undefined) return unknownOrganization
    return presentPage(await organizations.members(found.id, query), ({ account, role, createdAt }) => ({
      username: account.username,
      role,
      created_at: seconds(createdAt),
    }))
  },
})

/** It was there when the request was allowed. */
export const unknownOrganization = refuse(
  'unknown_organization',
  'There is no organization of this name.',
  'Check its name.',
)
