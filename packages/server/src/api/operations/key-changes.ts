/** What is asked about and done with a key that is there, by its id: the same for a person's keys and for an organization's. */
import { z } from '@hono/zod-openapi'
import { type Refusal, refuse, refused } from '@latchkey/tokens'
import { type Allowed, decideAgain, type Judge } from '../../access/index.ts'
import { type Key, tighteningCaveats } from '../../keys/index.ts'
import type { ApiHouse } from '../house.ts'
import { groundOfRole, isTheirs } from '../key-ground.ts'
import {
  keyNameSchema,
  keyRotationSchema,
  keySelectionSchema,
  keysSchema,
  keyTighteningSchema,
  keyUsageSchema,
  publishedWithKeySchema,
  rotatedKeySchema,
} from '../key-schemas.ts'
import { defineOperation, type Operation } from '../operation.ts'
import type { ApiPermission } from '../permission.ts'
import { presentKey, presentPage, seconds } from '../present.ts'
import {
  keyPath,
  keySchema,
  listOf,
  organizationKeyPath,
  organizationPath,
  pageQuerySchema,
} from '../schemas.ts'

/** Whose keys, and where. */
interface Place {
  readonly path: string
  /** How operations are called: `renameKey`, `renameOrganizationKey`. */
  readonly noun: string
  readonly whose: string
  readonly permission: ApiPermission
  /** What the path of all the keys names, and that of one. */
  readonly all: z.ZodObject
  readonly one: z.ZodType<{ key: string }> & z.ZodObject
  /** The ground for changing these keys. */
  ground(allowed: Allowed, keys: readonly string[], house: ApiHouse): Promise<Judge>
}

export const ownKeyChanges = changesOf({
  path: '/keys',
  noun: 'Key',
  whose: 'of yours',
  permission: { action: 'account' },
  all: z.object({}),
  one: keyPath,
  ground: async (allowed, _keys, house) => decideAgain(allowed, house),
})

export const organizationKeyChanges = changesOf({
  path: '/organizations/{organization}/keys',
  noun: 'OrganizationKey',
  whose: 'of an organization',
  permission: { action: 'administer', administers: 'keys' },
  all: organizationPath,
  one: organizationKeyPath,
  ground: groundOfRole,
})

function changesOf(place: Place): readonly Operation[] {
  const { path, noun, whose, permission, all, one, ground } = place
  return [
    defineOperation({
      id: `listFilesOf${noun}`,
      method: 'get',
      path: `${path}/{key}/files`,
      summary: `Lists what was published with a key ${whose}, the newest first.`,
      permission,
      parameters: one,
      query: pageQuerySchema,
      answer: { status: 200, description: 'A page of files.', schema: listOf(publishedWithKeySchema) },
      async run({ parameters, query, allowed }, house) {
        const key = await findTheirs(parameters.key, allowed, house)
        if (refused(key)) return key
        const files = await house.keys.publishedWith(key.id, query)
        return presentPage(files, ({ createdAt, ...file }) => ({ ...file, created_at: seconds(createdAt) }))
      },
    }),
    defineOperation({
      id: `listUsageOf${noun}`,
      method: 'get',
      path: `${path}/{key}/usage`,
      summary: `Lists what a key ${whose} was used for by day, the newest first.`,
      permission,
      parameters: one,
      query: pageQuerySchema,
      answer: { status: 200, description: 'A page of uses.', schema: listOf(keyUsageSchema) },
      async run({ parameters, query, allowed }, house) {
        const key = await findTheirs(parameters.key, allowed, house)
        if (refused(key)) return key
        return presentPage(
          await house.keys.usage(key.id, query),
          ({ day, target, client, network, ...use }) => ({
            ...use,
            ...{
              day: seconds(day),
              target: target ?? null,
              client: client ?? null,
              network: network ?? null,
            },
          }),
        )
      },
    }),
    defineOperation({
      id: `rename${noun}`,
      method: 'patch',
      path: `${path}/{key}`,
      summary: `Renames a key ${whose}.`,
      permission,
      parameters: one,
      body: keyNameSchema,
      answer: { status: 200, description: 'The key, renamed.', schema: keySchema },
      async run({ parameters, body, allowed }, house) {
        const by = await ground(allowed, [parameters.key], house)
        const renamed = await house.keys.rename(parameters.key, body.name, by)
        return refused(renamed) ? renamed : presentKey(renamed)
      },
    }),
    defineOperation({
      id: `tighten${noun}`,
      method: 'post',
      path: `${path}/{key}/tighten`,
      summary: `Restricts a key ${whose} further, at once and with every token made from it. It never allows more.`,
      permission,
      parameters: one,
      body: keyTighteningSchema,
      answer: { status: 200, description: 'The key, tightened.', schema: keySchema },
      async run({ parameters, body, allowed }, house) {
        const { may: allow = [], networks = [], expires_at: expires } = body
        const caveats = tighteningCaveats({ allow, networks })
        if (refused(caveats)) return caveats
        const by = await ground(allowed, [parameters.key], house)
        const expiresAt = expires === undefined ? {} : { expiresAt: expires * 1000 }
        const tightened = await house.keys.tighten(parameters.key, { caveats, ...expiresAt }, by)
        return refused(tightened) ? tightened : presentKey(tightened)
      },
    }),
    defineOperation({
      id: `rotate${noun}`,
      method: 'post',
      path: `${path}/{key}/rotate`,
      summary: `Makes the key that takes the place of one ${whose}, which dies after an overlap.`,
      permission,
      parameters: one,
      body: keyRotationSchema,
      answer: {
        status: 201,
        description: 'Both keys, and the text of the new one this once.',
        schema: rotatedKeySchema,
      },
      async run({ parameters, body, allowed }, house) {
        const by = await ground(allowed, [parameters.key], house)
        const overlap = body.overlap === undefined ? {} : { overlap: body.overlap * 1000 }
        const rotated = await house.keys.rotate({ id: parameters.key, by, ...overlap })
        if (refused(rotated)) return rotated
        const { key, old, token } = rotated
        return { key: presentKey(key), token: token.expose(), old: presentKey(old) }
      },
    }),
    defineOperation({
      id: `revoke${noun}`,
      method: 'delete',
      path: `${path}/{key}`,
      summary: `Revokes a key ${whose}, at once and with every token made from it.`,
      permission,
      parameters: one,
      answer: { status: 200, description: 'The key, revoked.', schema: keySchema },
      async run({ parameters, allowed }, house) {
        const by = await ground(allowed, [parameters.key], house)
        const revoked = await house.keys.revoke(parameters.key, by)
        return refused(revoked) ? revoked : presentKey(revoked)
      },
    }),
    defineOperation({
      id: `revoke${noun}s`,
      method: 'post',
      path: `${path}/revoke`,
      summary: `Revokes several keys ${whose}: all of them, or none where one is unknown.`,
      permission,
      parameters: all,
      body: keySelectionSchema,
      answer: { status: 200, description: 'The keys, revoked.', schema: keysSchema },
      async run({ body, allowed }, house) {
        const by = await ground(allowed, body.keys, house)
        const revoked = await house.keys.revokeMany(body.keys, by)
        return refused(revoked) ? revoked : { items: revoked.map(presentKey) }
      },
    }),
  ]
}

/** A key of somebody else is as unknown as one that never was. */
async function findTheirs(
  id: string,
  allowed: Allowed,
  house: ApiHouse,
): Promise<Key | Refusal<'unknown_key'>> {
  const key = await house.keys.byId(id)
  return key !== undefined && (await isTheirs(key, allowed, house)) ? key : unknownKey
}

const unknownKey = refuse('unknown_key', 'There is no such key.', 'List the keys to see which there are.')
