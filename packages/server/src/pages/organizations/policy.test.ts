/** The page of an organization's policy: what it shows, what it sets, and what then happens to whom. */
import { beforeEach, describe, expect, test } from 'vitest'
import { operator } from '../../audit/index.ts'
import { forEachEngine } from '../../storage/testing/stores.ts'
import { createPagesHouse, granted, origin, type PagesHouse, password } from '../testing/house.ts'
import { Visitor } from '../testing/visitor.ts'

const path = '/organizations/acme/policy'

forEachEngine((_engine, open) => {
  let house: PagesHouse
  let acme: Awaited<ReturnType<PagesHouse['acme']>>

  beforeEach(async () => {
    house = createPagesHouse(await open())
    acme = await house.acme()
  })

  const visit = async (username: string) => {
    const visitor = new Visitor(house, origin)
    await visitor.signIn(username)
    return visitor
  }
  const policy = () => house.organizations.policy(acme.organization.id)

  describe('the page of a policy', () => {
    test('is found from the organization, and shows every member what is asked', async () => {
      const reader = await visit('read')
      expect((await reader.get('/organizations/acme')).html).toContain(`href="${path}"`)
      const { html } = await reader.get(path)
      expect(html).toContain('not required')
      expect(html).not.toContain('<form class="stack" method="post"')
    })

    test('sets all of it, and shows it again as it is', async () => {
      const owner = await visit('owner')
      const fields = {
        keys_need_window: 'yes',
        longest_key_days: '30',
        key_makers: 'owner',
        key_exchange: 'refuse',
      }
      expect((await owner.submit(path, { ...fields, confirmed: 'yes' })).status).toBe(303)
      expect(await policy()).toEqual({
        requireSecondFactor: false,
        keysNeedWindow: true,
        longestKeyDays: 30,
        keyMakers: 'owner',
        keyExchange: 'refuse',
      })
      const { html } = await owner.get(path)
      expect(html).toMatch(/id="keys_need_window"[^>]* checked/)
      expect(html).toContain('value="30"')
      expect((await visit('read').then(reader => reader.get(path))).html).toContain('owners alone')
    })

    test('tells whom it stops, and changes nothing before that was confirmed', async () => {
      await house.keyOf(acme.people.write, [{ actions: ['read'], targets: ['pypi:acme'] }], {
        expiresAt: 'never',
      })
      const owner = await visit('owner')
      const before = await policy()
      const asked = await owner.submit(path, {
        longest_key_days: '30',
        key_exchange: 'refuse',
        key_makers: 'owner',
      })
      expect(asked.status).toBe(200)
      expect(asked.html).toContain(
        '1 key was made to work for more than 30 days: it does nothing here any more.',
      )
      expect(asked.html).toContain('Admins make no keys of the organization any more.')
      expect(asked.html).toContain('are not exchanged any more')
      expect(await policy()).toEqual(before)
      expect(asked.html).toContain('<input type="hidden" name="longest_key_days" value="30">')
      const carried = {
        longest_key_days: '30',
        key_exchange: 'refuse',
        key_makers: 'owner',
        confirmed: 'yes',
      }
      expect((await owner.submit(path, carried)).status).toBe(303)
      expect(await policy()).toMatchObject({ longestKeyDays: 30, keyExchange: 'refuse', keyMakers: 'owner' })
    })

    test('asks nothing where it stops nobody', async () => {
      const owner = await visit('owner')
      expect((await owner.submit(path, { longest_key_days: '365', key_exchange: 'warn' })).status).toBe(303)
    })

    test('says before how many members have no second factor', async () => {
      expect((await (await visit('owner')).get(path)).html).toContain('>4 of 4 members</a> have none.')
    })

    test.each(['0', '-1', '1.5', 'many', '3651'])(
      'takes no limit of %s days, and says so at the field',
      async days => {
        const owner = await visit('owner')
        const answer = await owner.submit(path, { longest_key_days: days })
        expect(answer.status).toBe(400)
        expect(answer.html).toContain('id="longest_key_days-problem"')
        expect(await policy()).toMatchObject({ longestKeyDays: undefined })
      },
    )

    test('is not set by an admin', async () => {
      const admin = await visit('admin-of-acme')
      expect(
        (await admin.submit(path, { keys_need_window: 'yes' }, { page: '/organizations/acme/keys' })).status,
      ).toBe(403)
    })

    test('asks for the password again where it was given a while ago', async () => {
      const owner = await visit('owner')
      house.clock.advance(11 * 60_000)
      expect((await owner.submit(path, { keys_need_window: 'yes' })).html).toContain('Is it still you?')
      expect(await policy()).toMatchObject({ keysNeedWindow: false })
    })

    test('lets nobody require of others what they lack themselves', async () => {
      const owner = await visit('owner')
      const answer = await owner.submit(path, { require_second_factor: 'yes' })
      expect(answer.status).toBe(403)
      expect(answer.html).toContain('lock you out')
      expect(await policy()).toMatchObject({ requireSecondFactor: false })
    })
  })

  test('a member without a second factor sees nothing of an organization that requires one, and hears where to add it', async () => {
    const reader = await visit('read')
    await house.organizations.setPolicy(acme.organization.id, { requireSecondFactor: true }, operator)
    for (const page of ['', '/members', '/policy', '/repositories/pypi']) {
      const answer = await reader.get(`/organizations/acme${page}`)
      expect([page, answer.status]).toEqual([page, 403])
      expect(answer.html).toContain('/account/second-factor')
    }
    expect((await reader.get('/account')).status).toBe(200)
    const stranger = await house.person('stranger').then(() => visit('stranger'))
    expect((await stranger.get('/organizations/acme')).status).toBe(404)
  })

  test('making a repository public asks for the password again where it was given a while ago', async () => {
    const owner = await visit('owner')
    const repository = '/organizations/acme/repositories/pypi'
    const visibility = async () => (await house.repositories.find('acme', 'pypi'))?.visibility
    house.clock.advance(11 * 60_000)
    expect((await owner.submit(repository, { visibility: 'public' })).html).toContain('Is it still you?')
    expect(await visibility()).toBe('private')
    await owner.submit(repository, { visibility: 'public', password_again: password })
    expect(await visibility()).toBe('public')
    house.clock.advance(11 * 60_000)
    expect((await owner.submit(repository, { visibility: 'private' })).status).toBe(303)
    expect(await visibility()).toBe('private')
  })

  test('so does making one that is public from the start', async () => {
    const owner = await visit('owner')
    granted(
      await house.organizations.create(
        { name: 'beta', displayName: 'Beta', owner: acme.people.owner },
        operator,
      ),
    )
    const form = '/organizations/beta/repositories/new'
    const fields = { ecosystem: 'pypi', visibility: 'public' }
    const visibility = async () => (await house.repositories.find('beta', 'pypi'))?.visibility
    house.clock.advance(11 * 60_000)
    expect((await owner.submit(form, fields)).html).toContain('Is it still you?')
    expect(await visibility()).toBeUndefined()
    await owner.submit(form, { ...fields, password_again: password })
    expect(await visibility()).toBe('public')
  })

  test('making a private one asks for nothing', async () => {
    const owner = await visit('owner')
    granted(
      await house.organizations.create(
        { name: 'beta', displayName: 'Beta', owner: acme.people.owner },
        operator,
      ),
    )
    house.clock.advance(11 * 60_000)
    const fields = { ecosystem: 'pypi', visibility: 'private' }
    expect((await owner.submit('/organizations/beta/repositories/new', fields)).status).toBe(303)
  })
})
