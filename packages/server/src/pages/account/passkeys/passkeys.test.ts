/** The pages that take passkeys, attacked: by replays, foreign passkeys and sessions, stale proofs, garbage and names. */
import { Secret } from '@latchkey/protocol'
import { beforeEach, describe, expect, test } from 'vitest'
import { operator } from '../../../audit/index.ts'
import { preconfigured } from '../../../clients/index.ts'
import { Device, type Fault } from '../../../passkeys/testing.ts'
import { embeddedStores } from '../../../storage/testing/embedded.ts'
import { unrecorded } from '../../../storage/testing/recorded.ts'
import { createPagesHouse, granted, origin, type PagesHouse, password } from '../../testing/house.ts'
import { type Answer, formTokenIn, Visitor } from '../../testing/visitor.ts'

const open = embeddedStores()
let house: PagesHouse
let ada: Visitor

beforeEach(async () => {
  house = createPagesHouse(await open())
  await house.person('ada')
  ada = new Visitor(house, origin)
  await ada.signIn('ada')
})

/** What the page asks the browser for. */
function askedIn({ html }: Answer) {
  const [, data = '{}'] = /data-passkey="([^"]+)"/.exec(html) ?? []
  return JSON.parse(data.replaceAll('&quot;', '"').replaceAll('&amp;', '&')).options
}

const recoveryCodesIn = ({ html }: Answer) => html.match(/([a-z2-7]{4}-){5}[a-z2-7]{4}/g) ?? []

/** Adds a passkey by the forms. */
async function add(visitor: Visitor, name = 'Blue key') {
  const device = new Device({ origin })
  const page = await visitor.submit('/account/passkeys/new', {}, { page: '/account/passkeys' })
  const fields = { name, passkey: device.create(askedIn(page)) }
  const added = await visitor.post('/account/passkeys/add', fields, {
    formToken: formTokenIn(page.html) ?? '',
  })
  return { device, added }
}

async function signIn(device: Device, visitor = new Visitor(house, origin), fault: Fault = {}, next = '/') {
  const page = await visitor.get('/login')
  const answer = await visitor.post('/login/passkey', { next, passkey: device.get(askedIn(page), fault) })
  return { visitor, answer }
}

const idOf = async (username: string) => (await house.accounts.byUsername(username))?.id ?? ''
const isSignedIn = async (visitor: Visitor) => (await visitor.get('/account')).status === 200

describe('signing in', () => {
  test('begins a session in which nothing more is asked for, and goes to a path of this server only', async () => {
    const { device } = await add(ada)
    const { visitor, answer } = await signIn(device, undefined, {}, '/account/keys')
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/account/keys'])
    expect((await visitor.get('/account/keys')).status).toBe(200)
    const elsewhere = await signIn(device, undefined, {}, 'https://evil.example/')
    expect(elsewhere.answer.headers.get('location')).toBe('/')
  })

  test('says in which language somebody who never chose one is written to', async () => {
    const { device } = await add(ada)
    await unrecorded(house.store).write(transaction =>
      transaction.updateTable('accounts').set({ language: null }).execute(),
    )
    const visitor = new Visitor(house, origin)
    await visitor.post('/language', { language: 'de', here: '/login' })
    await signIn(device, visitor)
    expect(await house.accounts.byUsername('ada')).toMatchObject({ language: 'de' })
  })

  test('ends the session that the browser had, so that an id that was fixed before opens nothing', async () => {
    const { device } = await add(ada)
    await house.person('eve')
    const visitor = new Visitor(house, origin)
    await visitor.signIn('eve')
    const fixed = visitor.cookie ?? ''
    const asked = askedIn(await new Visitor(house, origin).get('/login'))
    expect((await visitor.post('/login/passkey', { passkey: device.get(asked) })).status).toBe(200)
    const stranger = new Visitor(house, origin)
    const page = await stranger.get('/login')
    const headers = { cookie: `${fixed}; ${stranger.cookie}`, 'sec-fetch-site': 'same-origin' }
    const body = new URLSearchParams({ passkey: device.get(askedIn(page)) })
    const answer = await stranger.send(
      new Request(`${origin}/login/passkey`, { method: 'POST', body, headers }),
    )
    expect(answer.status).toBe(303)
    const before = await new Visitor(house, origin).get('/account', { cookie: fixed })
    expect(before.headers.get('location')).toMatch(/^\/login/)
  })

  test('works in the browser that was asked, and once', async () => {
    const { device } = await add(ada)
    const victim = new Visitor(house, origin)
    const passkey = device.get(askedIn(await victim.get('/login')))
    const thief = new Visitor(house, origin)
    await thief.get('/login')
    expect((await thief.post('/login/passkey', { passkey })).status).toBe(409)
    expect((await new Visitor(house, origin).post('/login/passkey', { passkey })).status).toBe(200)
    expect((await victim.post('/login/passkey', { passkey })).status).toBe(303)
    const again = new Visitor(house, origin)
    expect((await again.post('/login/passkey', { passkey })).status).not.toBe(303)
    expect(await isSignedIn(thief)).toBe(false)
  })

  test('says the same of an unknown passkey, a disabled account and another site', async () => {
    const { device } = await add(ada)
    const answers = [
      (await signIn(new Device({ origin }))).answer,
      (await signIn(device, undefined, { origin: 'https://evil.example' })).answer,
      (await signIn(device, undefined, { unverified: true })).answer,
    ]
    granted(await house.lockOut.disable(await idOf('ada'), operator))
    answers.push((await signIn(device)).answer)
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 401])
    for (const { html } of answers) expect(html).toContain('This passkey is not known here')
  })

  test('is not begun from another site', async () => {
    const { device } = await add(ada)
    const visitor = new Visitor(house, origin)
    const passkey = device.get(askedIn(await visitor.get('/login')))
    const headers = { 'sec-fetch-site': 'cross-site' }
    expect((await visitor.post('/login/passkey', { passkey }, { headers })).status).toBe(403)
    expect(await isSignedIn(visitor)).toBe(false)
  })

  test.each([
    ['nonsense', 'nonsense', 400],
    ['an empty object', '{}', 400],
    ['a list', '[1]', 400],
    ['65 KiB', 'x'.repeat(65 * 1024), 413],
    ['a null character', '\0', 400],
  ])('answers %s in words', async (_what, passkey, status) => {
    const visitor = new Visitor(house, origin)
    await visitor.get('/login')
    const answer = await visitor.post('/login/passkey', { passkey })
    expect(answer.status).toBe(status)
    expect(answer.html).toContain('<h1>')
    expect(house.reports).toEqual([])
  })
})

describe('where a code is asked for', () => {
  test('after the password one’s own passkey is taken, and another’s is not', async () => {
    const { device } = await add(ada)
    await house.person('bob')
    const bob = new Visitor(house, origin)
    await bob.signIn('bob')
    const bobs = await add(bob)
    const visitor = new Visitor(house, origin)
    await visitor.signIn('ada')
    const page = await visitor.get('/login/code')
    const formToken = formTokenIn(page.html) ?? ''
    const give = (from: Device) =>
      visitor.post('/login/code', { passkey: from.get(askedIn(page)) }, { formToken })
    expect((await give(bobs.device)).status).toBe(401)
    expect(await isSignedIn(visitor)).toBe(false)
    expect((await give(device)).status).toBe(303)
    expect(await isSignedIn(visitor)).toBe(true)
  })

  test('without an app only a passkey or a recovery code is, and six digits are told so', async () => {
    const { added } = await add(ada)
    const [recoveryCode = ''] = recoveryCodesIn(added)
    const visitor = new Visitor(house, origin)
    await visitor.signIn('ada')
    const page = await visitor.get('/login/code')
    expect(page.html).not.toContain('name="code"')
    const formToken = formTokenIn(page.html) ?? ''
    const wrong = await visitor.post('/login/code', { code: '123456' }, { formToken })
    expect([wrong.status, wrong.html.includes('has no authenticator app')]).toEqual([409, true])
    expect((await visitor.post('/login/code', { recovery_code: recoveryCode }, { formToken })).status).toBe(
      303,
    )
  })

  test('a device is let in with it, and its login needs no code for five minutes; another’s lets nothing in', async () => {
    const { device } = await add(ada)
    const latchkey = preconfigured.find(({ id }) => id === 'latchkey')
    if (latchkey === undefined) return expect.unreachable()
    const asked = granted(await house.deviceAuthorizations.request(latchkey, { scope: 'api' }, {}))
    await ada.submit('/device', { user_code: asked.userCode })
    const page = await ada.get(`/device/${asked.userCode}`)
    const approve = async (passkey: string) => {
      const fields = { do: 'approve', may: ['api:read', 'api:write'], passkey }
      return ada.post(`/device/${asked.userCode}/answer`, fields, { formToken: formTokenIn(page.html) ?? '' })
    }
    expect((await approve(new Device({ origin }).get(askedIn(page)))).status).toBe(401)
    expect(await house.deviceAuthorizations.poll(asked.deviceCode, latchkey, {})).toMatchObject({
      code: 'authorization_pending',
    })
    house.clock.advance(10_000)
    expect((await approve(device.get(askedIn(page)))).status).toBe(303)
    expect(await house.deviceAuthorizations.poll(asked.deviceCode, latchkey, {})).toHaveProperty(
      'accessToken',
    )
    const window = house.store.read.selectFrom('windows').select(['closes_at', 'step'])
    expect(await window.execute()).toMatchObject([{ step: null }])
  })
})

describe('one’s own passkeys', () => {
  test.each(['new', 'add', 'PASSKEY/remove'])(
    '%s asks whether it is still you after ten minutes, and takes the passkey for it',
    async action => {
      const { device } = await add(ada)
      const [passkey] = await house.passkeys.list(await idOf('ada'))
      house.clock.advance(11 * 60_000)
      const path = `/account/passkeys/${action.replace('PASSKEY', passkey?.id ?? '')}`
      const asked = await ada.submit(path, {}, { page: '/account/passkeys' })
      expect(asked.html).toContain('Is it still you?')
      expect(await house.passkeys.list(await idOf('ada'))).toHaveLength(1)
      const formToken = formTokenIn(asked.html) ?? ''
      const fields = { passkey_again: device.get(askedIn(asked)) }
      expect((await ada.post(path, fields, { formToken })).html).not.toContain('Is it still you?')
    },
  )

  test('of others are neither renamed nor removed nor named', async () => {
    await add(ada, 'The key of Ada')
    const [passkey] = await house.passkeys.list(await idOf('ada'))
    await house.person('eve')
    const eve = new Visitor(house, origin)
    await eve.signIn('eve')
    const path = `/account/passkeys/${passkey?.id}`
    for (const answer of [
      await eve.get(`${path}/remove`),
      await eve.submit(`${path}/remove`, {}, { page: '/account' }),
      await eve.submit(`${path}/rename`, { name: 'mine' }, { page: '/account' }),
    ]) {
      expect(answer.status).toBe(404)
      expect(answer.html).not.toContain('The key of Ada')
    }
    expect(await house.passkeys.list(await idOf('ada'))).toMatchObject([{ name: 'The key of Ada' }])
  })

  test('are called what their owner likes, and it is text on every page', async () => {
    await add(ada, '<img src=x onerror=alert(1)>')
    const [passkey] = await house.passkeys.list(await idOf('ada'))
    for (const path of ['/account/passkeys', `/account/passkeys/${passkey?.id}/remove`, '/account/events']) {
      const { html } = await ada.get(path)
      expect(html).toContain('&lt;img src=x')
      expect(html).not.toContain('<img src=x')
    }
    const renamed = await ada.submit(
      `/account/passkeys/${passkey?.id}/rename`,
      { name: ' ' },
      { page: '/account/passkeys' },
    )
    expect([renamed.status, renamed.html.includes('1 to 80 characters')]).toEqual([400, true])
  })

  test('are none where browsers use none, and the page says why', async () => {
    const at = 'http://packages.example.com'
    const plain = createPagesHouse(await open(), at)
    await plain.person('ada')
    const visitor = new Visitor(plain, at)
    await visitor.signIn('ada')
    expect((await visitor.get('/account/passkeys')).html).toContain('this server is reached over http')
    expect((await new Visitor(plain, at).get('/login')).html).not.toContain('data-passkey')
    const adding = await visitor.submit('/account/passkeys/new', {}, { page: '/account/passkeys' })
    expect(adding.status).toBe(409)
    expect((await new Visitor(plain, at).post('/login/passkey', { passkey: '{}' })).status).not.toBe(500)
    expect(plain.reports).toEqual([])
  })
})

test('a passkey is the second factor that an organization requires', async () => {
  const { organization, people } = await house.acme()
  const policy = { requireSecondFactor: true } as const
  const owner = new Visitor(house, origin)
  await owner.signIn('owner')
  await add(owner)
  const before = new Visitor(house, origin)
  await before.signIn('write')
  granted(await house.organizations.setPolicy(organization.id, policy, operator))
  expect((await before.get('/organizations/acme')).status).toBe(403)
  await add(before)
  expect((await before.get('/organizations/acme')).status).toBe(200)
  expect(people.write.id).toBe(await idOf('write'))
})

test.each([
  [true, 0],
  [false, 1],
])(
  'a link for a new password that takes the second factor away (%s) leaves %i passkeys',
  async (secondFactor, left) => {
    const { device } = await add(ada)
    const id = await idOf('ada')
    const link = granted(await house.lockOut.makeResetLink(id, operator, { secondFactor }))
    const anew = { password: new Secret(`${password} again`), removeSecondFactor: true }
    granted(await house.lockOut.reset(link, anew, {}))
    expect(await house.passkeys.list(id)).toHaveLength(left)
    expect(await isSignedIn(ada)).toBe(false)
    expect((await signIn(device)).answer.status).toBe(left === 1 ? 303 : 401)
  },
)

test('whoever set a new password by a link is shown the passkeys that sign in as before', async () => {
  await add(ada)
  const link = granted(await house.lockOut.makeResetLink(await idOf('ada'), operator))
  const visitor = new Visitor(house, origin)
  const answer = await visitor.post(`/reset/${link.expose()}`, { password: `${password} again` })
  expect(answer.headers.get('location')).toBe('/account/passkeys?done=reset')
  expect((await ada.get('/account/passkeys?done=reset')).status).toBe(303)
  expect((await visitor.get('/account/passkeys?done=reset')).headers.get('location')).toMatch(
    /^\/login\/code\?next=/,
  )
})

test('nothing of a passkey is left of an account that was deleted', async () => {
  const { device } = await add(ada)
  granted(await house.lockOut.delete(await idOf('ada'), operator))
  expect(await house.store.read.selectFrom('passkeys').selectAll().execute()).toEqual([])
  expect((await signIn(device)).answer.status).toBe(401)
})
