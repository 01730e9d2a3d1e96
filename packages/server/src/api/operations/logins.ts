/** `/logins`: what the person behind the token let in, and ending it. */
import { z } from '@hono/zod-openapi'
import { refused } from '@latchkey/tokens'
import type { Allowed } from '../../access/index.ts'
import { causeOf } from '../../audit/index.ts'
import type { Login } from '../../logins/index.ts'
import { defineOperation } from '../operation.ts'
import { presentPage, seconds } from '../present.ts'
import { listOf, loginPath, loginSchema, pageQuerySchema } from '../schemas.ts'

const permission = { action: 'account' } as const

export const listLogins = defineOperation({
  id: 'listLogins',
  method: 'get',
  path: '/logins',
  summary: 'Lists the programs that you let into your account, the newest first, ended ones too.',
  permission,
  query: pageQuerySchema,
  answer: { status: 200, description: 'A page of logins.', schema: listOf(loginSchema) },
  run: async ({ allowed, query }, { logins }) =>
    presentPage(await logins.list(personOf(allowed), query), presentLogin),
})

export const endLogin = defineOperation({
  id: 'endLogin',
  method: 'delete',
  path: '/logins/{login}',
  summary: 'Ends one of your logins, at once and with every token made from it.',
  permission,
  parameters: loginPath,
  answer: { status: 200, description: 'The login, ended.', schema: loginSchema },
  async run({ parameters, allowed }, { logins }) {
    const ended = await logins.end(parameters.login, personOf(allowed), causeOf(allowed))
    return refused(ended) ? ended : presentLogin(ended)
  },
})

export const endLogins = defineOperation({
  id: 'endLogins',
  method: 'post',
  path: '/logins/end',
  summary: 'Ends all your logins, that of this token too if it is one.',
  permission,
  answer: {
    status: 200,
    description: 'How many there were.',
    schema: z.object({ ended: z.int() }).openapi('EndedLogins'),
  },
  run: async ({ allowed }, { logins }) => ({
    ended: await logins.endAll(personOf(allowed), causeOf(allowed)),
  }),
})

/** `account` is for persons: the decision said so. */
function personOf({ access: { principal } }: Allowed): string {
  if (principal.kind !== 'account') throw new TypeError('Only a person has logins.')
  return principal.id
}

function presentLogin(login: Login): z.input<typeof loginSchema> {
  const { id, client, deviceName, scope, createdAt, expiresAt, endedAt, endedBecause, lastUsed } = login
  return {
    ...{ id, client, scope, device_name: deviceName ?? null },
    ...{ created_at: seconds(createdAt), expires_at: seconds(expiresAt) },
    ended: endedAt === undefined ? null : { at: seconds(endedAt), because: endedBecause ?? 'ended' },
    last_used: lastUsed
      ? { at: seconds(lastUsed.at), address: lastUsed.address ?? null, client: lastUsed.client ?? null }
      : null,
  }
}
