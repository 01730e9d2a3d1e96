/** `.../repositories/{ecosystem}/reservations`: names that no fallback is ever asked for. */

import { z } from '@hono/zod-openapi'
import { refused } from '@latchkey/tokens'
import { decideAgain } from '../../access/index.ts'
import { defineOperation } from '../operation.ts'
import { newReservationSchema, repositoryPath, reservationPath, reservationSchema } from '../schemas.ts'
import { unknownRepository } from './repositories.ts'

const reservations = '/organizations/{organization}/repositories/{ecosystem}/reservations'
const settings = { action: 'administer', administers: 'settings' } as const

export const listReservations = defineOperation({
  id: 'listReservations',
  method: 'get',
  path: reservations,
  summary: 'Lists the names that a repository keeps to itself, beside those of its packages.',
  permission: { action: 'describe' },
  parameters: repositoryPath,
  answer: {
    status: 200,
    description: 'All of them, by name.',
    schema: z.object({ items: z.array(reservationSchema) }),
  },
  async run({ parameters: { organization, ecosystem } }, { repositories }) {
    const repository = await repositories.find(organization, ecosystem)
    if (repository === undefined) return unknownRepository
    const names = await repositories.reservations(repository.id)
    return { items: names.map(name => ({ name })) }
  },
})

export const reserveName = defineOperation({
  id: 'reserveName',
  method: 'post',
  path: reservations,
  summary: 'Keeps a name to a repository before it has such a package: no fallback is asked for it.',
  permission: settings,
  parameters: repositoryPath,
  body: newReservationSchema,
  answer: { status: 201, description: 'It is reserved, or was.', schema: reservationSchema },
  async run({ parameters: { organization, ecosystem }, body, allowed }, house) {
    const { repositories } = house
    const repository = await repositories.find(organization, ecosystem)
    if (repository === undefined) return unknownRepository
    const reserved = await repositories.reserve(repository, [body.name], decideAgain(allowed, house))
    return refused(reserved) ? reserved : { name: reserved[0] ?? body.name }
  },
})

export const releaseName = defineOperation({
  id: 'releaseName',
  method: 'delete',
  path: `${reservations}/{reservation}`,
  summary: 'Gives a reserved name up.',
  permission: settings,
  parameters: reservationPath,
  answer: { status: 200, description: 'It is not reserved any more.', schema: reservationSchema },
  async run({ parameters: { organization, ecosystem, reservation }, allowed }, house) {
    const { repositories } = house
    const repository = await repositories.find(organization, ecosystem)
    if (repository === undefined) return unknownRepository
    const released = await repositories.release(repository, [reservation], decideAgain(allowed, house))
    return refused(released) ? released : { name: released[0] ?? reservation }
  },
})
