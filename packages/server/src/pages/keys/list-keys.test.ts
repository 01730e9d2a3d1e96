/** Looking through keys on the pages. */
import { beforeEach, describe, expect, test } from 'vitest'
import { forEachEngine } from '../../storage/testing/stores.ts'
import { type OpenAcme, openAcme } from '../testing/acme.ts'
import { granted, origin, type PagesHouse } from '../testing/house.ts'
import { Visitor } from '../testing/visitor.ts'

const hour = 60 * 60_000
const day = 24 * hour

forEachEngine((_engine, open) => {
  let house: PagesHouse
  let acme: OpenAcme['acme']
  let visitor: Visitor

  beforeEach(async () => {
    ;({ house, acme, visitor } = await openAcme(await open(), 'write'))
  })

  const make = async (name: string, target = 'pypi:acme', days = 90) => {
    const allow = [{ actions: ['read'], targets: [target] }]
    const made = await house.keyOf(acme.people.write, allow, { expiresAt: house.clock.now() + days * day })
    granted(await house.keys.rename(made.key.id, name, 'local command'))
    house.clock.advance(1)
    return made
  }
  const owner = () => ({ kind: 'account', id: acme.people.write.id }) as const
  const names = async (query: string) => namesIn((await visitor.get(`/account/keys${query}`)).html)
  const namesIn = (html: string) => [...html.matchAll(/<h2><a [^>]+>([^<]+)<\/a>/g)].map(([, name]) => name)

  test('each row says what its key may do, and when, by what, from where and for what it was last used', async () => {
    const { key, token } = await make('release')
    expect((await visitor.get('/account/keys')).html).toMatch(/Last used<\/dt><dd><span class="soft">never/)
    granted(await house.authenticate(token))
    const use = { address: '192.0.2.7', client: 'twine/4.0.2' }
    house.keys.count({ key: key.id, owner: key.owner.id, action: 'read', target: 'pypi:acme/widget', ...use })
    await house.keys.flush()
    house.clock.advance(3 * hour)
    const { html } = await visitor.get('/account/keys')
    expect(html).toContain('<li>Read everything in pypi:acme</li>')
    expect(html).toMatch(/3 hours ago<\/time>\s*<span class="soft">with twine\/4\.0\.2 from 192\.0\.2\.7/)
    expect(html).toContain('lately for pypi:acme/widget')
    expect(html).toContain('>in 89 days<')
  })

  describe('keys are found', () => {
    beforeEach(async () => {
      await make('release of widget', 'pypi:acme/widget', 5)
      await make('CI', 'pypi:acme', 300)
      await make('laptop', '*', 30)
      const old = await make('old', 'pypi:acme')
      granted(await house.keys.revoke(old.key.id, 'local command'))
    })

    test('by a word of their name, or of a target', async () => {
      expect(await names('?find=WIDGET')).toEqual(['release of widget'])
      expect(await names('?find=pypi:acme')).toEqual(['CI', 'release of widget'])
      expect(await names('?find=l')).toEqual(['laptop', 'release of widget'])
    })

    test('by how they are; those that work where nothing was said', async () => {
      expect(await names('')).toEqual(['laptop', 'CI', 'release of widget'])
      expect(await names('?show=too-wide')).toEqual(['laptop'])
      expect(await names('?show=revoked')).toEqual(['old'])
      expect(await names('?show=all')).toHaveLength(4)
      house.clock.advance(6 * day)
      await visitor.signIn('write')
      expect(await names('?show=expired')).toEqual(['release of widget'])
      expect(await names('?show=all&find=o')).toEqual(['old', 'laptop', 'release of widget'])
    })

    test('in the order of their last use, those that were never used last', async () => {
      const [ci] = (await house.keys.lookThrough(owner(), { word: 'CI' })).items
      house.keys.used(ci?.id ?? '', { at: house.clock.now(), address: undefined, client: undefined })
      await house.keys.flush()
      expect((await names('?by=last-used'))[0]).toBe('CI')
      expect(await names('?by=last-used')).toHaveLength(3)
    })

    test('in the order that was asked for', async () => {
      expect(await names('?by=name')).toEqual(['CI', 'laptop', 'release of widget'])
      expect(await names('?by=expiry')).toEqual(['release of widget', 'laptop', 'CI'])
    })

    test('whatever nonsense is asked for, as if it was not', async () => {
      expect(await names('?by=drop&show=everything')).toEqual(await names(''))
      expect(await names('?after=nonsense')).toEqual([])
    })

    test('and what was asked for stands in the form, and in the way to every other list', async () => {
      const { html } = await visitor.get('/account/keys?find=%22%3Ewidget&show=all&by=name')
      expect(html).toContain('value="&quot;&gt;widget"')
      expect(html).toContain('<option value="name" selected>')
      expect(html).toMatch(/href="\/account\/keys\?find=%22%3Ewidget&amp;show=revoked&amp;by=name"/)
      expect(html).toContain('aria-current="true">All<')
    })
  })

  test('none at all leads to the first; none that is so, to all of them', async () => {
    expect((await visitor.get('/account/keys')).html).toContain('No keys yet')
    await make('laptop')
    const { html } = await visitor.get('/account/keys?find=nothing')
    expect(html).toContain('No key of yours matches')
    expect(html).toContain('href="/account/keys?show=all"')
    expect(html).toContain('value="nothing"')
  })

  test.each(['newest', 'name', 'expiry', 'last-used'])(
    'are a page at a time, in the order %s',
    async order => {
      for (let index = 0; index < 31; index += 1) await make(`key no ${index}`)
      const first = await visitor.get(`/account/keys?by=${order}&find=no`)
      const [, next = ''] = /<a href="([^"]+)">More keys/.exec(first.html) ?? []
      const second = await visitor.get(next.replaceAll('&amp;', '&'))
      expect(namesIn(first.html)).toHaveLength(30)
      expect(namesIn(second.html)).toHaveLength(1)
      expect(new Set([...namesIn(first.html), ...namesIn(second.html)]).size).toBe(31)
      expect(second.html).toContain('Back to the first')
    },
  )

  test('somebody else’s keys are in nobody’s list, whatever is looked for', async () => {
    await make('laptop')
    const other = new Visitor(house, origin)
    await other.signIn('owner')
    for (const path of ['/account/keys?show=all&find=laptop', '/organizations/acme/keys?show=all'])
      expect((await other.get(path)).html).not.toContain('>laptop<')
  })
})
