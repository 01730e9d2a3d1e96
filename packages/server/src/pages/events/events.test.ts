/** What happened, for people: readable, escaped, a page at a time, and for nobody whom it does not concern. */
import { beforeEach, expect, test } from 'vitest'
import { operator, recordEvent } from '../../audit/index.ts'
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
    expect(html).toContain('<dd>pypi:acme</dd>')
    expect(html).toContain('<dd>owner, signed in</dd>')
    expect(html).not.toContain('An organization was made.</h2>')
  })

  test('what others wrote is escaped', async () => {
    const [{ key }] = [await house.keyOf(acme.people.owner, [{ actions: ['read'], targets: ['*'] }])]
    granted(await house.keys.rename(key.id, '<script>alert(1)</script>', 'local command'))
    const { html } = await owner.get('/account/events')
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
    expect(html).not.toContain('<script>alert')
  })

  test('older events are a page further, under the same filter', async () => {
    for (let each = 0; each < 51; each += 1) {
      await house.store.write(transaction =>
        recordEvent(transaction, {
          ...{
            what: 'key.revoked',
            at: house.clock.now(),
            cause: operator,
            organizationId: acme.organization.id,
          },
          ...{ details: { each } },
        }),
      )
    }
    const { html } = await owner.get('/organizations/acme/events?what=key.revoked')
    const [, older = ''] = /<a href="([^"]+)">Older events</.exec(html) ?? []
    expect(html.match(/<dt>Each<\/dt>/g)).toHaveLength(50)
    const next = await owner.get(older.replaceAll('&amp;', '&'))
    expect(next.html).toContain('<dt>Each</dt><dd>0</dd>')
    expect(next.html.match(/<dt>Each<\/dt>/g)).toHaveLength(1)
    expect(next.html).not.toContain('Older events')
  })

  test('a member who is no owner sees no way there, and finds none', async () => {
    const member = new Visitor(house, origin)
    await member.signIn('read')
    expect((await member.get('/organizations/acme')).html).not.toContain('/organizations/acme/events')
    expect(await member.get('/organizations/acme/events')).toMatchObject({ status: 403 })
    expect((await member.get('/account/events')).html).toContain('Somebody became a member.')
  })
})
