/** Revoking on the pages: one key, or several; where it stops much, by typing what it is about. */
import { beforeEach, describe, expect, test } from 'vitest'
import type { Key } from '../../keys/index.ts'
import { forEachEngine } from '../../storage/testing/stores.ts'
import { type OpenAcme, openAcme } from '../testing/acme.ts'
import { origin, type PagesHouse } from '../testing/house.ts'
import { formTokenIn, Visitor } from '../testing/visitor.ts'

const day = 24 * 60 * 60_000

forEachEngine((_engine, open) => {
  let house: PagesHouse
  let acme: OpenAcme['acme']
  let visitor: Visitor
  let key: Key

  beforeEach(async () => {
    ;({ house, acme, visitor } = await openAcme(await open(), 'owner'))
    key = (await make()).key
  })

  const make = () => house.keyOf(acme.people.owner, [{ actions: ['publish'], targets: ['pypi:acme'] }])
  const now = (id: string = key.id) => house.keys.byId(id)
  const path = () => `/account/keys/${key.id}`
  const use = async (id: string) => {
    const by = { client: 'twine/4.0.2', address: '192.0.2.7' }
    house.keys.used(id, { at: house.clock.now(), ...by })
    house.keys.count({
      key: id,
      owner: acme.people.owner.id,
      action: 'publish',
      target: 'pypi:acme/widget',
      ...by,
    })
    await house.keys.flush()
  }

  describe('one key', () => {
    test('that was not used lately is revoked after a question, and the list says so', async () => {
      const { key: other, token } = await make()
      const at = `/account/keys/${other.id}/revoke`
      const page = await visitor.get(at)
      expect(page.html).toContain(`Revoke “${other.name}”?`)
      expect(page.html).toContain('It was not used in the last seven days.')
      expect(page.html).not.toContain('name="confirm"')
      const answer = await visitor.submit(at, {})
      expect(answer.headers.get('location')).toBe('/account/keys?done=revoked')
      expect((await visitor.get('/account/keys?done=revoked')).html).toContain('The key is revoked')
      expect((await visitor.get('/account/keys?show=revoked')).html).toMatch(/badge bad">revoked <time/)
      expect(await house.authenticate(token)).toMatchObject({ code: 'key_revoked' })
    })

    test('that was used in the last week is revoked by typing its name, after being told what for', async () => {
      await use(key.id)
      const at = `${path()}/revoke`
      expect((await visitor.get(at)).html).toContain('publish pypi:acme/widget (1)')
      for (const typed of [{}, { confirm: '' }, { confirm: '1' }, { confirm: '"><script>' }]) {
        const refused = await visitor.submit(at, typed)
        expect(refused.status).toBe(400)
        expect(refused.html).toContain('id="confirm-problem"')
        expect(refused.html).not.toContain('"><script>')
      }
      expect((await now())?.revokedAt).toBeUndefined()
      expect((await visitor.submit(at, { confirm: ` ${key.name} ` })).status).toBe(303)
      expect((await now())?.revokedAt).toBeDefined()
    })

    test('that was used longer ago than a week needs no name', async () => {
      await use(key.id)
      house.clock.advance(8 * day)
      await visitor.signIn('owner')
      expect((await visitor.submit(`${path()}/revoke`, {})).status).toBe(303)
    })

    test('of somebody else is as unknown as one that never was', async () => {
      const other = new Visitor(house, origin)
      await other.signIn('write')
      const formToken = formTokenIn((await other.get('/')).html) ?? ''
      for (const below of ['/account/keys', '/organizations/acme/keys']) {
        const at = `${below}/${key.id}/revoke`
        const fields = { confirm: key.name }
        expect((await other.get(at)).status).toBeGreaterThanOrEqual(403)
        expect((await other.post(at, fields, { formToken })).status).toBeGreaterThanOrEqual(403)
      }
      expect((await now())?.revokedAt).toBeUndefined()
    })

    test('of an organization and of an owner’s role is not an admin’s to revoke', async () => {
      const allow = [{ actions: ['administer'], targets: ['*:acme'] }]
      const { key: higher } = await house.keyOfOrganization(acme.organization, 'owner', allow)
      const admin = new Visitor(house, origin)
      await admin.signIn('admin-of-acme')
      expect((await admin.submit(`/organizations/acme/keys/${higher.id}/revoke`, {})).status).toBe(403)
      expect((await now(higher.id))?.revokedAt).toBeUndefined()
    })
  })

  describe('several keys are revoked', () => {
    test('after a page that names each of them', async () => {
      const [one, other] = [await make(), await make()]
      const list = await visitor.get('/account/keys')
      expect(list.html).toContain(`name="key" value="${one.key.id}"`)
      const asked = `/account/keys/revoke?key=${one.key.id}&key=${other.key.id}`
      const page = await visitor.get(asked)
      expect(page.html).toContain('Revoke 2 keys?')
      for (const { name } of [one.key, other.key]) expect(page.html).toContain(name)
      const answer = await visitor.submit(
        '/account/keys/revoke',
        { key: [one.key.id, other.key.id], confirm: '2' },
        { page: asked },
      )
      expect(answer.headers.get('location')).toBe('/account/keys?done=several-revoked')
      for (const { id } of [one.key, other.key]) expect((await now(id))?.revokedAt).toBeDefined()
      expect((await now())?.revokedAt).toBeUndefined()
    })

    test('by typing how many they are, and nothing else will do', async () => {
      const other = (await make()).key
      const asked = `/account/keys/revoke?key=${key.id}&key=${other.id}`
      for (const confirm of ['', '1', '3', key.name]) {
        const answer = await visitor.submit(
          '/account/keys/revoke',
          { key: [key.id, other.id], confirm },
          { page: asked },
        )
        expect(answer.status).toBe(400)
        expect(answer.html).toContain('id="confirm-problem"')
      }
      for (const { id } of [key, other]) expect((await now(id))?.revokedAt).toBeUndefined()
    })

    test('or none, where one is somebody else’s or nothing was ticked', async () => {
      const theirs = await house.keyOf(acme.people.read, [{ actions: ['read'], targets: ['*'] }])
      for (const chosen of [[key.id, theirs.key.id], []]) {
        const query = chosen.map(id => `key=${id}`).join('&')
        expect((await visitor.get(`/account/keys/revoke?${query}`)).status).toBe(404)
        const answer = await visitor.submit(
          '/account/keys/revoke',
          { key: chosen, confirm: String(chosen.length) },
          { page: path() },
        )
        expect(answer.status).toBe(404)
      }
      expect((await now())?.revokedAt).toBeUndefined()
    })

    test('of an organization not by an admin where one has the role owner', async () => {
      const allow = [{ actions: ['publish'], targets: ['pypi:acme'] }]
      const lower = await house.keyOfOrganization(acme.organization, 'read', allow)
      const higher = await house.keyOfOrganization(acme.organization, 'owner', allow)
      const admin = new Visitor(house, origin)
      await admin.signIn('admin-of-acme')
      const at = '/organizations/acme/keys'
      const fields = { key: [lower.key.id, higher.key.id], confirm: '2' }
      expect((await admin.submit(`${at}/revoke`, fields, { page: at })).status).toBe(403)
      expect((await now(lower.key.id))?.revokedAt).toBeUndefined()
      const ownPage = `${at}/${higher.key.id}`
      for (const below of ['rename', 'rotate'])
        expect((await admin.submit(`${ownPage}/${below}`, { name: 'x' }, { page: at })).status).toBe(403)
    })
  })
})
