/** Running the server in a browser: what the commands do, and what nobody but an administrator can. */
import { beforeEach, describe, expect, test } from 'vitest'
import { operator } from '../../audit/index.ts'
import { giveSecondFactor } from '../../second-factors/testing.ts'
import { forEachEngine } from '../../storage/testing/stores.ts'
import { createPagesHouse, granted, origin, type PagesHouse, password } from '../testing/house.ts'
import { publish } from '../testing/publish.ts'
import { Visitor } from '../testing/visitor.ts'
import { administrationRoutes } from './routes.ts'

forEachEngine((_engine, open) => {
  let house: PagesHouse
  let ada: Visitor

  beforeEach(async () => {
    house = createPagesHouse(await open())
    await house.person('ada', true)
    await house.acme()
    ada = new Visitor(house, origin)
    await ada.signIn('ada')
  })

  const account = async (username: string) => {
    const found = await house.accounts.byUsername(username)
    if (found === undefined) throw new Error(`There is no ${username}.`)
    return found
  }
  const send = (path: string, fields = {}) => ada.submit(`/admin/${path}`, fields, { page: '/admin' })
  const lastEvent = async () => (await house.audit.list('all', { limit: 1 })).items[0]
  const linkIn = (html: string, kind: string) =>
    new RegExp(`<code>${origin}(/${kind}/[\\w-]+)</code>`).exec(html)?.[1] ?? 'no link'

  describe('accounts', () => {
    test('are found by how the name begins', async () => {
      const { html } = await ada.get('/admin/accounts?begins=ad')
      expect(html).toContain('href="/admin/accounts/ada"')
      expect(html).toContain('href="/admin/accounts/admin-of-acme"')
      expect(html).not.toContain('href="/admin/accounts/owner"')
    })

    test('are listed a page at a time, under the same search', async () => {
      for (let n = 0; n < 51; n += 1) await house.person(`p${n}`)
      const { html } = await ada.get('/admin/accounts?begins=p')
      expect(html.match(/href="\/admin\/accounts\/p\d+"/g)).toHaveLength(50)
      const [, more = ''] = /<a href="([^"]+)">Show more</.exec(html) ?? []
      const rest = await ada.get(more.replaceAll('&amp;', '&'))
      expect(rest.html.match(/href="\/admin\/accounts\/p\d+"/g)).toEqual(['href="/admin/accounts/p9"'])
    })

    test('are disabled and enabled again, by this administrator in the record', async () => {
      expect((await send('accounts/write/disable')).headers.get('location')).toBe(
        '/admin/accounts/write?done=disabled',
      )
      expect((await account('write')).disabledAt).toBe(house.clock.now())
      expect(await lastEvent()).toMatchObject({
        what: 'account.disabled',
        actor: { name: 'ada' },
        credential: { kind: 'session' },
        subject: { name: 'write' },
      })
      await send('accounts/write/enable')
      expect((await account('write')).disabledAt).toBeUndefined()
    })

    test('run the server from now on, or not any more; the last administrator stays one, and is told why', async () => {
      await send('accounts/write/administrator', { change: 'grant' })
      expect((await account('write')).administrator).toBe(true)
      await send('accounts/write/administrator', { change: 'withdraw' })
      expect((await account('write')).administrator).toBe(false)
      for (const [path, fields] of [
        ['administrator', { change: 'withdraw' }],
        ['disable', {}],
        ['delete', { confirm: 'ada' }],
      ] as const) {
        const answer = await send(`accounts/ada/${path}`, fields)
        expect(answer.status, path).toBe(409)
        expect(answer.html, path).toContain('This is the last administrator')
      }
      expect(await account('ada')).toMatchObject({ administrator: true, disabledAt: undefined })
    })

    test('are let in again by a link that is shown once, which takes the second factor away only where that was said', async () => {
      const { id } = await account('write')
      await giveSecondFactor(house.store, id, house.clock)
      for (const second_factor of ['', 'yes']) {
        const { html } = await send('accounts/write/reset', { second_factor })
        const reset = linkIn(html, 'reset')
        const page = await new Visitor(house, origin).get(reset)
        expect(page.status).toBe(200)
        expect(page.html.includes('second factor')).toBe(second_factor === 'yes')
      }
    })

    test('are signed out everywhere: browsers and programs', async () => {
      const write = new Visitor(house, origin)
      await write.signIn('write')
      const { login } = await house.loginOf(await account('write'))
      await send('accounts/write/sign-out')
      expect((await write.get('/account')).status).toBe(303)
      expect((await house.logins.byId(login.id))?.endedAt).toBe(house.clock.now())
    })

    test('are deleted once their name was typed, and not before', async () => {
      const wrong = await send('accounts/read/delete', { confirm: 'Read' })
      expect(wrong.html).toContain('id="confirm-problem"')
      expect(await account('read')).toBeDefined()
      const done = await send('accounts/read/delete', { confirm: 'read' })
      expect(done.headers.get('location')).toBe('/admin/accounts?done=deleted')
      expect(await house.accounts.byUsername('read')).toBeUndefined()
      expect((await ada.get('/admin/accounts/read')).status).toBe(404)
    })

    test('are made by whoever gets a link, and run the server only where that was said', async () => {
      for (const [username, fields, runs] of [
        ['bob', {}, false],
        ['carol', { administrator: 'yes' }, true],
      ] as const) {
        const link = linkIn((await send('accounts/new', fields)).html, 'invitations')
        const email = `${username}@example.com`
        await new Visitor(house, origin).post(link, { username, email, password })
        expect((await account(username)).administrator).toBe(runs)
      }
    })
  })

  describe('organizations', () => {
    test('get another owner where none is left who answers, for all of them to see', async () => {
      const roleOf = async (username: string) => {
        const organization = await house.organizations.byName('acme')
        return house.organizations.roleOf((await account(username)).id, organization?.id ?? '')
      }
      await house.person('rescuer')
      for (const username of ['read', 'Rescuer']) {
        const done = await send('organizations/acme/owners', { username })
        expect(done.headers.get('location')).toBe('/admin/organizations/acme?done=owner')
        expect(await roleOf(username.toLowerCase())).toBe('owner')
        expect(await lastEvent()).toMatchObject({ actor: { name: 'ada' }, organization: { name: 'acme' } })
      }
      const unknown = await send('organizations/acme/owners', { username: 'nobody-is' })
      expect(unknown.html).toContain('id="username-problem"')
    })

    test('get a quota, which is written as it is read', async () => {
      const quota = async () => {
        const organization = await house.organizations.byName('acme')
        const { storage, file } = await house.repositories.usage(organization?.id ?? '')
        return { storage, file }
      }
      await send('organizations/acme/quota', { storage: '10 GiB', file: '1536 MiB' })
      expect(await quota()).toEqual({ storage: 10 * 1024 ** 3, file: 1536 * 1024 ** 2 })
      const { html } = await ada.get('/admin/organizations/acme')
      expect(html).toContain('value="10 GiB"')
      expect(html).toContain('value="1536 MiB"')
      const wrong = await send('organizations/acme/quota', { storage: 'much', file: '' })
      expect(wrong.html).toContain('id="storage-problem"')
      expect(wrong.html).toContain('value="much"')
      expect(await quota()).toEqual({ storage: 10 * 1024 ** 3, file: 1536 * 1024 ** 2 })
      await send('organizations/acme/quota', { storage: '', file: '' })
      expect(await quota()).toEqual({ storage: null, file: null })
    })

    test('show who owns them, and nothing that they hold', async () => {
      const { html } = await ada.get('/admin/organizations/acme')
      expect(html).toContain('href="/admin/accounts/owner"')
      expect(html).not.toContain('href="/organizations/acme')
    })
  })

  describe('clients', () => {
    test('are added with a secret that is shown once, and removed with every login of them', async () => {
      const made = await send('clients/new', {
        name: 'Mirror',
        confidential: 'yes',
        redirect_uris: 'https://mirror.example.com/back\r\nhttp://127.0.0.1/back',
      })
      const [id = '', secret = ''] = [...made.html.matchAll(/<code>([\w-]+)<\/code>/g)].map(
        ([, code]) => code,
      )
      expect(secret).toMatch(/^[\w-]{43}$/)
      const client = await house.clients.find(id)
      expect(client?.redirectUris).toEqual(['https://mirror.example.com/back', 'http://127.0.0.1/back'])
      expect((await ada.get('/admin/clients')).html).not.toContain(secret)
      if (client === undefined) throw new Error('It was made.')
      const { login } = await house.loginOf(await account('write'), { client })
      await send(`clients/${id}/remove`)
      expect(await house.clients.find(id)).toBeUndefined()
      expect((await house.logins.byId(login.id))?.endedAt).toBe(house.clock.now())
    })

    test('that are built in stay', async () => {
      expect((await ada.get('/admin/clients/latchkey/remove')).status).toBe(404)
      expect((await send('clients/latchkey/remove')).status).toBeGreaterThanOrEqual(400)
      expect((await ada.get('/admin/clients')).html).toContain('<code>latchkey</code>')
    })

    test('say at the field what is wrong, and keep what was typed', async () => {
      const { html } = await send('clients/new', { name: 'Mirror', redirect_uris: 'http://evil.example/' })
      expect(html).toContain('id="redirect_uris-problem"')
      expect(html).toContain('value="Mirror"')
      expect(html).toContain('http://evil.example/</textarea>')
    })
  })

  test('the settings are shown with where they come from, and no secret is', async () => {
    const { html } = await ada.get('/admin/settings')
    expect(html).toContain('<code>LATCHKEY_DATABASE_FILE</code>')
    expect(html).toContain('set, and not shown')
  })

  test('events of everything are found by whose they are', async () => {
    await send('accounts/write/disable')
    const of = async (name: string) => (await ada.get(`/admin/events?of=${name}`)).html
    const disabled = '<strong>An account was disabled.</strong>'
    expect(await of('')).toContain(disabled)
    expect(await of('write')).toContain(disabled)
    expect(await of('acme')).not.toContain(disabled)
    expect(await of('nobody-is')).not.toContain('<ol class="events">')
  })

  test('events lead to pages of administration, and to nothing that an organization holds', async () => {
    const owner = await account('owner')
    const acme = await house.organizations.byName('acme')
    if (acme === undefined) throw new Error('It is there.')
    await house.keyOf(owner, [{ actions: ['publish'], targets: ['pypi:acme'] }])
    await publish(house, owner, { filename: 'widget-1.0.tar.gz' })
    const { html } = await ada.get('/admin/events')
    const ways = [...html.matchAll(/<\/strong>\s*<a href="([^"]+)"/g)].map(([, way = '']) => way)
    expect(ways).toEqual(expect.arrayContaining(['/admin/organizations/acme', '/admin/accounts/owner']))
    expect(ways).toContain('/admin/events?package=pypi%3Aacme%2Fwidget')
    for (const way of new Set(ways)) expect((await ada.get(way.replaceAll('&amp;', '&'))).status).toBe(200)
  })

  describe('events of everything, taken along,', () => {
    const taken = async (query: string) => {
      const { status, html, headers } = await ada.get(`/admin/events/export?as=jsonl${query}`)
      expect(status).toBe(200)
      const events = html
        .trimEnd()
        .split('\n')
        .map(line => JSON.parse(line))
      return { events, file: headers.get('content-disposition') }
    }

    test('are those of the page: all, or of one name, and narrowed', async () => {
      await send('accounts/write/disable')
      expect((await ada.get('/admin/events?of=write')).html).toContain(
        'href="/admin/events/export?of=write&amp;as=csv"',
      )
      const all = await taken('')
      expect(all.events.map(({ what }) => what)).toEqual(
        expect.arrayContaining(['account.disabled', 'organization.created']),
      )
      expect(all.file).toBe('attachment; filename="all-events-2026-01-01.jsonl"')
      const { events, file } = await taken('&of=write&what=account.disabled')
      expect(events).toMatchObject([{ what: 'account.disabled', subject: { name: 'write' } }])
      expect(file).toBe('attachment; filename="write-events-2026-01-01.jsonl"')
    })

    test('are told of to whom they concern: the person, or the owners', async () => {
      const exports = async (id: string) =>
        (await house.audit.list({ of: id }, { what: 'audit.exported' })).items.map(({ actor }) => actor.name)
      await taken('')
      const [write, acme] = [await account('write'), await house.organizations.byName('acme')]
      expect([await exports(write.id), await exports(acme?.id ?? '')]).toEqual([[], []])
      await taken('&of=write')
      await taken('&of=acme')
      expect([await exports(write.id), await exports(acme?.id ?? '')]).toEqual([['ada'], ['ada']])
    })

    test('break off once who takes them runs the server no longer', async () => {
      await house.person('grace', true)
      const url = `${origin}/admin/events/export?as=jsonl`
      const { body } = await house.pages.fetch(new Request(url, { headers: { cookie: ada.cookie ?? '' } }), {
        address: '192.0.2.7',
      })
      granted(await house.lockOut.setAdministrator((await account('ada')).id, false, operator))
      await expect(body?.getReader().read()).rejects.toThrow('An export was cut off')
    })
  })

  test('the way there is shown to administrators alone', async () => {
    expect((await ada.get('/')).html).toContain('href="/admin"')
    const owner = new Visitor(house, origin)
    await owner.signIn('owner')
    expect((await owner.get('/')).html).not.toContain('href="/admin"')
  })
})

test('everything that changes something here asks whether it is still them', () => {
  const asks = administrationRoutes.filter(({ method }) => method === 'POST')
  expect(asks.length).toBeGreaterThan(8)
  for (const { path, stepUp } of asks) expect(stepUp(undefined as never, undefined as never), path).toBe(true)
})
