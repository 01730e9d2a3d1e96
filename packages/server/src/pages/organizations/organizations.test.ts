/** Running an organization on the pages. */
import { beforeEach, describe, expect, test } from 'vitest'
import { forEachEngine } from '../../storage/testing/stores.ts'
import { createPagesHouse, origin, type PagesHouse } from '../testing/house.ts'
import { publish } from '../testing/publish.ts'
import { Visitor } from '../testing/visitor.ts'

forEachEngine((_engine, open) => {
  let house: PagesHouse
  let visitor: Visitor

  beforeEach(async () => {
    house = createPagesHouse(await open())
    visitor = new Visitor(house, origin)
  })

  describe('creating an organization', () => {
    beforeEach(async () => {
      await house.person('ada', true)
      await visitor.signIn('ada')
    })

    test('makes its creator the first owner and leads to its page', async () => {
      const answer = await visitor.submit('/organizations/new', { name: 'acme', display_name: 'Acme & Sons' })
      expect(answer.headers.get('location')).toBe('/organizations/acme')
      const { html } = await visitor.get('/organizations/acme')
      expect(html).toContain('Acme &amp; Sons')
      expect(html).toContain('you: owner')
    })

    test.each([
      ['a name that cannot be one', 'Acme Inc', 400],
      ['a reserved name', 'hexpm', 400],
      ['somebody’s username', 'ada', 409],
    ])('says at the field what is wrong with %s, and keeps it', async (_case, name, status) => {
      const answer = await visitor.submit('/organizations/new', { name, display_name: 'Kept' })
      expect(answer.status).toBe(status)
      expect(answer.html).toContain('id="name-problem"')
      expect(answer.html).toContain(`value="${name}"`)
      expect(answer.html).toContain('value="Kept"')
    })
  })

  describe('repositories', () => {
    test('are created once per ecosystem, private unless said, and their visibility can change', async () => {
      await house.person('ada', true)
      await visitor.signIn('ada')
      await visitor.submit('/organizations/new', { name: 'acme', display_name: '' })
      const made = await visitor.submit('/organizations/acme/repositories/new', { ecosystem: 'pypi' })
      const path = '/organizations/acme/repositories/pypi'
      expect(made.headers.get('location')).toBe(path)
      expect((await house.repositories.find('acme', 'pypi'))?.visibility).toBe('private')
      await visitor.submit(path, { visibility: 'public' })
      expect((await house.repositories.find('acme', 'pypi'))?.visibility).toBe('public')
      expect((await visitor.get(path)).html).toContain('<span class="badge warm">public</span>')

      const again = await visitor.submit('/organizations/acme/repositories/new', { ecosystem: 'pypi' })
      expect(again.status).toBe(409)
      expect(again.html).toContain('id="ecosystem-problem"')
      const unknown = await visitor.submit('/organizations/acme/repositories/new', { ecosystem: 'cobol' })
      expect(unknown.status).toBe(400)
    })

    test('list their packages', async () => {
      const { people } = await house.acme()
      const filename = 'big_widget-1.0.tar.gz'
      await publish(house, people.write, { displayName: 'Big.Widget', filename })
      await visitor.signIn('read')
      expect((await visitor.get('/organizations/acme/repositories/pypi')).html).toContain('Big.Widget')
      expect((await visitor.get('/organizations/acme/repositories/pypi/packages/other')).status).toBe(404)
      expect((await visitor.get('/organizations/acme/repositories/cobol')).status).toBe(404)
    })
  })

  describe('members', () => {
    beforeEach(async () => {
      await house.acme()
      await visitor.signIn('owner')
    })

    const roleOf = async (username: string) => {
      const account = await house.accounts.byUsername(username)
      const organization = await house.organizations.byName('acme')
      return house.organizations.roleOf(account?.id ?? '', organization?.id ?? '')
    }

    test('are listed to every member; only owners get the controls', async () => {
      const { html } = await visitor.get('/organizations/acme/members')
      expect(html).toContain('aria-label="Role of write"')
      const reader = new Visitor(house, origin)
      await reader.signIn('read')
      const theirs = (await reader.get('/organizations/acme/members')).html
      expect(theirs).toContain('admin-of-acme')
      expect(theirs).not.toContain('<select')
      expect(theirs).not.toContain('Invite somebody')
    })

    test('get another role, or are removed after a question', async () => {
      await visitor.submit('/organizations/acme/members/read', { role: 'admin' }, { page: '/' })
      expect(await roleOf('read')).toBe('admin')
      const path = '/organizations/acme/members/read/remove'
      expect((await visitor.get(path)).html).toContain('Remove read?')
      expect((await visitor.submit(path, {})).status).toBe(303)
      expect(await roleOf('read')).toBeUndefined()
    })

    test('who are none are as unknown as a name that nobody has', async () => {
      await house.person('stranger')
      for (const path of ['', '/remove']) {
        const answers = await Promise.all(
          ['stranger', 'nobody-is'].map(async name => {
            const { status, html } = await visitor.submit(
              `/organizations/acme/members/${name}${path}`,
              { role: 'read' },
              { page: '/' },
            )
            return { status, html: html.replaceAll(name, 'NAME') }
          }),
        )
        expect(answers[0]).toMatchObject({
          status: 404,
          html: expect.stringContaining('Nobody of that name'),
        })
        expect(answers[1]).toEqual(answers[0])
      }
    })

    test('never lose their last owner, and the page says why', async () => {
      const lowered = await visitor.submit(
        '/organizations/acme/members/owner',
        { role: 'read' },
        { page: '/' },
      )
      expect(lowered.status).toBe(409)
      expect(lowered.html).toContain('role="alert"')
      const removed = await visitor.submit('/organizations/acme/members/owner/remove', {})
      expect(removed.status).toBe(409)
      expect(await roleOf('owner')).toBe('owner')
    })

    test('change only after the password was given in the last ten minutes', async () => {
      house.clock.advance(11 * 60_000)
      for (const [path, fields] of [
        ['/organizations/acme/members/read', { role: 'owner' }],
        ['/organizations/acme/members/read/remove', {}],
        ['/organizations/acme/invitations', { role: 'owner' }],
      ] as const) {
        const answer = await visitor.submit(path, fields, { page: '/' })
        expect(answer.html).toContain('Is it still you?')
      }
      expect(await roleOf('read')).toBe('read')
    })
  })
})
