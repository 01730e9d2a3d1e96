/** Inviting on the page: by mail or by link, listed, sent again, withdrawn; and everything that others try with it. */
import { beforeEach, expect, test } from 'vitest'
import { linkIn, type Mailbox, openMailbox } from '../../mail/testing/mailbox.ts'
import { forEachEngine } from '../../storage/testing/stores.ts'
import { createPagesHouse, granted, origin, type PagesHouse, password } from '../testing/house.ts'
import { Visitor } from '../testing/visitor.ts'

const path = '/organizations/acme/invitations'

forEachEngine((_engine, open) => {
  let house: PagesHouse
  let acme: Awaited<ReturnType<PagesHouse['acme']>>
  let owner: Visitor
  let mailbox: Mailbox

  beforeEach(async () => {
    const store = await open()
    house = createPagesHouse(store)
    acme = await house.acme()
    mailbox = openMailbox(store, house.clock)
    await mailbox()
    owner = new Visitor(house, origin)
    await owner.signIn('owner')
  })

  const signedIn = async (username: string) => {
    const visitor = new Visitor(house, origin)
    await visitor.signIn(username)
    return visitor
  }
  const mail = (email: string, more: object = {}) =>
    owner.submit(path, { role: 'read', email, how: 'mail', ...more })
  const linkTo = async (address: string) => linkIn((await mailbox(address))[0] ?? { text: '' })
  const roleOf = async (username: string) => {
    const account = await house.accounts.byUsername(username)
    return house.organizations.roleOf(account?.id ?? '', acme.organization.id)
  }
  const formOf = (html: string, what: string) =>
    new RegExp(`action="(${path}/[\\w-]+/${what})"`).exec(html)?.[1] ?? ''

  test('somebody new gets a mail, finds their address filled in, and is a member with an address that is verified', async () => {
    expect((await mail('bob@example.com')).headers.get('location')).toBe(`${path}?done=sent`)
    expect((await owner.get(path)).html).toContain('<strong>bob@example.com</strong>')
    const link = await linkTo('bob@example.com')
    const bob = new Visitor(house, origin)
    expect((await bob.get(link)).html).toContain('name="email" type="email" value="bob@example.com"')
    const made = await bob.post(link, { username: 'bob', email: 'bob@example.com', password })
    expect(made.headers.get('location')).toBe('/organizations/acme')
    expect(await roleOf('bob')).toBe('read')
    expect(await house.accounts.byUsername('bob')).toMatchObject({ emailVerified: true })
    expect((await owner.get(path)).html).not.toContain('bob@example.com')
  })

  test('somebody with an account joins with it after signing in, by the same link', async () => {
    await house.person('grace')
    await mail('grace@example.org')
    const link = await linkTo('grace@example.org')
    const grace = new Visitor(house, origin)
    expect((await grace.get(link)).html).toContain(`/login?next=${encodeURIComponent(link)}`)
    await grace.signIn('grace')
    expect((await grace.submit(`${link}/join`, { role: 'owner' }, { page: link })).status).toBe(303)
    // What stands in the body of that form changes nothing.
    expect(await roleOf('grace')).toBe('read')
  })

  test('a link is shown once, with until when it is good; the list has no secret of it', async () => {
    const { html } = await owner.submit(path, { role: 'write', days: '1', how: 'link' })
    const [, secret = ''] = /\/invitations\/([\w-]{43})</.exec(html) ?? []
    expect(html).toContain('until <time datetime="2026-01-02')
    const list = (await owner.get(path)).html
    expect(list).toContain('Whoever has the link')
    expect(list).not.toContain(secret)
    house.clock.advance(24 * 60 * 60 * 1000)
    expect((await new Visitor(house, origin).get(`/invitations/${secret}`)).status).toBe(404)
  })

  test('one that was withdrawn does nothing any more, and one that is sent again does', async () => {
    await mail('bob@example.com')
    const link = await linkTo('bob@example.com')
    house.clock.advance(11 * 60 * 1000)
    await owner.signIn('owner')
    const again = await owner.submit(formOf((await owner.get(path)).html, 'send'), {}, { page: path })
    expect(again.headers.get('location')).toBe(`${path}?done=sent`)
    const second = await linkTo('bob@example.com')
    expect(second).not.toBe(link)
    const withdrawn = await owner.submit(formOf((await owner.get(path)).html, 'withdraw'), {}, { page: path })
    expect(withdrawn.headers.get('location')).toBe(`${path}?done=withdrawn`)
    for (const each of [link, second]) {
      const visitor = new Visitor(house, origin)
      expect((await visitor.get(each)).status).toBe(404)
      expect((await visitor.post(each, { username: 'bob', email: 'bob@example.com', password })).status).toBe(
        404,
      )
    }
  })

  test('what is wrong is said at its field, and what was typed is kept', async () => {
    const wrong = await mail('no address')
    expect(wrong.status).toBe(400)
    expect(wrong.html).toContain('value="no address"')
    expect(wrong.html).toContain('id="email-problem"')
    await mail('bob@example.com')
    expect((await mail('bob@example.com')).status).toBe(409)
    const justSent = await owner.submit(formOf((await owner.get(path)).html, 'send'), {}, { page: path })
    expect(justSent.status).toBe(429)
    expect(justSent.headers.get('retry-after')).toBe('600')
    expect((await owner.submit(path, { role: 'emperor', how: 'link' })).status).toBe(400)
    // A link has no address: who typed one would believe that it was mailed there.
    const addressed = await owner.submit(path, { role: 'read', email: 'eve@example.com', how: 'link' })
    expect([addressed.status, addressed.html.includes('/invitations/eve')]).toEqual([400, false])
    expect(addressed.html).toContain('value="eve@example.com"')
  })

  test('nobody but an owner of the organization invites, sees who is invited, or withdraws', async () => {
    await mail('bob@example.com')
    const withdraw = formOf((await owner.get(path)).html, 'withdraw')
    for (const username of ['admin-of-acme', 'write', 'read']) {
      const visitor = await signedIn(username)
      expect((await visitor.get(path)).status).toBe(403)
      expect((await visitor.submit(path, { role: 'owner', how: 'link' }, { page: '/' })).status).toBe(403)
      expect((await visitor.submit(withdraw, {}, { page: '/' })).status).toBe(403)
    }
    const grace = await house.person('grace')
    await house.organization('globex', grace)
    const foreign = withdraw.replace('acme', 'globex')
    const visitor = await signedIn('grace')
    for (const each of [foreign, foreign.replace('withdraw', 'send')])
      expect((await visitor.submit(each, {}, { page: '/' })).status).toBe(409)
    expect((await owner.get(path)).html).toContain('bob@example.com')
  })

  test('whoever is a member already keeps their role, and the link is left for whom it is meant', async () => {
    await mail('bob@example.com', { role: 'owner' })
    const link = await linkTo('bob@example.com')
    const reader = await signedIn('read')
    expect((await reader.submit(`${link}/join`, {}, { page: link })).status).toBe(409)
    expect(await roleOf('read')).toBe('read')
    expect((await new Visitor(house, origin).get(link)).status).toBe(200)
  })

  test('of an owner who is one no more the link does nothing, and the list says so', async () => {
    const grace = await house.person('grace')
    await house.member(acme.organization, grace, 'owner')
    const visitor = await signedIn('grace')
    await visitor.submit(path, { role: 'read', email: 'bob@example.com', how: 'mail' })
    const link = await linkTo('bob@example.com')
    const key = { organizationId: acme.organization.id, accountId: grace.id }
    granted(await house.organizations.setRole({ ...key, role: 'write' }, { actor: { kind: 'operator' } }))
    expect((await new Visitor(house, origin).get(link)).status).toBe(404)
    expect((await owner.get(path)).html).toContain('Works no more')
  })
})
