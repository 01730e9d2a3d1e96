/** `/keys`: the keys of whoever the token stands for. */
import { refused } from '@latchkey/tokens'
import { type Allowed, decideAgain } from '../../access/index.ts'
import type { KeyOwner } from '../../keys/index.ts'
import { readNewKey } from '../new-key.ts'
import { defineOperation } from '../operation.ts'
import { presentKey, presentPage } from '../present.ts'
import { keySchema, listOf, madeKeySchema, newKeySchema, pageQuerySchema } from '../schemas.ts'

const permission = { action: 'account' } as const

export const listKeys = defineOperation({
  id: 'listKeys',
  method: 'get',
  path: '/keys',
  summary: 'Lists your keys, the newest first, revoked and expired ones too.',
  permission,
  query: pageQuerySchema,
  answer: { status: 200, description: 'A page of keys.', schema: listOf(keySchema) },
  run: async ({ allowed, query }, { keys }) =>
    presentPage(await keys.list(ownerOf(allowed), query), presentKey),
})

export const createKey = defineOperation({
  id: 'createKey',
  method: 'post',
  path: '/keys',
  summary: 'Makes a key of yours. It keeps every restriction of the token that makes it.',
  permission,
  body: newKeySchema,
  answer: { status: 201, description: 'The key, and its text this once.', schema: madeKeySchema },
  async run({ allowed, body }, house) {
    const input = readNewKey(body)
    if (refused(input)) return input
    const made = await house.keys.create({
      ...input,
      owner: ownerOf(allowed),
      by: decideAgain(allowed, house),
    })
    return refused(made) ? made : { key: presentKey(made.key), token: made.token.expose() }
  },
})

/** `account` is for persons: the decision said so. */
function ownerOf({ access: { principal } }: Allowed): KeyOwner {
  if (principal.kind !== 'account') throw new TypeError('Only a person has keys of their own.')
  return principal
}
