/** `/organizations/{organization}/policy`: what an organization asks of its people and of their keys. */
import type { z } from '@hono/zod-openapi'
import { refused } from '@latchkey/tokens'
import { decideAgain, type Policy } from '../../access/index.ts'
import { defineOperation } from '../operation.ts'
import { policyChangeSchema, policySchema } from '../policy-schemas.ts'
import { organizationPath } from '../schemas.ts'
import { unknownOrganization } from './organizations.ts'

const path = '/organizations/{organization}/policy'

export const getPolicy = defineOperation({
  id: 'getPolicy',
  method: 'get',
  path,
  summary: 'Tells what an organization asks of its people and of their keys.',
  permission: { action: 'describe' },
  parameters: organizationPath,
  answer: { status: 200, description: 'The policy.', schema: policySchema },
  async run({ parameters }, { organizations }) {
    const organization = await organizations.byName(parameters.organization)
    const policy = organization && (await organizations.policy(organization.id))
    return policy === undefined ? unknownOrganization : presentPolicy(policy)
  },
})

export const changePolicy = defineOperation({
  id: 'changePolicy',
  method: 'patch',
  path,
  summary: 'Changes what is named of the policy, at once for everybody.',
  permission: { action: 'administer', administers: 'settings' },
  parameters: organizationPath,
  body: policyChangeSchema,
  answer: { status: 200, description: 'The policy as it is now.', schema: policySchema },
  async run({ parameters, body, allowed }, house) {
    const organization = await house.organizations.byName(parameters.organization)
    if (organization === undefined) return unknownOrganization
    const judge = decideAgain(allowed, house)
    const changed = await house.organizations.setPolicy(organization.id, readChange(body), judge)
    return refused(changed) ? changed : presentPolicy(changed)
  },
})

function presentPolicy(policy: Policy): z.input<typeof policySchema> {
  return {
    require_second_factor: policy.requireSecondFactor,
    keys_need_window: policy.keysNeedWindow,
    longest_key_days: policy.longestKeyDays ?? null,
    key_makers: policy.keyMakers,
    key_exchange: policy.keyExchange,
  }
}

/** `null` takes the limit away; what is not there stays as it is. */
function readChange(body: z.output<typeof policyChangeSchema>): Partial<Policy> {
  const days = body.longest_key_days
  return {
    ...(body.require_second_factor !== undefined && { requireSecondFactor: body.require_second_factor }),
    ...(body.keys_need_window !== undefined && { keysNeedWindow: body.keys_need_window }),
    ...(days !== undefined && { longestKeyDays: days ?? undefined }),
    ...(body.key_makers !== undefined && { keyMakers: body.key_makers }),
    ...(body.key_exchange !== undefined && { keyExchange: body.key_exchange }),
  }
}
