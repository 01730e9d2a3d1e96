/** `.../events`: what happened, who did it, by which credential and from where. */
import { z } from '@hono/zod-openapi'
import { refuse } from '@latchkey/tokens'
import {
  type EventList,
  type EventQuery,
  type EventRecord,
  isEventName,
  type Named,
} from '../../audit/index.ts'
import type { ApiHouse } from '../house.ts'
import { defineOperation } from '../operation.ts'
import { presentPage, seconds } from '../present.ts'
import { listOf, organizationPath, pageQuerySchema } from '../schemas.ts'
import { unknownOrganization } from './organizations.ts'

const namedSchema = z
  .object({
    kind: z.string(),
    id: z.string().nullable(),
    name: z
      .string()
      .nullable()
      .openapi({ description: 'Null where it is not known any more; the id stays.' }),
  })
  .openapi('Named')

const eventSchema = z
  .object({
    id: z.string(),
    what: z
      .string()
      .openapi({ example: 'key.revoked', description: 'More may come; none changes its name.' }),
    at: z.int().openapi({ description: 'Unix seconds.' }),
    actor: namedSchema.openapi({
      description: 'Who did it: account, organization, operator or nobody.',
    }),
    credential: namedSchema.nullable().openapi({ description: 'By what the actor was known.' }),
    address: z.string().nullable(),
    client: z.string().nullable().openapi({ example: 'twine/4.0.2' }),
    subject: namedSchema.nullable().openapi({ description: 'What it happened to, named as it was.' }),
    organization: z.string().nullable(),
    details: z.record(z.string(), z.unknown()),
  })
  .openapi('Event')

const query = pageQuerySchema.extend({
  what: z.string().optional().openapi({ example: 'key.revoked', description: 'Only events of this name.' }),
  key: z
    .string()
    .optional()
    .openapi({ description: 'Only what was done with the key of this id, or to it.' }),
  login: z
    .string()
    .optional()
    .openapi({ description: 'Only what was done with the login of this id, or to it.' }),
})

const answer = { status: 200, description: 'A page of events.', schema: listOf(eventSchema) } as const

export const listOwnEvents = defineOperation({
  id: 'listOwnEvents',
  method: 'get',
  path: '/events',
  summary: 'Lists what you did and what happened to you, the newest first.',
  permission: { action: 'account' },
  query,
  answer,
  async run({ allowed, query }, house) {
    const { principal } = allowed.access
    if (principal.kind !== 'account') throw new TypeError('Only a person has events of their own.')
    return listed(house, { of: principal.id }, query)
  },
})

export const listOrganizationEvents = defineOperation({
  id: 'listOrganizationEvents',
  method: 'get',
  path: '/organizations/{organization}/events',
  summary: 'Lists what happened in an organization, the newest first.',
  permission: { action: 'administer', administers: 'settings' },
  parameters: organizationPath,
  query,
  answer,
  async run({ parameters, query }, house) {
    const organization = await house.organizations.byName(parameters.organization)
    return organization === undefined ? unknownOrganization : listed(house, { of: organization.id }, query)
  },
})

async function listed(
  { audit }: ApiHouse,
  list: EventList,
  { what, ...rest }: Omit<EventQuery, 'what'> & { readonly what?: string },
) {
  if (what !== undefined && !isEventName(what)) return unknownEvent
  return presentPage(await audit.list(list, { ...rest, ...(what !== undefined && { what }) }), presentEvent)
}

function presentEvent(event: EventRecord): z.input<typeof eventSchema> {
  const { id, what, at, actor, credential, address, client, subject, organization, details } = event
  return {
    ...{ id, what, at: seconds(at), details: { ...details } },
    actor: presentNamed(actor),
    credential: credential === undefined ? null : presentNamed(credential),
    address: address ?? null,
    client: client ?? null,
    subject: subject === undefined ? null : presentNamed(subject),
    organization: organization?.name ?? null,
  }
}

function presentNamed({ kind, id, name }: Named): z.input<typeof namedSchema> {
  return { kind, id: id ?? null, name: name ?? null }
}

const unknownEvent = refuse(
  'invalid_request',
  'There is no event of that name.',
  'Leave it out, and take a name from the list.',
)
