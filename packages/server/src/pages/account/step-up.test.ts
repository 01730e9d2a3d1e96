/** Giving a one-time code for a login or a key on its page. */
import { beforeEach, describe, expect, test } from 'vitest'
import type { Account } from '../../accounts/index.ts'
import { windowOf } from '../../second-factors/index.ts'
import { type App, giveSecondFactor } from '../../second-factors/testing.ts'
import { embeddedStores } from '../../storage/testing/embedded.ts'
import { createPagesHouse, origin, type PagesHouse } from '../testing/house.ts'
import { Visitor } from '../testing/visitor.ts'

const everything = [{ actions: ['publish'], targets: ['*'] }]

const open = embeddedStores()
let house: PagesHouse
let alice: Account
let visitor: Visitor
let app: App

beforeEach(async () => {
  house = createPagesHouse(await open())
  alice = await house.person('alice')
  visitor = new Visitor(house, origin)
  await visitor.signIn('alice')
})

/** In a browser that gave a code while signing in; the next one is another. */
async function addSecondFactor() {
  app = await giveSecondFactor(house.store, alice.id, house.clock)
  await visitor.submit('/login/code', { code: app.code().expose() })
  app.nextCode(house.clock)
}
const refuse = async (holder: { readonly loginId?: string; readonly keyId?: string }, client: string) => {
  const details = { action: 'publish', target: 'pypi:acme/widget' }
  const what = { what: 'token.refused', code: 'totp_required', address: '198.51.100.7', client } as const
  house.audit.note({ ...what, ...holder, details })
  await house.audit.flush()
}
const pathOf = async (kind: 'login' | 'key', account = alice) => {
  const id =
    kind === 'login'
      ? (await house.loginOf(account)).login.id
      : (await house.keyOf(account, everything)).key.id
  return { id, path: `/account/${kind}s/${id}/step-up` }
}

describe.each(['login', 'key'] as const)('the page that takes a code for a %s', kind => {
  test('opens its window, and says to do it again', async () => {
    const { id, path } = await pathOf(kind)
    await addSecondFactor()
    const answer = await visitor.submit(path, { code: app.code().expose() })
    expect(answer.headers.get('location')).toBe(path)
    const { html } = await visitor.get(path)
    expect(html).toContain('Now do it again')
    expect(html).toMatch(/data-left="300000"[^>]*><time[^>]*>in 5 minutes/)
    expect(html).not.toContain('name="code"')
    expect(await windowOf(house.store.read, kind, id)).toBe(house.clock.now() + 5 * 60_000)
  })

  test('takes a code again once the window closed', async () => {
    const { path } = await pathOf(kind)
    await addSecondFactor()
    await visitor.submit(path, { code: app.code().expose() })
    house.clock.advance(5 * 60_000)
    const { html } = await visitor.get(path)
    expect(html).toContain('name="code"')
    expect(html).not.toContain('Now do it again')
  })

  test('says what was refused and, once there is a code for it, what to type again', async () => {
    const { id, path } = await pathOf(kind)
    await addSecondFactor()
    await refuse({ [`${kind}Id`]: id }, 'twine/6.1.0')
    for (const shown of ['publish pypi:acme/widget', 'twine/6.1.0', '198.51.100.7'])
      expect((await visitor.get(path)).html).toContain(shown)
    await visitor.submit(path, { code: app.code().expose() })
    expect((await visitor.get(path)).html).toContain('twine upload dist/*')
  })

  test('says of a program that it does not know to do the same again, and nothing of one that came long ago', async () => {
    const { id, path } = await pathOf(kind)
    await addSecondFactor()
    await refuse({ [`${kind}Id`]: id }, 'constructor/1 <b>')
    expect((await visitor.get(path)).html).toContain('constructor/1 &lt;b&gt;')
    house.clock.advance(31 * 60_000)
    const code = app.code().expose()
    const { html } = await visitor.get(path)
    expect(html).not.toContain('What was refused')
    await visitor.submit(path, { code })
    expect((await visitor.get(path)).html).toContain('do the same once more')
  })

  test('says at the field that a code is wrong, or missing, and opens nothing', async () => {
    const { id, path } = await pathOf(kind)
    await addSecondFactor()
    for (const code of ['000000', '']) {
      const answer = await visitor.submit(path, { code })
      expect(answer.status).toBeGreaterThanOrEqual(400)
      expect(answer.html).toContain('id="code-problem"')
    }
    expect(await windowOf(house.store.read, kind, id)).toBeUndefined()
  })

  test('leads to where a second factor is added, where there is none', async () => {
    const { path } = await pathOf(kind)
    expect((await visitor.get(path)).html).toContain('href="/account/second-factor"')
  })

  test('knows nobody else’s', async () => {
    const { id, path } = await pathOf(kind, await house.person('bob'))
    await addSecondFactor()
    expect((await visitor.get(path)).status).toBe(404)
    const answer = await visitor.submit(path, { code: app.code().expose() }, { page: '/account' })
    expect(answer.status).toBe(404)
    expect(await windowOf(house.store.read, kind, id)).toBeUndefined()
  })
})
