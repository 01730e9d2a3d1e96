/** What a key was used for, on its pages. */
import { beforeEach, expect, test } from 'vitest'
import type { Key } from '../../keys/index.ts'
import { forEachEngine } from '../../storage/testing/stores.ts'
import { createPagesHouse, origin, type PagesHouse } from '../testing/house.ts'
import { Visitor } from '../testing/visitor.ts'

const day = 24 * 60 * 60_000

forEachEngine((_engine, open) => {
  let house: PagesHouse
  let visitor: Visitor
  let key: Key

  beforeEach(async () => {
    house = createPagesHouse(await open())
    const { people } = await house.acme()
    key = (await house.keyOf(people.owner, [{ actions: ['publish', 'read'], targets: ['pypi:acme'] }])).key
    visitor = new Visitor(house, origin)
    await visitor.signIn('owner')
  })

  const path = () => `/account/keys/${key.id}`
  const use = {
    action: 'read',
    target: 'pypi:acme/widget',
    client: 'pip/24.0',
    address: '192.0.2.7',
  } as const
  const count = (more: Partial<Parameters<PagesHouse['keys']['count']>[0]> = {}) =>
    house.keys.count({ key: key.id, owner: key.owner.id, ...use, ...more })

  test.each(['', '/usage'])('stands by day on the page %s, the newest first', async below => {
    expect((await visitor.get(path() + below)).html).toMatch(/Nothing (yet|of this kind)\./)
    count()
    count()
    house.clock.advance(day)
    count({ client: undefined, address: undefined })
    await house.keys.flush()
    await visitor.signIn('owner')
    const { html } = await visitor.get(path() + below)
    const [later, earlier] = [html.lastIndexOf('>2 January 2026<'), html.lastIndexOf('>1 January 2026<')]
    expect(later).toBeGreaterThan(0)
    expect(html.slice(later, earlier)).toContain(
      '<td>read</td><td>pypi:acme/widget</td><td>unknown</td><td>unknown</td><td class="number">1</td>',
    )
    expect(html.slice(earlier)).toContain(
      '<td>read</td><td>pypi:acme/widget</td><td>pip/24.0</td><td>192.0.2.0/24</td><td class="number">2</td>',
    )
  })

  test('is shown of one action, among those that the key may do', async () => {
    count()
    count({ action: 'publish', target: 'pypi:acme/gadget' })
    await house.keys.flush()
    const { html } = await visitor.get(`${path()}/usage?action=publish`)
    expect(html).toContain('pypi:acme/gadget')
    expect(html).not.toContain('pypi:acme/widget')
    expect(html).toContain('aria-current="true">publish<')
    expect(html).toContain('/usage?action=read"')
    expect(html).not.toContain('/usage?action=delete"')
    expect((await visitor.get(`${path()}/usage?action=nonsense`)).html).toContain('pypi:acme/widget')
  })

  test('leads from its page to all of it, a page at a time, also of one action', async () => {
    for (let index = 0; index < 120; index += 1) count({ target: `pypi:acme/no-${index}` })
    count({ action: 'publish' })
    await house.keys.flush()
    const rows = (html: string) => html.match(/<tr><td>/g)?.length
    const first = await visitor.get(path())
    expect(rows(first.html)).toBe(10)
    expect(first.html).toContain(`href="${path()}/usage"`)
    for (const [query, expected] of [
      ['', 121],
      ['?action=read', 120],
    ] as const) {
      const page = await visitor.get(`${path()}/usage${query}`)
      const [, next = ''] = /<a href="([^"]+)">Earlier/.exec(page.html) ?? []
      expect(rows(page.html)).toBe(100)
      expect(rows((await visitor.get(next.replaceAll('&amp;', '&'))).html)).toBe(expected - 100)
    }
  })

  test('is nobody else’s to read', async () => {
    const other = new Visitor(house, origin)
    await other.signIn('write')
    for (const at of [path(), `/organizations/acme/keys/${key.id}`])
      expect((await other.get(`${at}/usage`)).status).toBeGreaterThanOrEqual(403)
  })
})
