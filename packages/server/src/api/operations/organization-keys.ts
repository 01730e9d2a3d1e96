/** `/organizations/{organization}/keys`: the keys of an organization. */
import { refused } from '@latchkey/tokens'
import { readNewKey } from '../new-key.ts'
import { defineOperation } from '../operation.ts'
import { judgeOfKeyRole } from '../permission.ts'
import { presentKey, presentPage } from '../present.ts'
import {
  keySchema,
  listOf,
  madeKeySchema,
  newOrganizationKeySchema,
  organizationPath,
  pageQuerySchema,
} from '../schemas.ts'
import { unknownOrganization } from './organizations.ts'

const permission = { action: 'administer', administers: 'keys' } as const

export const listOrganizationKeys = defineOperation({
  id: 'listOrganizationKeys',
  method: 'get',
  path: '/organizations/{organization}/keys',
  summary: 'Lists the keys of an organization, the newest first, revoked and expired ones too.',
  permission,
  parameters: organizationPath,
  query: pageQuerySchema,
  answer: { status: 200, description: 'A page of keys.', schema: listOf(keySchema) },
  async run({ parameters, query }, { organizations, keys }) {
    const organization = await organizations.byName(parameters.organization)
    if (organization === undefined) return unknownOrganization
    return presentPage(await keys.list({ kind: 'organization', id: organization.id }, query), presentKey)
  },
})

export const createOrganizationKey = defineOperation({
  id: 'createOrganizationKey',
  method: 'post',
  path: '/organizations/{organization}/keys',
  summary: 'Makes a key of an organization, with a role no higher than yours.',
  permission,
  parameters: organizationPath,
  body: newOrganizationKeySchema,
  answer: { status: 201, description: 'The key, and its text this once.', schema: madeKeySchema },
  async run({ parameters, body, allowed }, house) {
    const input = readNewKey(body)
    if (refused(input)) return input
    const by = judgeOfKeyRole(allowed, parameters.organization, body.role, house)
    const organization = await house.organizations.byName(parameters.organization)
    if (organization === undefined) return unknownOrganization
    const owner = { kind: 'organization', id: organization.id } as const
    const made = await house.keys.create({ ...input, owner, role: body.role, by })
    return refused(made) ? made : { key: presentKey(made.key), token: made.token.expose() }
  },
})
