/** Second factors on the pages: adding one, signing in with its code, step-up, taking it away. */
import { Secret } from '@latchkey/protocol'
import { beforeEach, describe, expect, test } from 'vitest'
import { type App, createApp, readSecret } from '../../../second-factors/testing.ts'
import { embeddedStores } from '../../../storage/testing/embedded.ts'
import { createPagesHouse, origin, type PagesHouse, password } from '../../testing/house.ts'
import { formTokenIn, Visitor } from '../../testing/visitor.ts'

const minute = 60_000
const page = '/account/second-factor'

const open = embeddedStores()
let house: PagesHouse
let visitor: Visitor

beforeEach(async () => {
  house = createPagesHouse(await open())
  await house.person('ada')
  visitor = new Visitor(house, origin)
  await visitor.signIn('ada')
})

/** Each stands there to be read, and in the file to be saved. */
const codesIn = (html: string) => [...new Set(html.match(/([a-z2-7]{4}-){5}[a-z2-7]{4}/g))]

/** Adds one by the forms, and gives what the app knows then. */
async function add(): Promise<{ app: App; recoveryCodes: readonly string[]; html: string }> {
  const begun = await visitor.submit(`${page}/new`, {}, { page })
  expect(begun.status).toBe(200)
  const [, secret = ''] = /<code>([A-Z2-7]{32})<\/code>/.exec(begun.html) ?? []
  const app = createApp(readSecret(new Secret(secret)), house.clock)
  const formToken = formTokenIn(begun.html) ?? ''
  const added = await visitor.post(`${page}/confirm`, { code: app.code().expose() }, { formToken })
  expect(added.status).toBe(200)
  return { app, recoveryCodes: codesIn(added.html), html: added.html }
}

const sendCode = (by: Visitor, code: string, next = '/') =>
  by.submit('/login/code', { code, next }, { page: '/login/code' })

describe('adding one', () => {
  test('shows the secret as a picture and as text, takes its first code, and tells ten recovery codes once, and where they sign in', async () => {
    const begun = await visitor.submit(`${page}/new`, {}, { page })
    expect(begun.html).toContain('src="data:image/svg+xml;base64,')
    expect(begun.html).toContain('href="otpauth://totp/packages.example.com:ada?')
    expect(begun.headers.get('cache-control')).toBe('no-store')
    const { recoveryCodes, html } = await add()
    expect(recoveryCodes).toHaveLength(10)
    expect(html).toContain(`<strong>ada</strong> in to ${origin} once`)
    const after = await visitor.get(page)
    expect(after.html).toContain('10 of them are left')
    expect(codesIn(after.html)).toEqual([])
  })

  test('shows the same secret when the code was wrong, and says so', async () => {
    const secretIn = (html: string) => /<code>([A-Z2-7]{32})<\/code>/.exec(html)?.[1]
    const begun = await visitor.submit(`${page}/new`, {}, { page })
    const formToken = formTokenIn(begun.html) ?? ''
    const again = await visitor.post(`${page}/confirm`, { code: '000000' }, { formToken })
    expect(again.status).toBe(401)
    expect(secretIn(again.html)).toBe(secretIn(begun.html))
    expect(again.html).toContain('id="code-problem"')
  })

  test('signs nobody out who is asked for the password, too', async () => {
    const begun = await visitor.submit(`${page}/new`, {}, { page })
    const [, secret = ''] = /<code>([A-Z2-7]{32})<\/code>/.exec(begun.html) ?? []
    const app = createApp(readSecret(new Secret(secret)), house.clock)
    house.clock.advance(11 * minute)
    const fields = { code: app.code().expose(), password_again: password }
    const added = await visitor.post(`${page}/confirm`, fields, { formToken: formTokenIn(begun.html) ?? '' })
    expect(added.headers.getSetCookie()).toHaveLength(1)
    expect(codesIn(added.html)).toHaveLength(10)
    expect((await visitor.get('/account')).status).toBe(200)
  })

  test('signs nobody out, and asks every other browser for the code', async () => {
    const other = new Visitor(house, origin)
    await other.signIn('ada')
    const { app } = await add()
    expect((await visitor.get('/account')).status).toBe(200)
    const asked = await other.get('/account/keys')
    expect(asked.headers.get('location')).toBe('/login/code?next=%2Faccount%2Fkeys')
    await sendCode(other, app.nextCode(house.clock).expose())
    expect((await other.get('/account/keys')).status).toBe(200)
  })
})

describe('signing in', () => {
  test('asks for the code on a page of its own, and goes on to where somebody wanted to go', async () => {
    const { app } = await add()
    const other = new Visitor(house, origin)
    const first = await other.post('/login', { username: 'ada', password, next: '/account/keys' })
    expect(first.headers.get('location')).toBe('/login/code?next=%2Faccount%2Fkeys')
    const form = await other.get('/login/code?next=%2Faccount%2Fkeys')
    expect(form.html).toContain('name="next" value="/account/keys"')
    expect(form.html).toContain('autocomplete="one-time-code"')
    const former = other.cookie
    const done = await sendCode(other, app.nextCode(house.clock).expose(), '/account/keys')
    expect(done.headers.get('location')).toBe('/account/keys')
    expect(other.cookie).not.toBe(former)
  })

  test('without the code shows nothing and changes nothing, but for giving it and signing out', async () => {
    await add()
    const { id } = (await house.accounts.byUsername('ada')) ?? { id: '' }
    const other = new Visitor(house, origin)
    await other.signIn('ada')
    const formToken = formTokenIn((await other.get('/login/code')).html) ?? ''
    for (const path of ['/account', '/account/keys', page, '/account/events', `${page}/remove`]) {
      const answer = await other.get(path)
      expect([answer.status, answer.headers.get('location')]).toEqual([
        303,
        `/login/code?next=${encodeURIComponent(path)}`,
      ])
    }
    for (const path of [`${page}/remove`, `${page}/new`, '/account/keys/new', '/account/password']) {
      expect((await other.post(path, { password_again: password }, { formToken })).status).toBe(303)
    }
    expect((await other.get('/')).html).not.toContain('Hello, ada')
    expect(await house.secondFactors.status(id)).toMatchObject({ active: true })
    expect((await other.post('/logout', {}, { formToken })).headers.get('location')).toBe('/login')
    expect((await house.sessions.list(id)).length).toBe(1)
  })

  test('again ends the session that waited for a code', async () => {
    await add()
    const { id } = (await house.accounts.byUsername('ada')) ?? { id: '' }
    const other = new Visitor(house, origin)
    await other.signIn('ada')
    await other.signIn('ada')
    expect((await house.sessions.list(id)).length).toBe(2)
  })

  test('takes a recovery code, once', async () => {
    const { recoveryCodes } = await add()
    for (const status of [303, 401]) {
      const other = new Visitor(house, origin)
      await other.signIn('ada')
      const fields = { code: '', recovery_code: recoveryCodes[0] ?? '', next: '/' }
      expect((await other.submit('/login/code', fields)).status).toBe(status)
    }
    expect((await visitor.get(page)).html).toContain('9 of them are left')
  })

  test('CVE row 15: with one code from two browsers at once lets one in', async () => {
    const { app } = await add()
    house.clock.advance(minute)
    const both = await Promise.all(
      ['one', 'two'].map(async () => {
        const other = new Visitor(house, origin)
        await other.signIn('ada')
        return other
      }),
    )
    const answers = await Promise.all(both.map(each => sendCode(each, app.code().expose())))
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 401])
  })

  test('CVE row 17: after five wrong codes says when to try again, whoever asks from wherever', async () => {
    await add()
    const other = new Visitor(house, origin)
    await other.signIn('ada')
    for (let n = 0; n < 5; n += 1) expect((await sendCode(other, '000000')).status).toBe(401)
    const answer = await sendCode(other, '000000')
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, '300'])
    const again = new Visitor(house, origin)
    await again.signIn('ada')
    expect((await sendCode(again, '000000')).status).toBe(429)
  })

  test('leads nowhere else but to pages of our own', async () => {
    const { app } = await add()
    const other = new Visitor(house, origin)
    await other.signIn('ada')
    const done = await sendCode(other, app.nextCode(house.clock).expose(), 'https://evil.example/')
    expect(done.headers.get('location')).toBe('/')
  })

  test('a form of another session gives no code', async () => {
    const { app } = await add()
    const other = new Visitor(house, origin)
    await other.signIn('ada')
    const code = app.nextCode(house.clock).expose()
    expect((await other.post('/login/code', { code }, { formToken: 'another' })).status).toBe(403)
    expect((await sendCode(other, code)).status).toBe(303)
  })
})

describe('security 23: step-up', () => {
  const fields = { actions: 'publish' }

  test('asks for the code instead of the password, once for ten minutes, and carries what was typed', async () => {
    const { app } = await add()
    house.clock.advance(10 * minute + 1)
    const asked = await visitor.submit(`${page}/recovery-codes`, { carried: 'over' }, { page })
    expect(asked.html).toContain('Is it still you?')
    expect(asked.html).toContain('name="code_again"')
    expect(asked.html).not.toContain('name="password_again"')
    expect(asked.html).toContain('<input type="hidden" name="carried" value="over">')
    const formToken = formTokenIn(asked.html) ?? ''
    const former = visitor.cookie
    const path = `${page}/recovery-codes`
    const wrong = await visitor.post(path, { ...fields, code_again: '000000' }, { formToken })
    expect(wrong.status).toBe(401)
    expect(codesIn(wrong.html)).toEqual([])
    const right = await visitor.post(path, { ...fields, code_again: app.code().expose() }, { formToken })
    expect(codesIn(right.html)).toHaveLength(10)
    expect(visitor.cookie).not.toBe(former)
    house.clock.advance(10 * minute)
    expect(codesIn((await visitor.submit(path, {}, { page })).html)).toHaveLength(10)
  })

  test('the password alone is none where there is a second factor, wherever it is given', async () => {
    await add()
    house.clock.advance(10 * minute + 1)
    const next = 'ten large cranes at dawn'
    const changed = await visitor.submit(
      '/account/password',
      { current_password: password, password: next },
      { page: '/account' },
    )
    expect(changed.headers.get('location')).toBe('/account?done=password')
    const asked = await visitor.submit(`${page}/remove`, { password_again: next })
    expect(asked.html).toContain('Is it still you?')
    expect((await visitor.get(page)).html).toContain('Recovery codes')
  })

  test('a recovery code will do', async () => {
    const { recoveryCodes } = await add()
    house.clock.advance(10 * minute + 1)
    const removed = await visitor.submit(`${page}/remove`, { recovery_again: recoveryCodes[3] ?? '' })
    expect(removed.headers.get('location')).toBe(`${page}?done=removed`)
  })

  test('stands before adding one too: there by the password', async () => {
    house.clock.advance(10 * minute + 1)
    const asked = await visitor.submit(`${page}/new`, {}, { page })
    expect(asked.html).toContain('name="password_again"')
    expect(asked.html).not.toContain('otpauth:')
    const formToken = formTokenIn(asked.html) ?? ''
    const begun = await visitor.post(`${page}/new`, { password_again: password }, { formToken })
    expect(begun.html).toContain('otpauth:')
  })
})

test('taking it away lets the password alone sign in, and ends nothing', async () => {
  await add()
  expect((await visitor.get(`${page}/remove`)).html).toContain('Remove the authenticator app?')
  const removed = await visitor.submit(`${page}/remove`, {})
  expect(removed.headers.get('location')).toBe(`${page}?done=removed`)
  expect((await visitor.get(`${page}?done=removed`)).html).toContain('The second factor is removed')
  const other = new Visitor(house, origin)
  expect((await other.signIn('ada')).headers.get('location')).toBe('/')
  expect((await other.get('/account')).status).toBe(200)
})
