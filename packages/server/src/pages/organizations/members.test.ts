/** Members as owners and others see them: looked for, a page at a time, and told what removing somebody ends. */
import { beforeEach, expect, test } from 'vitest'
import { forEachEngine } from '../../storage/testing/stores.ts'
import { createPagesHouse, granted, origin, type PagesHouse } from '../testing/house.ts'
import { publish } from '../testing/publish.ts'
import { Visitor } from '../testing/visitor.ts'

const path = '/organizations/acme/members'

forEachEngine((_engine, open) => {
  let house: PagesHouse
  let acme: Awaited<ReturnType<PagesHouse['acme']>>
  let owner: Visitor

  beforeEach(async () => {
    house = createPagesHouse(await open())
    acme = await house.acme()
    owner = new Visitor(house, origin)
    await owner.signIn('owner')
  })

  const signedIn = async (username: string) => {
    const visitor = new Visitor(house, origin)
    await visitor.signIn(username)
    return visitor
  }
  const listed = (html: string) =>
    [...html.matchAll(/<strong>([a-z0-9-]+)<\/strong>/g)].map(([, name]) => name)

  test('are listed fifty at a time, and found by how a name begins and by role', async () => {
    for (let each = 10; each < 60; each += 1)
      await house.member(
        acme.organization,
        await house.person(`member-${each}`),
        each < 12 ? 'admin' : 'read',
      )
    const { html } = await owner.get(path)
    expect(html).toContain('<span class="count">54</span>')
    expect(listed(html)).toHaveLength(50)
    const [, next = ''] = /href="([^"]+)">More members</.exec(html) ?? []
    expect(listed((await owner.get(next.replaceAll('&amp;', '&'))).html)).toEqual([
      'member-59',
      'owner',
      'read',
      'write',
    ])
    expect(listed((await owner.get(`${path}?name=Member-1`)).html)).toHaveLength(10)
    expect(listed((await owner.get(`${path}?name=member&role=admin`)).html)).toEqual([
      'member-10',
      'member-11',
    ])
    expect((await owner.get(`${path}?name=%25`)).html).toContain('No member matches.')
  })

  test('without a second factor are found by owners, and told apart for nobody else', async () => {
    expect(listed((await owner.get(`${path}?second_factor=none`)).html)).toHaveLength(4)
    expect((await owner.get(path)).html).toContain('no second factor')
    const reader = await signedIn('read')
    const { html } = await reader.get(`${path}?second_factor=none`)
    expect(html).not.toContain('second factor')
    expect(listed(html)).toHaveLength(4)
    expect((await reader.get('/organizations/acme')).html).not.toContain('second factor')
  })

  test('who are removed keep what they maintain, and the question names it', async () => {
    await publish(house, acme.people.write, { displayName: 'widget', filename: 'widget-1.0.tar.gz' })
    const removing = `${path}/write/remove`
    const { html } = await owner.get(removing)
    expect(html).toContain(
      'href="/organizations/acme/repositories/pypi/packages/widget">pypi:acme/widget</a>',
    )
    expect((await owner.get(`${path}/read/remove`)).html).not.toContain('still publish')
    const removed = await owner.submit(removing, {})
    expect(removed.headers.get('location')).toBe(`${path}?done=removed`)
    const writer = await signedIn('write')
    expect((await writer.get('/organizations/acme')).status).toBe(404)
    expect((await writer.get('/organizations/acme/repositories/pypi/packages/widget')).status).toBe(200)
  })

  test('an owner who leaves is led home, as nothing is to be seen there any more', async () => {
    const grace = await house.person('grace')
    await house.member(acme.organization, grace, 'owner')
    const visitor = await signedIn('grace')
    expect((await visitor.get(path)).html).toContain('aria-label="Leave Acme">Leave</a>')
    const { html } = await visitor.get(`${path}/grace/remove`)
    expect(html).toContain('Leave Acme?')
    expect(html).toContain('<button class="danger">Leave Acme</button>')
    expect((await visitor.submit(`${path}/grace/remove`, {})).headers.get('location')).toBe('/')
  })

  test('are counted on the overview beside packages, keys and invitations, as far as one may see them', async () => {
    await publish(house, acme.people.write, { displayName: 'widget', filename: 'widget-1.0.tar.gz' })
    await house.keyOfOrganization(acme.organization, 'read', [{ actions: ['read'], targets: ['pypi:acme'] }])
    const invitation = {
      by: acme.people.owner,
      organization: { id: acme.organization.id, role: 'read' },
    } as const
    granted(await house.invitations.invite(invitation, { actor: { kind: 'operator' } }))
    const tiles = (html: string) =>
      [...html.matchAll(/<strong>(\d+\+?)<\/strong> ([a-z ]+)</g)].map(
        ([, count, what]) => `${count} ${what}`,
      )
    expect(tiles((await owner.get('/organizations/acme')).html)).toEqual([
      '1 package',
      '4 members',
      '1 key that works',
      '1 open invitation',
    ])
    expect(tiles((await (await signedIn('admin-of-acme')).get('/organizations/acme')).html)).toHaveLength(3)
    expect(tiles((await (await signedIn('read')).get('/organizations/acme')).html)).toEqual([
      '1 package',
      '4 members',
    ])
  })
})
