/** In which language a page answers, and how a person changes it. */
import { beforeEach, describe, expect, test } from 'vitest'
import { operator } from '../../audit/index.ts'
import { giveSecondFactor } from '../../second-factors/testing.ts'
import { embeddedStores } from '../../storage/testing/embedded.ts'
import { createPagesHouse, granted, origin, type PagesHouse, password } from '../testing/house.ts'
import { Visitor } from '../testing/visitor.ts'

const open = embeddedStores()
const german = { 'accept-language': 'de-AT, en;q=0.5' }
let house: PagesHouse
let visitor: Visitor

beforeEach(async () => {
  house = createPagesHouse(await open())
  visitor = new Visitor(house, origin)
})

const choose = (language: string, here: string) => visitor.post('/language', { language, here })

test('a page answers in the language that the browser asks for, and says which', async () => {
  const { html, headers } = await visitor.get('/login', german)
  expect(html).toContain('<html lang="de">')
  expect(html).toContain('<h1>Anmelden</h1>')
  expect(headers.get('content-language')).toBe('de')
  expect(headers.get('vary')).toBe('Accept-Language, Cookie')
  expect((await visitor.get('/login', { 'accept-language': 'fr' })).headers.get('content-language')).toBe(
    'en',
  )
})

test('the switch shows the same page in the other language, and stays for a year', async () => {
  expect((await visitor.get('/login?next=%2Faccount%2Fkeys')).html).toContain(
    'name="here" value="/login?next=%2Faccount%2Fkeys"',
  )
  const chosen = await choose('de', '/login?next=%2Faccount%2Fkeys')
  expect(chosen.status).toBe(303)
  expect(chosen.headers.get('location')).toBe('/login?next=%2Faccount%2Fkeys')
  expect(chosen.headers.get('set-cookie')).toBe(
    '__Host-language=de; Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=31536000',
  )
  expect((await visitor.get('/login', { 'accept-language': 'en' })).html).toContain('<html lang="de">')
})

test('who signs in and out keeps the language that they chose', async () => {
  await house.person('ada')
  await choose('de', '/')
  await visitor.signIn('ada')
  expect((await visitor.get('/')).html).toContain('Hallo, ada')
  await visitor.submit('/logout', {}, { page: '/' })
  expect((await visitor.get('/')).html).toContain('<html lang="de">')
})

test('a language that there is not changes nothing, and no switch leads to another site', async () => {
  expect((await choose('xx', '/login')).headers.has('set-cookie')).toBe(false)
  expect((await choose('de', '//evil.example')).headers.get('location')).toBe('/')
  expect((await choose('de\r\nset-cookie: x=y', '/')).headers.has('set-cookie')).toBe(false)
})

test('what a form answered is shown once, so no switch leads away from it', async () => {
  const answer = await visitor.post('/login', { username: 'ada', password: 'wrong wrong' })
  expect(answer.status).toBe(401)
  expect(answer.html).not.toContain('action="/language"')
})

test('a refusal of any room is said in the language of the page', async () => {
  const { html } = await visitor.send(
    new Request(`${origin}/login`, {
      method: 'POST',
      body: new URLSearchParams({ username: 'ada', password: 'wrong wrong' }),
      headers: { 'sec-fetch-site': 'same-origin', ...german },
    }),
  )
  expect(html).toContain('Der Name oder das Passwort ist falsch.')
  expect((await visitor.get('/nothing-here', german)).html).toContain('Hier ist nichts')
})

test('a page that breaks says so in the language of who asked', async () => {
  const find = () => Promise.reject(new Error('gone'))
  Object.assign(house.sessions, { find })
  const { html, status } = await visitor.get('/', { ...german, cookie: '__Host-sid=x' })
  expect(status).toBe(500)
  expect(html).toContain('Bei uns ist etwas kaputtgegangen')
})

describe('mail to somebody who never chose a language', () => {
  beforeEach(async () => {
    await house.person('ada')
  })
  const signIn = (headers: Readonly<Record<string, string>>) =>
    visitor.post('/login', { username: 'ada', password }, { headers })
  const clear = () =>
    house.store.write(transaction => transaction.deleteFrom('outbox').returning('language').execute())
  /** The language of what is mailed to ada. */
  async function mailed() {
    const { id = '' } = (await house.accounts.byUsername('ada')) ?? {}
    granted(await house.lockOut.makeResetLink(id, operator))
    const [mail] = await clear()
    return mail?.language
  }

  test('is written in the one in which they first signed in, wherever they sign in later', async () => {
    expect(await mailed()).toBe('en')
    expect((await signIn(german)).status).toBe(303)
    expect(await mailed()).toBe('de')
    visitor = new Visitor(house, origin)
    expect((await signIn({ 'accept-language': 'en' })).status).toBe(303)
    expect(await mailed()).toBe('de')
  })

  test('is in the one that the cookie of that visit names', async () => {
    await choose('de', '/login')
    await signIn({ 'accept-language': 'en' })
    expect(await mailed()).toBe('de')
  })

  test('is changed by nobody who is not signed in: not by a password alone where a code is asked for, nor by asking for a link', async () => {
    const { id = '' } = (await house.accounts.byUsername('ada')) ?? {}
    const app = await giveSecondFactor(house.store, id, house.clock)
    await signIn(german)
    await visitor.post('/forgot', { whose: 'ada' }, { headers: german })
    await house.forgottenPasswords.answer()
    expect(await clear()).toEqual([{ language: 'en' }])
    const code = await visitor.submit('/login/code', { code: app.code().expose() }, { headers: german })
    expect(code.status).toBe(303)
    await clear()
    expect(await mailed()).toBe('de')
  })
})
