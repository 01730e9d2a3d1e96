/** Home: what needs attention comes first, with its one action; then what is there, in short; then what to type next. */
import { beforeEach, describe, expect, test } from 'vitest'
import { operator } from '../../audit/index.ts'
import { giveSecondFactor } from '../../second-factors/testing.ts'
import { embeddedStores } from '../../storage/testing/embedded.ts'
import { createPagesHouse, granted, origin, type PagesHouse, password } from '../testing/house.ts'
import { Visitor } from '../testing/visitor.ts'

const day = 24 * 60 * 60 * 1000
const publishing = [{ actions: ['publish'], targets: ['pypi:acme/widget'] }]
const open = embeddedStores()
let house: PagesHouse
let visitor: Visitor

beforeEach(async () => {
  house = createPagesHouse(await open())
  visitor = new Visitor(house, origin)
})

const homeOf = async (username: string, query = '') => {
  await visitor.signIn(username)
  return (await visitor.get(`/${query}`)).html
}

/** Each line of what needs attention: what, why, and where its one action leads. */
const attentionIn = (html: string) =>
  [
    ...html.matchAll(
      /<li>\s*<div><strong>(.*?)<\/strong> <span class="soft">(.*?)<\/span><\/div>\s*<a href="(.*?)"/g,
    ),
  ].map(([, what, why = '', path]) => [what, why.replaceAll(/<[^>]*>/g, ''), path])

describe('what needs attention', () => {
  async function keysOf(username: string) {
    const { people } = await house.acme()
    const person = people[username as keyof typeof people]
    const make = async (name: string, targets: readonly string[], days: number | 'never') => {
      const expiresAt = days === 'never' ? days : house.clock.now() + days * day
      const { key } = await house.keyOf(person, [{ actions: ['publish'], targets }], { expiresAt })
      granted(await house.keys.rename(key.id, name, 'local command'))
      return key
    }
    const use = async (id: string) => {
      house.keys.used(id, { at: house.clock.now(), address: undefined, client: undefined })
      await house.keys.flush()
    }
    return { make, use }
  }

  test('is each key with its most urgent reason and the one thing to do, what expires first before the others', async () => {
    const { make, use } = await keysOf('write')
    const stale = await make('stale', ['pypi:acme/a'], 200)
    const unused = await make('unused', ['pypi:acme/b'], 300)
    await use(stale.id)
    house.clock.advance(95 * day)
    const expiring = await make('expiring', ['pypi:acme/c'], 15)
    const wide = await make('wide', ['*'], 400)
    const fine = await make('fine', ['pypi:acme/d'], 300)
    house.clock.advance(9 * day)
    for (const { id } of [expiring, wide, fine]) await use(id)

    const lines = attentionIn(await homeOf('write')).filter(([what]) => !what?.includes('@'))
    expect(lines).toEqual([
      ['expiring', 'expires in 6 days.', `/account/keys/${expiring.id}`],
      ['stale', 'was last used 104 days ago.', `/account/keys/${stale.id}/revoke`],
      ['unused', 'was made 104 days ago, and never used.', `/account/keys/${unused.id}/revoke`],
      ['wide', 'may do more than one job needs, or for longer.', `/account/keys/${wide.id}/tighten`],
    ])
  })

  test('is five keys at most, and the way to the others', async () => {
    const { make } = await keysOf('write')
    for (const name of ['a', 'b', 'c', 'd', 'e', 'f']) await make(name, ['*'], 90)
    const html = await homeOf('write')
    expect(attentionIn(html).filter(([what]) => what?.length === 1)).toHaveLength(5)
    expect(html).toContain('See all keys that ask for a look')
  })

  test('is a second factor that an organization asks for, above everything else, until there is one', async () => {
    const { organization, people } = await house.acme()
    granted(await house.organizations.setPolicy(organization.id, { requireSecondFactor: true }, operator))
    expect(await homeOf('write')).toMatch(/<aside.*Acme.*href="\/account\/second-factor".*<main/s)
    const app = await giveSecondFactor(house.store, people.write.id, house.clock)
    await visitor.signIn('write')
    await visitor.submit('/login/code', { code: app.nextCode(house.clock).expose() })
    expect((await visitor.get('/')).html).not.toContain('<aside')
  })

  test('is an address that nobody has verified', async () => {
    const link = await house.invitations.setUp(operator)
    await visitor.post(`/set-up/${link?.expose()}`, { username: 'ada', email: 'ada@example.com', password })
    expect(attentionIn((await visitor.get('/')).html)).toEqual([
      ['ada@example.com', 'is not verified: nobody knows yet that it is yours.', '/account/email'],
    ])
  })
})

describe('in short', () => {
  test('are organizations with role and repositories, keys, logins, and what happened last', async () => {
    const { people } = await house.acme()
    await house.keyOf(people.write, publishing)
    await house.loginOf(people.write, { deviceName: 'tablet' })
    const html = await homeOf('write')
    expect(html).toContain('<a href="/organizations/acme">Acme</a>')
    expect(html).toContain('<a href="/organizations/acme/repositories/pypi">pypi:acme</a> private')
    expect(html).toContain('>All my keys: one works</a>')
    expect(html).toContain('<span>tablet</span>')
    expect(html).toContain('>All my logins: one works</a>')
    expect(html).toContain('A key was made.')
    expect(html).not.toContain('Create an organization')
  })

  test('an administrator of a new server is told to go on with set-up, and nobody else is', async () => {
    await house.person('root-of-all', true)
    await house.person('grace')
    expect(await homeOf('root-of-all')).toContain('<a class="button" href="/set-up">Continue setting up</a>')
    expect(await homeOf('grace')).not.toContain('/set-up')
  })

  test('of many organizations the first are shown with what is theirs, the others by name', async () => {
    const ada = await house.person('ada')
    for (let index = 10; index < 20; index += 1) await house.organization(`team-${index}`, ada)
    const html = await homeOf('ada')
    expect(html.match(/No repository yet/g)).toHaveLength(8)
    expect(html).toMatch(/And in\s+<a href="\/organizations\/team-18">/)
    expect(html).toContain('<a href="/organizations/team-19">')
  })
})

describe('what to type next', () => {
  test('has origin and organization filled in, for the repository that is chosen', async () => {
    const { organization } = await house.acme()
    const hex = { organization, ecosystem: 'hex', visibility: 'private' } as const
    granted(await house.repositories.create(hex, operator))
    const typedOn = async (query = '') => (await homeOf('write', query)).replaceAll(/<\/?span>/g, '')
    const html = await typedOn()
    expect(html).toContain(`npx latchkey login ${origin}<`)
    expect(html).toContain('npx latchkey exec --repository hex:acme -- mix hex.publish')
    const pypi = await typedOn('?use=pypi:acme')
    expect(pypi).toContain('npx latchkey exec --repository pypi:acme -- twine upload dist/*')
    expect(pypi).toContain(`repository = ${origin}/pypi/acme/legacy/`)
    expect(pypi).not.toContain('mix hex.publish')
  })

  test('is about nothing that one does not belong to, whatever the address says', async () => {
    await house.acme()
    await house.organization('globex', await house.person('ada'))
    expect(await homeOf('write', '?use=pypi:globex')).not.toContain('/pypi/globex/')
    expect(await homeOf('write', '?use=%3Cscript%3E')).not.toContain('<script>')
  })
})
