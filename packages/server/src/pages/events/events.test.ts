/** What happened, for people: readable, escaped, a page at a time, and for nobody whom it does not concern. */
import { beforeEach, expect, test } from 'vitest'
import { type NewEvent, operator, recordEvent } from '../../audit/index.ts'
import { forEachEngine } from '../../storage/testing/stores.ts'
import { createPagesHouse, granted, origin, type PagesHouse } from '../testing/house.ts'
import { Visitor } from '../testing/visitor.ts'

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

  test('an owner reads who changed what, signed in from where, and is led there', async () => {
    expect((await owner.get('/organizations/acme')).html).toContain('href="/organizations/acme/events"')
    await owner.submit('/organizations/acme/repositories/pypi', { visibility: 'public' })
    const { html } = await owner.get('/organizations/acme/events?what=repository.visibility_changed')
    expect(html).toContain('Who may read a repository was changed.')
    expect(html).toContain('<a href="/organizations/acme/repositories/pypi">pypi:acme</a>')
    expect(html).toContain('owner, signed in</summary>')
    expect(html).not.toContain('An organization was made.</strong>')
  })

  test('what others wrote is escaped', async () => {
    const [{ key }] = [await house.keyOf(acme.people.owner, [{ actions: ['read'], targets: ['*'] }])]
    granted(await house.keys.rename(key.id, '<script>alert(1)</script>', 'local command'))
    const { html } = await owner.get('/account/events')
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
    expect(html).not.toContain('<script>alert')
  })

  const record = (count: number, event: Partial<NewEvent> = {}) =>
    house.store.write(async transaction => {
      for (let each = 0; each < count; each += 1)
        await recordEvent(transaction, {
          ...{
            what: 'key.revoked',
            at: house.clock.now(),
            cause: operator,
            organizationId: acme.organization.id,
          },
          ...{ details: { each }, ...event },
        })
    })
  const wayTo = (html: string, said: string) =>
    new RegExp(`<a class="button quiet" href="([^"]+)">${said}<`).exec(html)?.[1]?.replaceAll('&amp;', '&')

  test('older events are a page further and newer ones a page back, under the same filter', async () => {
    await record(51)
    const { html } = await owner.get('/organizations/acme/events?what=key.revoked')
    expect(html.match(/<dt>Each<\/dt>/g)).toHaveLength(50)
    expect(wayTo(html, 'Newer events')).toBeUndefined()
    const older = await owner.get(wayTo(html, 'Older events') ?? '')
    expect(older.html).toContain('<dt>Each</dt><dd>0</dd>')
    expect(older.html.match(/<dt>Each<\/dt>/g)).toHaveLength(1)
    expect(wayTo(older.html, 'Older events')).toBeUndefined()
    const back = await owner.get(wayTo(older.html, 'Newer events') ?? '')
    expect(back.html.match(/<dt>Each<\/dt>/g)).toHaveLength(50)
    expect(back.html).not.toContain('<dt>Each</dt><dd>0</dd>')
  })

  test.each([
    ['who', 'owner', 'A repository was made.'],
    ['address', '192.0.2.7', 'Who may read'],
    ['package', 'pypi:acme/widget', 'A repository was made.'],
    ['to', '2025-12-31', 'An organization was made.'],
  ])(
    'of those that are filtered by %s nothing else is shown, and the filter is taken away with one click',
    async (name, value, other) => {
      await owner.submit('/organizations/acme/repositories/pypi', { visibility: 'public' })
      const all = await owner.get('/organizations/acme/events')
      expect(all.html).toContain('An organization was made.</strong>')
      const { html } = await owner.get(`/organizations/acme/events?${new URLSearchParams({ [name]: value })}`)
      expect(html).not.toContain('An organization was made.</strong>')
      expect(html).toContain(`name="${name}" type="${name === 'to' ? 'date' : 'text'}" value="${value}"`)
      expect(html).toMatch(/<a class="badge warm" href="\/organizations\/acme\/events"/)
      const shown = html.split('<ol class="events">').slice(1).join('')
      if (name !== 'address') expect(shown).not.toContain(other)
      else expect(shown).toContain(other)
    },
  )

  test('the name of a person or package that there is not is told like one without events', async () => {
    const empty = /<p class="empty">([^<]+)</
    const said = async (filter: string) =>
      empty.exec((await owner.get(`/organizations/acme/events?${filter}`)).html)?.[1]
    await house.person('grace')
    expect(await said('who=grace')).toBe('No event matches.')
    expect(await said('who=nobody-of-that-name')).toBe('No event matches.')
    expect(await said('package=pypi:secret/plans')).toBe('No event matches.')
  })

  test('a member who is no owner sees no way there, and finds none', async () => {
    const member = new Visitor(house, origin)
    await member.signIn('read')
    expect((await member.get('/organizations/acme')).html).not.toContain('/organizations/acme/events')
    expect(await member.get('/organizations/acme/events')).toMatchObject({ status: 403 })
    expect((await member.get('/account/events')).html).toContain('Somebody became a member.')
  })
})
