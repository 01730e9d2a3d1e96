/** Walks every operation: what each declares is what it demands, and nothing that anybody sends breaks it. */
import { type Action, actions } from '@latchkey/tokens'
import fc from 'fast-check'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { propertyOptions } from '../../../../test/support/runs.ts'
import { embeddedStores } from '../storage/testing/embedded.ts'
import { forEachEngine } from '../storage/testing/stores.ts'
import type { Operation } from './operation.ts'
import { operations } from './operations.ts'
import { type ApiHouse, createApiHouse } from './testing/house.ts'

const open = embeddedStores()

/** A body that each operation takes. */
const bodies: Readonly<Record<string, object>> = {
  createKey: { name: 'made', may: [{ actions: ['read'], targets: ['pypi:acme'] }] },
  createOrganization: { name: 'other', display_name: 'Other' },
  createOrganizationKey: { name: 'made', role: 'read', may: [{ actions: ['read'], targets: ['pypi:acme'] }] },
  renameKey: { name: 'renamed' },
  stepUp: { code: '123456' },
  tightenKey: { networks: ['10.0.0.0/8'] },
  rotateKey: { overlap: 0 },
  revokeKeys: { keys: ['unknown'] },
  renameOrganizationKey: { name: 'renamed' },
  tightenOrganizationKey: { may: [{ actions: ['read'], targets: ['pypi:acme'] }] },
  rotateOrganizationKey: { overlap: 0 },
  revokeOrganizationKeys: { keys: ['unknown'] },
  changePolicy: { keys_need_window: true, longest_key_days: null },
  createRepository: { ecosystem: 'pypi', visibility: 'public' },
  changeRepository: { visibility: 'public' },
  reserveName: { name: 'acme-*' },
  yankVersion: { reason: 'Broken.' },
}

const pathOf = (path: string) =>
  path
    .replace('{organization}', 'acme')
    .replace('{ecosystem}', 'pypi')
    .replace('{package}', 'widget')
    .replace('{version}', '1.0')
    .replace('{file}', 'widget-1.0.tar.gz')
    .replace('{reservation}', 'acme-*')
    .replace('{key}', 'unknown')
    .replace('{login}', 'unknown')

const named = operations.map(operation => ({ ...operation, name: `${operation.method} ${operation.path}` }))

describe('every operation', () => {
  let house: ApiHouse
  let wide: string
  const ask = ({ id, method, path }: Operation, token?: string) =>
    house.call(method.toUpperCase(), pathOf(path), {
      ...(token !== undefined && { token }),
      ...(bodies[id] !== undefined && { body: bodies[id] }),
    })
  const keyFor = async (...allowed: Action[]) => {
    const owner = await house.store.read
      .selectFrom('accounts')
      .selectAll()
      .where('username', '=', 'owner')
      .executeTakeFirstOrThrow()
    const account = { ...owner, administrator: true, createdAt: 0, disabledAt: undefined }
    return (await house.keyOf(account, [{ actions: allowed, targets: ['*'] }])).token.expose()
  }

  beforeEach(async () => {
    house = createApiHouse(await open())
    await house.acme()
    wide = await keyFor(...actions)
  })

  test.each(named)('$name declares its action in the description', async ({ method, path, permission }) => {
    const { body } = await house.call('GET', '/openapi.json')
    const described = body.paths[`/api/v1${path}`][method]
    expect([...actions, 'operator']).toContain(described['x-latchkey-action'])
    expect(described['x-latchkey-action']).toBe(permission.action)
  })

  test.each(named.filter(({ permission }) => permission.action !== 'identify'))(
    '$name refuses a token that may do everything but that',
    async operation => {
      const { action } = operation.permission
      const answer = await ask(operation, await keyFor(...actions.filter(each => each !== action)))
      expect(answer.status).toBe(403)
      expect(answer.body.error.code).toBe(action === 'operator' ? 'operator_only' : 'action_not_allowed')
      expect(answer.headers.get('www-authenticate')).toContain('error="insufficient_scope"')
    },
  )

  test.each(named.filter(({ permission }) => !['identify', 'operator'].includes(permission.action)))(
    '$name lets a token pass that may do that alone',
    async operation => {
      const { action } = operation.permission
      if (action === 'operator') throw new Error('No token is an operator.')
      const answer = await ask(operation, await keyFor(action))
      expect([401, 403]).not.toContain(answer.status)
    },
  )

  test.each(named.filter(({ permission }) => permission.action !== 'operator'))(
    '$name asks who sends no token for one',
    async operation => {
      const answer = await ask(operation)
      expect(answer.status).toBe(401)
      expect(answer.body.error.code).toBe('credential_required')
      expect(answer.headers.get('www-authenticate')).toBe('Bearer realm="latchkey"')
    },
  )

  test.each(named)('$name reads no cookie, a session’s least of all', async ({ id, method, path }) => {
    const answer = await house.call(method.toUpperCase(), pathOf(path), {
      headers: { cookie: '__Host-sid=anything; sid=anything', 'sec-fetch-site': 'same-origin' },
      ...(bodies[id] !== undefined && { body: bodies[id] }),
    })
    expect([401, 403]).toContain(answer.status)
  })

  test.each(named.filter(({ body, permission }) => body !== undefined && permission.action !== 'operator'))(
    '$name does nothing for a key that is revoked while the body is on its way, however slowly it comes',
    async ({ id, method, path }) => {
      const rows = () =>
        Promise.all(
          (['keys', 'repositories', 'reservations', 'events'] as const).map(table =>
            house.store.read.selectFrom(table).selectAll().execute(),
          ),
        )
      let revoked: unknown
      const answer = await house.call(method.toUpperCase(), pathOf(path), {
        ...{ token: wide, body: bodies[id] },
        async meanwhile() {
          const [row] = await house.store.read.selectFrom('keys').select('id').execute()
          await house.keys.revoke(row?.id ?? '', 'local command')
          revoked = await rows()
        },
      })
      expect(answer.status).toBe(401)
      expect(answer.body.error.code).toBe('key_revoked')
      expect(await rows()).toEqual(revoked)
    },
  )

  test.each(named.filter(({ body }) => body !== undefined))(
    '$name takes a JSON object of its own fields and nothing else',
    async operation => {
      const send = (body: unknown, headers: Record<string, string> = {}) =>
        house.call(operation.method.toUpperCase(), pathOf(operation.path), { token: wide, body, headers })
      const valid = bodies[operation.id]
      if (operation.permission.action === 'operator') {
        expect((await send(valid)).status).toBe(403)
        return
      }
      // CVE-2025-61928: who somebody is never comes from a body.
      for (const field of ['user_id', 'userId', 'owner', 'owner_id', 'account', 'created_by', 'id']) {
        const answer = await send({ ...valid, [field]: 'somebody' })
        expect(answer.status).toBe(400)
        expect(answer.body.error.code).toBe('invalid_request')
      }
      const isEmptyTaken = operation.body?.safeParse({}).success
      for (const body of ['', '{', 'null', '[]', '"x"', '7', ...(isEmptyTaken ? [] : ['{}'])])
        expect((await send(body)).status).toBe(400)
      for (const type of [
        'text/plain',
        'application/x-www-form-urlencoded',
        'application/json, text/plain',
        '',
      ]) {
        expect((await send(valid, { 'content-type': type })).status).toBe(415)
      }
      expect((await send({ ...valid, name: 'x'.repeat(70_000) })).status).toBe(413)
    },
  )
})

forEachEngine((_engine, openStore) => {
  let house: ApiHouse
  const tokens: (string | undefined)[] = [undefined, 'latchkey-garbage', 'hunter2 hunter2']

  beforeAll(async () => {
    house = createApiHouse(await openStore())
    const { organization, people } = await house.acme()
    const keys = [
      await house.keyOf(people.owner, [{ actions, targets: ['*'] }]),
      await house.keyOf(people.read, [{ actions, targets: ['*'] }]),
      await house.keyOf(people.owner, [{ actions: ['publish'], targets: ['pypi:acme/widget'] }]),
      await house.keyOfOrganization(organization, 'owner', [{ actions, targets: ['*:acme'] }]),
    ]
    tokens.push(...keys.map(({ token }) => token.expose()))
  })

  const text = fc.oneof(
    fc.constantFrom(
      '\0',
      'a\0b',
      'acme',
      'pypi',
      'widget',
      '*',
      '*:acme',
      'pypi:acme',
      'never',
      '10.0.0.0/8',
      'owner',
      'read',
      '',
    ),
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.string({ unit: 'grapheme', maxLength: 300 }),
  )
  const segment = text.map(each => encodeURIComponent(each) || 'x')
  const json = fc.jsonValue({ maxDepth: 3 })
  /** A body that is nearly right: some fields of the right one exchanged, added or left out. */
  const nearly = (valid: object) =>
    fc
      .dictionary(
        fc.constantFrom(...Object.keys(valid), 'networks', 'expires_at', 'role', 'owner', '__proto__'),
        fc.oneof(json, text),
      )
      .chain(changes =>
        fc.subarray(Object.keys(valid)).map(left => ({
          ...Object.fromEntries(left.map(key => [key, Reflect.get(valid, key)])),
          ...changes,
        })),
      )

  const request = fc.constantFrom(...operations).chain(operation =>
    fc.record({
      operation: fc.constant(operation),
      token: fc.nat(6),
      segments: fc.array(fc.oneof(fc.constant(undefined), segment), { minLength: 3, maxLength: 3 }),
      query: fc.dictionary(fc.oneof(fc.constantFrom('after', 'limit'), text), text, { maxKeys: 3 }),
      body: fc.oneof(json, nearly(bodies[operation.id] ?? {}), fc.constant(bodies[operation.id])),
      type: fc.constantFrom(
        'application/json',
        'application/json; charset=utf-8',
        'text/plain',
        'application/json;x',
      ),
    }),
  )

  test('whatever is sent, the answer is one that the description knows: never a 500, and JSON of the shape that was told', async () => {
    await fc.assert(
      fc.asyncProperty(request, async ({ operation, token, segments, query, body, type }) => {
        let index = 0
        const path = operation.path.replaceAll(/\{\w+\}/g, name => segments[index++] ?? pathOf(name))
        const search = new URLSearchParams(
          Object.entries(query).map(([name, value]): [string, string] => [name, value]),
        )
        const sent = tokens[token]
        const answer = await house.call(operation.method.toUpperCase(), `${path}?${search}`, {
          ...(sent !== undefined && { token: sent }),
          ...(operation.method !== 'get' &&
            body !== undefined && { body: JSON.stringify(body), headers: { 'content-type': type } }),
        })
        expect(house.reports).toEqual([])
        expect(answer.status).toBeLessThan(500)
        if (answer.status >= 400) {
          expect(Object.keys(answer.body)).toEqual(['error'])
          expect(answer.body.error.message).toMatch(/\w.*[.?!]$/s)
        } else {
          expect(answer.status).toBe(operation.answer.status)
          expect(operation.answer.schema.safeParse(answer.body)).toMatchObject({ success: true })
        }
      }),
      propertyOptions(3000),
    )
  })
})
