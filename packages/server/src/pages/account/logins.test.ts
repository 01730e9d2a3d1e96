/** What a person let in, on the pages. */
import { beforeEach, expect, test } from 'vitest'
import { unrecorded } from '../../storage/testing/recorded.ts'
import { forEachEngine } from '../../storage/testing/stores.ts'
import { createPagesHouse, origin, type PagesHouse } from '../testing/house.ts'
import { Visitor } from '../testing/visitor.ts'

const ending = '/account/logins/end'

forEachEngine((_engine, open) => {
  let house: PagesHouse
  let ada: { readonly id: string }
  let visitor: Visitor

  beforeEach(async () => {
    house = createPagesHouse(await open())
    ada = await house.person('ada')
    visitor = new Visitor(house, origin)
    await visitor.signIn('ada')
  })

  const page = async () => (await visitor.get('/account/logins')).html

  test('says that there is none, and where one begins', async () => {
    expect(await page()).toContain('No program is let in')
    expect(await page()).not.toContain('/account/logins/end')
    expect(await page()).toContain('href="/account/sessions"')
  })

  test('lists each with its device, its client, what it may do, and when and from where it was last used', async () => {
    const { login, tokens } = await house.loginOf(ada, {
      scope: 'api:read repositories',
      deviceName: 'build-7',
    })
    expect(await page()).toMatch(/<dt>Last used<\/dt><dd>.*never/)
    await house.authenticate(tokens.accessToken)
    house.logins.used(login.id, { at: house.clock.now(), address: '198.51.100.9', client: 'twine/4.0.2' })
    await house.logins.flush()
    house.clock.advance(5 * 60_000)
    const html = await page()
    for (const shown of ['build-7', 'latchkey', 'Look things up', 'Install packages'])
      expect(html).toContain(shown)
    expect(html).toMatch(
      /<dt>Last used<\/dt><dd>.*5 minutes ago<\/time> with twine\/4\.0\.2 from 198\.51\.100\.9/,
    )
    expect(html).toMatch(/<dt>Ends<\/dt><dd>.*in 29 days<\/time>, unless it is used/)
    expect(html).not.toContain('Change things in your name')
  })

  test('ends one after it asked, and its tokens with it', async () => {
    const { login, tokens } = await house.loginOf(ada, { deviceName: 'build-7' })
    const other = await house.loginOf(ada, { deviceName: 'laptop' })
    expect(await page()).toContain(`href="${ending}?login=${login.id}"`)
    const asked = (await visitor.get(`${ending}?login=${login.id}`)).html
    expect(asked).toContain('End latchkey on build-7?')
    expect(asked).not.toContain('laptop')
    expect(await house.authenticate(tokens.accessToken)).toMatchObject({ kind: 'token' })
    const answer = await visitor.submit(ending, { login: login.id }, { page: '/account/logins' })
    expect(answer.headers.get('location')).toBe('/account/logins?done=one')
    expect(await house.authenticate(tokens.accessToken)).toMatchObject({ code: 'login_ended' })
    expect(await house.authenticate(other.tokens.accessToken)).toMatchObject({ kind: 'token' })
    const html = await page()
    expect(html.indexOf('laptop')).toBeLessThan(html.indexOf('id="over"'))
    expect(html.indexOf('build-7')).toBeGreaterThan(html.indexOf('id="over"'))
    expect(html.match(/aria-label="End /g)).toHaveLength(1)
  })

  test('ends those that are ticked, and no other', async () => {
    const made = [await house.loginOf(ada), await house.loginOf(ada), await house.loginOf(ada)]
    const [one, two, three] = made.map(({ login }) => login.id)
    const ticked = [one ?? '', two ?? '']
    const asked = (await visitor.get(`${ending}?login=${one}&login=${two}`)).html
    expect(asked).toContain('End these 2 logins?')
    const answer = await visitor.submit(ending, { login: ticked }, { page: '/account/logins' })
    expect(answer.headers.get('location')).toBe('/account/logins?done=several')
    expect((await visitor.get('/account/logins?done=several')).html).toContain('These logins are ended')
    const living = (await house.logins.list(ada.id)).items.filter(({ endedAt }) => endedAt === undefined)
    expect(living.map(({ id }) => id)).toEqual([three])
  })

  test('says to tick something where nothing was', async () => {
    await house.loginOf(ada)
    expect((await visitor.get(ending)).headers.get('location')).toBe('/account/logins?done=nothing')
    const answer = await visitor.submit(ending, {}, { page: '/account/logins' })
    expect(answer.headers.get('location')).toBe('/account/logins?done=nothing')
    expect((await visitor.get('/account/logins?done=nothing')).html).toContain('Nothing was ended')
    expect((await house.logins.list(ada.id)).items[0]?.endedAt).toBeUndefined()
  })

  test('ends none of anybody else, and shows none: with one of theirs not even one of one’s own', async () => {
    const bob = await house.person('bob')
    const theirs = await house.loginOf(bob, { deviceName: 'theirs' })
    expect(await page()).not.toContain('theirs')
    const mine = await house.loginOf(ada)
    expect((await visitor.get(`${ending}?login=${theirs.login.id}`)).status).toBe(404)
    const both = { login: [mine.login.id, theirs.login.id] }
    expect((await visitor.submit(ending, both, { page: '/account/logins' })).status).toBe(404)
    for (const { tokens } of [mine, theirs])
      expect(await house.authenticate(tokens.accessToken)).toMatchObject({ kind: 'token' })
  })

  test('ends all of them at once, after it asked', async () => {
    const made = [await house.loginOf(ada), await house.loginOf(ada)]
    expect((await visitor.get(`${ending}?all=yes`)).html).toContain('End all your logins?')
    for (const { tokens } of made)
      expect(await house.authenticate(tokens.accessToken)).toMatchObject({ kind: 'token' })
    const answer = await visitor.submit(ending, { all: 'yes' }, { page: '/account/logins' })
    expect(answer.headers.get('location')).toBe('/account/logins?done=all')
    for (const { tokens } of made)
      expect(await house.authenticate(tokens.accessToken)).toMatchObject({ code: 'login_ended' })
    expect((await visitor.get('/account/logins?done=all')).html).toContain('All your logins are ended')
  })

  test('says of one that is over that it is, and why', async () => {
    await house.loginOf(ada, { deviceName: 'old' })
    const { login } = await house.loginOf(ada, { deviceName: 'copied' })
    const stolen = { ended_at: house.clock.now(), ended_because: 'stolen' } as const
    await unrecordedly(house, login.id, stolen)
    house.clock.advance(30 * 24 * 3_600_000)
    await visitor.signIn('ada')
    const html = await page()
    expect(html).toContain('ended: a copy of it was used')
    expect(html).toContain('over: not used for long')
    expect(html).toContain('No program is let in')
    expect(html).not.toContain('aria-label="End ')
  })

  test('shows fifty, and leads to those before', async () => {
    for (let n = 0; n < 51; n += 1) {
      await house.loginOf(ada, { deviceName: `device-${n}` })
      house.clock.advance(1000)
    }
    const first = await page()
    expect(first).toContain('device-50')
    expect(first).not.toContain('device-0<')
    const after = /href="\?after=([^"]+)"/.exec(first)?.[1] ?? ''
    expect((await visitor.get(`/account/logins?after=${after}`)).html).toContain('device-0<')
  })
})

function unrecordedly(
  house: PagesHouse,
  id: string,
  change: { readonly ended_at: number; readonly ended_because: 'stolen' },
) {
  return unrecorded(house.store).write(transaction =>
    transaction.updateTable('logins').set(change).where('id', '=', id).execute(),
  )
}
