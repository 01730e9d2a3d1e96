/** What the API does, by what its callers see. */

import { attenuate, readToken, writeToken } from '@latchkey/tokens'
import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import { operator } from '../audit/index.ts'
import { preconfigured } from '../clients/index.ts'
import { rememberCredentials } from '../credentials/index.ts'
import { unrecorded } from '../storage/testing/recorded.ts'
import { forEachEngine } from '../storage/testing/stores.ts'
import { type ApiHouse, createApiHouse, granted } from './testing/house.ts'

const publishWidget = { actions: ['publish'], targets: ['pypi:acme/widget'] }
const manageKeys = { actions: ['account'], targets: ['*'] }

forEachEngine((_engine, open) => {
  let house: ApiHouse

  beforeEach(async () => {
    house = createApiHouse(await open())
  })

  describe('validate', () => {
    test('says who a person’s key stands for, with role, rows, words and expiry', async () => {
      const { organization, people } = await house.acme()
      const expiresAt = house.clock.now() + 86_400_000
      const { token, key } = await house.keyOf(people.write, [publishWidget], {
        expiresAt,
        networks: ['192.0.2.0/24'],
      })
      const { status, body } = await house.call('GET', '/validate', { token })
      expect(status).toBe(200)
      expect(body).toEqual({
        identity: { kind: 'account', id: people.write.id, name: 'write' },
        key: { id: key.id, name: key.name, expires_at: expiresAt / 1000 },
        organizations: [{ id: organization.id, name: 'acme', display_name: 'acme', role: 'write' }],
        may: {
          rows: [[publishWidget]],
          words: ['may only publish pypi:acme/widget', 'only from 192.0.2.0/24'],
        },
        expires_at: expiresAt / 1000,
      })
    })

    test('says what was taken away offline, and the earlier end', async () => {
      const { people } = await house.acme()
      const { token } = await house.keyOf(people.write, [publishWidget])
      const until = Math.floor(house.clock.now() / 1000) + 60
      const narrowed = attenuate(
        granted(readToken(token.expose())),
        { kind: 'expires', expiresAt: until, notBefore: 0 },
        { kind: 'version', versions: ['1.0'] },
      )
      const { body } = await house.call('GET', '/validate', { token: writeToken(narrowed) })
      expect(body.expires_at).toBe(until)
      expect(body.may.words).toContain('only version 1.0')
    })

    test('says which login a token is of, and until when that token works', async () => {
      const { organization, people } = await house.acme()
      const { login, tokens } = await house.loginOf(people.write, { scope: 'api:read repositories' })
      const { status, body } = await house.call('GET', '/validate', { token: tokens.accessToken })
      expect(status).toBe(200)
      expect(body).toEqual({
        identity: { kind: 'account', id: people.write.id, name: 'write' },
        login: { id: login.id, name: 'latchkey', expires_at: login.expiresAt / 1000 },
        organizations: [{ id: organization.id, name: 'acme', display_name: 'acme', role: 'write' }],
        may: {
          rows: [
            [
              { actions: ['describe'], targets: ['*'] },
              { actions: ['read'], targets: ['*'] },
            ],
          ],
          words: expect.any(Array),
        },
        expires_at: house.clock.now() / 1000 + 1800,
      })
    })

    test('says of a login of Hex which organizations it administers as soon as they are joined and left, also from memory', async () => {
      const epoch = { confirmed: () => 1 }
      house = createApiHouse(house.store, small =>
        rememberCredentials(small.credentials, { ...small, epoch }),
      )
      const { organization, people } = await house.acme()
      const client = preconfigured.find(({ ecosystem }) => ecosystem === 'hex')
      const { tokens } = await house.loginOf(people.write, { ...(client && { client }), scope: 'api:write' })
      const administered = async () => {
        const { body } = await house.call('GET', '/validate', { token: tokens.accessToken })
        const rows: { actions: string[]; targets: string[] }[] = body.may.rows.flat()
        return rows.filter(({ actions }) => actions.includes('administer')).flatMap(({ targets }) => targets)
      }
      expect(await administered()).toEqual(['*:acme'])
      await house.member(await house.organization('beta', people.admin), people.write, 'read')
      expect(await administered()).toEqual(['*:acme', '*:beta'])
      const membership = { organizationId: organization.id, accountId: people.write.id }
      granted(await house.organizations.removeMember(membership, operator))
      expect(await administered()).toEqual(['*:beta'])
    })

    test('tells a key and what was made from it apart, asked in turn while nobody writes', async () => {
      const { people } = await house.acme()
      const { token } = await house.keyOf(people.write, [publishWidget])
      const version = { kind: 'version', versions: ['1.0'] } as const
      const narrowed = writeToken(attenuate(granted(readToken(token.expose())), version))
      for (let round = 0; round < 2; round += 1) {
        const whole = await house.call('GET', '/validate', { token })
        const part = await house.call('GET', '/validate', { token: narrowed })
        expect(whole.body.may.words).not.toContain('only version 1.0')
        expect(part.body.may.words).toContain('only version 1.0')
      }
    })

    test('says who an organization’s key stands for', async () => {
      const { organization } = await house.acme()
      const { token } = await house.keyOfOrganization(organization, 'write', [publishWidget])
      const { body } = await house.call('GET', '/validate', { token })
      expect(body.identity).toEqual({ kind: 'organization', id: organization.id, name: 'acme' })
      expect(body.organizations).toMatchObject([{ name: 'acme', role: 'write' }])
    })

    test('tells nothing of organizations that the token was never meant for', async () => {
      const { people } = await house.acme()
      await house.organization('secret-project', people.write)
      const narrow = await house.keyOf(people.write, [publishWidget])
      const wide = await house.keyOf(people.write, [{ actions: ['read'], targets: ['*'] }])
      const names = async (token: typeof wide.token) =>
        (await house.call('GET', '/validate', { token })).body.organizations.map(
          (each: { name: string }) => each.name,
        )
      expect(await names(narrow.token)).toEqual(['acme'])
      expect(await names(wide.token)).toEqual(['acme', 'secret-project'])
    })

    test('refuses in RFC 6750’s words what is no good token', async () => {
      const { people } = await house.acme()
      const { token, key } = await house.keyOf(people.write, [publishWidget])
      await house.keys.revoke(key.id, 'local command')
      for (const bad of [token.expose(), 'latchkey-AgEF', 'my password']) {
        const { status, headers, body } = await house.call('GET', '/validate', {
          headers: { authorization: `Basic ${Buffer.from(`__token__:${bad}`).toString('base64')}` },
        })
        expect(status).toBe(401)
        expect(headers.get('www-authenticate')).toMatch(
          /^Bearer realm="latchkey", error="invalid_token", error_description="[ !#-[\]-~]+"$/,
        )
        expect(body.error.message).not.toContain('my password')
      }
    })

    test('takes a token in each way that clients carry one, and refuses two', async () => {
      const { people } = await house.acme()
      const text = (await house.keyOf(people.write, [publishWidget])).token.expose()
      const basic = `Basic ${Buffer.from(`anybody:${text}`).toString('base64')}`
      const status = async (authorization: string) =>
        (await house.call('GET', '/validate', { headers: { authorization } })).status
      for (const one of [`Bearer ${text}`, `token ${text}`, basic]) expect(await status(one)).toBe(200)
      // Two headers reach us joined by a comma.
      expect(await status(`Bearer ${text}, Bearer ${text}`)).toBe(400)
      expect(await status(`${basic}, Bearer ${text}`)).toBe(400)
    })

    test('does not look at a token in the address', async () => {
      const { people } = await house.acme()
      const { token } = await house.keyOf(people.write, [publishWidget])
      const { status, body } = await house.call('GET', `/validate?access_token=${token.expose()}`)
      expect(status).toBe(400)
      expect(body.error.next).toContain('revoke')
    })
  })

  describe('keys', () => {
    test('are made, listed and revoked', async () => {
      const { people } = await house.acme()
      const { token } = await house.keyOf(people.write, [
        manageKeys,
        { actions: ['publish'], targets: ['*:acme'] },
      ])
      const made = await house.call('POST', '/keys', { token, body: { name: 'ci', may: [publishWidget] } })
      expect(made.status).toBe(201)
      expect(made.headers.get('cache-control')).toBe('no-store')
      expect(made.body.key).toMatchObject({ name: 'ci', role: null, revoked_at: null, last_used: null })

      const listed = await house.call('GET', '/keys', { token })
      expect(listed.body.items.map((key: { name: string }) => key.name)).toContain('ci')
      expect(JSON.stringify(listed.body)).not.toContain(made.body.token)

      const revoked = await house.call('DELETE', `/keys/${made.body.key.id}`, { token })
      expect(revoked.body.revoked_at).toBe(Math.floor(house.clock.now() / 1000))
      expect((await house.call('GET', '/validate', { token: made.body.token })).status).toBe(401)
    })

    test('made with a key can do no more than it', async () => {
      const { people } = await house.acme()
      const { token } = await house.keyOf(people.owner, [manageKeys, publishWidget])
      const body = { name: 'wider', may: [{ actions: ['publish', 'delete'], targets: ['*'] }] }
      const made = await house.call('POST', '/keys', { token, body })
      expect(made.status).toBe(201)
      const may = (action: 'publish' | 'delete', name: string) =>
        house.ask(made.body.token, { action, organization: 'acme', ecosystem: 'pypi', package: name })
      expect((await may('publish', 'widget')).answer).toBe('allowed')
      expect((await may('publish', 'gadget')).answer).toBe('refused')
      expect((await may('delete', 'widget')).answer).toBe('refused')
    })

    test('of somebody else are as unknown as ones that never were', async () => {
      const { people } = await house.acme()
      const { token } = await house.keyOf(people.write, [manageKeys])
      const { key } = await house.keyOf(people.owner, [publishWidget])
      const theirs = await house.call('DELETE', `/keys/${key.id}`, { token })
      const none = await house.call('DELETE', '/keys/never-was', { token })
      expect(theirs.status).toBe(404)
      expect(theirs.body).toEqual(none.body)
      expect((await house.keys.byId(key.id))?.revokedAt).toBeUndefined()
    })

    test('of one’s own are not an organization’s to have', async () => {
      const { organization } = await house.acme()
      const { token } = await house.keyOfOrganization(organization, 'owner', [
        { actions: ['account', 'administer'], targets: ['*:acme'] },
      ])
      const { status, body } = await house.call('GET', '/keys', { token })
      expect(status).toBe(403)
      expect(body.error.code).toBe('account_required')
    })

    test.each([
      ['a target that is none', { may: [{ actions: ['read'], targets: ['nonsense'] }] }],
      ['an action that is none', { may: [{ actions: ['fly'], targets: ['*'] }] }],
      ['nothing that it may do', { may: [] }],
      ['a network that is none', { may: [publishWidget], networks: ['10.0.0.1/8'] }],
      ['an expiry that has passed', { may: [publishWidget], expires_at: 1 }],
      ['a role, which a person’s key has not', { may: [publishWidget], role: 'owner' }],
    ])('are refused with %s', async (_case, wrong) => {
      const { people } = await house.acme()
      const { token } = await house.keyOf(people.write, [manageKeys])
      const answer = await house.call('POST', '/keys', { token, body: { name: 'ci', ...wrong } })
      expect(answer.status).toBe(400)
    })
  })

  describe('an organization', () => {
    const everything = { actions: ['describe', 'administer', 'read', 'publish'], targets: ['*'] }

    test('is described to its members, with members, repositories, packages', async () => {
      const { organization, people } = await house.acme()
      const { token } = await house.keyOf(people.read, [everything])
      const get = async (path: string) =>
        (await house.call('GET', `/organizations/acme${path}`, { token })).body
      expect(await get('')).toEqual({ id: organization.id, name: 'acme', display_name: 'acme' })
      expect((await get('/members')).items).toHaveLength(4)
      expect(await get('/members?limit=1')).toMatchObject({
        items: [{ username: 'admin-of-acme', role: 'admin' }],
      })
      expect((await get('/repositories')).items).toMatchObject([{ name: 'pypi:acme', visibility: 'private' }])
      expect(await get('/repositories/pypi/packages')).toEqual({ items: [], next: null })
    })

    test('is to a stranger as if it were not', async () => {
      await house.acme()
      const { token } = await house.keyOf(await house.account('stranger'), [everything])
      for (const path of ['', '/members', '/keys', '/repositories', '/repositories/pypi/packages']) {
        const theirs = await house.call('GET', `/organizations/acme${path}`, { token })
        const none = await house.call('GET', `/organizations/nobody-has-this${path}`, { token })
        expect(theirs.status).toBe(404)
        expect(JSON.stringify(none.body).replaceAll('nobody-has-this', 'acme')).toBe(
          JSON.stringify(theirs.body),
        )
      }
    })

    test('has keys with a role no higher than their maker’s', async () => {
      const { people } = await house.acme()
      const { token } = await house.keyOf(people.admin, [everything])
      const make = (role: string) =>
        house.call('POST', '/organizations/acme/keys', {
          token,
          body: { name: role, role, may: [publishWidget] },
        })
      expect((await make('admin')).status).toBe(201)
      expect((await make('owner')).status).toBe(403)
      const { body } = await house.call('GET', '/organizations/acme/keys', { token })
      expect(body.items).toMatchObject([{ name: 'admin', role: 'admin' }])
      const revoked = await house.call('DELETE', `/organizations/acme/keys/${body.items[0].id}`, { token })
      expect(revoked.status).toBe(200)
    })

    test('is told nothing of a key of another organization, whatever its role', async () => {
      const { people } = await house.acme()
      const { token } = await house.keyOf(people.admin, [everything])
      const other = await house.organization('rockets', await house.account('ada'))
      const { key } = await house.keyOfOrganization(other, 'owner', [
        { actions: ['publish'], targets: ['pypi:rockets'] },
      ])
      const theirs = await house.call('DELETE', `/organizations/acme/keys/${key.id}`, { token })
      const none = await house.call('DELETE', '/organizations/acme/keys/AAAAAAAAAAAAAAAAAAAAAA', { token })
      expect(theirs).toMatchObject({ status: 404, body: { error: { code: 'unknown_key' } } })
      expect(theirs.body).toEqual(none.body)
    })

    test('gets repositories from its owners alone, once each', async () => {
      const owner = await house.account('ada')
      await house.organization('rockets', owner)
      const { token } = await house.keyOf(owner, [everything])
      const create = () =>
        house.call('POST', '/organizations/rockets/repositories', {
          token,
          body: { ecosystem: 'pypi', visibility: 'private' },
        })
      expect(await create()).toMatchObject({
        status: 201,
        body: { name: 'pypi:rockets', visibility: 'private' },
      })
      expect((await create()).status).toBe(409)
      const changed = await house.call('PATCH', '/organizations/rockets/repositories/pypi', {
        token,
        body: { visibility: 'public' },
      })
      expect(changed.body.visibility).toBe('public')
    })

    test('is created by no token, not even an administrator’s', async () => {
      const { people } = await house.acme()
      await unrecorded(house.store).write(transaction =>
        transaction
          .updateTable('accounts')
          .set({ administrator: 1 })
          .where('id', '=', people.owner.id)
          .execute(),
      )
      const { token } = await house.keyOf(people.owner, [everything])
      const answer = await house.call('POST', '/organizations', { token, body: { name: 'more' } })
      expect(answer.status).toBe(403)
      expect(answer.body.error).toMatchObject({ code: 'operator_only' })
      expect(await house.organizations.byName('more')).toBeUndefined()
    })
  })

  test('what is not there, and a method that does nothing, are said so in JSON', async () => {
    const lost = await house.call('GET', '/nothing')
    expect([lost.status, lost.body.error.code]).toEqual([404, 'not_found'])
    const wrong = await house.call('PUT', '/keys')
    expect([wrong.status, wrong.headers.get('allow')]).toEqual([405, 'GET, POST'])
  })

  test('every described parameter, body and answer has a schema, and the description is OpenAPI 3.1', async () => {
    const { body } = await house.call('GET', '/openapi.json')
    expect(body.openapi).toBe('3.1.0')
    const dangling = [...JSON.stringify(body).matchAll(/"#\/components\/schemas\/(\w+)"/g)]
      .map(([, name = '']) => name)
      .filter(name => !(name in body.components.schemas))
    expect(dangling).toEqual([])
    expect(body.components.schemas.NewKey.additionalProperties).toBe(false)
  })

  test('a stranger who asks for the description makes nobody write it again', async () => {
    const written = vi.spyOn(JSON, 'stringify')
    onTestFinished(() => written.mockRestore())
    const { body } = await house.call('GET', '/openapi.json')
    expect(body.openapi).toBe('3.1.0')
    expect(written).not.toHaveBeenCalled()
  })
})
