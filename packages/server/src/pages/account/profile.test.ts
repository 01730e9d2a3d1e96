/** One's own account on the pages: what is told of it, its address, its language, and a password that was forgotten. */
import { Secret } from '@latchkey/protocol'
import { beforeEach, describe, expect, test } from 'vitest'
import { operator } from '../../audit/index.ts'
import { linkIn, type Mailbox, openMailbox } from '../../mail/testing/mailbox.ts'
import { giveSecondFactor } from '../../second-factors/testing.ts'
import { embeddedStores } from '../../storage/testing/embedded.ts'
import { createPagesHouse, granted, origin, type PagesHouse, password } from '../testing/house.ts'
import { Visitor } from '../testing/visitor.ts'

const open = embeddedStores()
const next = 'ten large cranes at dawn'
let house: PagesHouse
let visitor: Visitor
let mailbox: Mailbox

beforeEach(async () => {
  house = createPagesHouse(await open())
  visitor = new Visitor(house, origin)
  mailbox = openMailbox(house.store, house.clock)
})

/** Somebody whose address nobody verified, signed in, and where the link in their mail leads. */
async function newcomer(username = 'vera'): Promise<string> {
  const account = { username, email: `${username}@example.com`, password: new Secret(password) }
  granted(await house.accounts.create(account, operator))
  await visitor.signIn(username)
  return linkTo(account.email)
}

async function linkTo(address: string): Promise<string> {
  const [letter, ...others] = await mailbox(address)
  expect(others).toEqual([])
  return linkIn(letter ?? { text: '' })
}

const emailOf = async (username: string) => {
  const account = await house.accounts.byUsername(username)
  return [account?.email, account?.emailVerified]
}

describe('the address of an account', () => {
  test('is asked about until its link was opened; looking at that verifies nothing', async () => {
    const link = await newcomer()
    expect((await visitor.get('/account')).html).toContain(
      '<strong>vera@example.com</strong> is not verified',
    )
    const page = await visitor.get(link)
    expect(page.html).toContain('<strong>vera@example.com</strong>')
    expect(await emailOf('vera')).toEqual(['vera@example.com', false])
    const done = await visitor.submit(link, {})
    expect(done.headers.get('location')).toBe('/account?done=email')
    expect(await emailOf('vera')).toEqual(['vera@example.com', true])
    const { html } = await visitor.get('/account?done=email')
    expect(html).toContain('The address is verified.')
    expect(html).not.toContain('is not verified')
    expect((await visitor.get(link)).status).toBe(404)
  })

  test('is not verified by a form from elsewhere, nor without the form token of the session', async () => {
    const link = await newcomer()
    expect((await visitor.post(link, {})).status).toBe(403)
    const elsewhere = { headers: { 'sec-fetch-site': 'cross-site' } }
    expect((await visitor.submit(link, {}, elsewhere)).status).toBe(403)
    expect(await emailOf('vera')).toEqual(['vera@example.com', false])
  })

  test('is verified after signing in, for whoever opens the link in another browser', async () => {
    const link = await newcomer()
    const phone = new Visitor(house, origin)
    const sent = await phone.get(link)
    expect(sent.headers.get('location')).toBe(`/login?next=${encodeURIComponent(link)}`)
    const signedIn = await phone.post('/login', { username: 'vera', password, next: link })
    expect(signedIn.headers.get('location')).toBe(link)
    await phone.submit(link, {})
    expect(await emailOf('vera')).toEqual(['vera@example.com', true])
  })

  test('is nothing that anybody else can verify, change or read', async () => {
    const link = await newcomer()
    await house.person('eve')
    const eve = new Visitor(house, origin)
    await eve.signIn('eve')
    const shown = await eve.get(link)
    expect(shown.html).not.toContain('vera')
    expect((await eve.submit(link, {}, { page: '/account' })).status).toBeGreaterThanOrEqual(400)
    expect(await emailOf('vera')).toEqual(['vera@example.com', false])
    expect(await emailOf('eve')).toEqual(['eve@example.com', true])
  })

  test('is another one once its link was opened; until then the former one stays', async () => {
    await house.person('ada')
    await visitor.signIn('ada')
    const asked = await visitor.submit('/account/email', { email: 'ada@example.org' })
    expect(asked.headers.get('location')).toBe('/account/email')
    expect((await visitor.get('/account/email')).html).toContain('<strong>ada@example.org</strong>')
    expect((await visitor.get('/account')).html).toContain('A link waits for you at ada@example.org.')
    expect(await emailOf('ada')).toEqual(['ada@example.com', true])
    await visitor.submit(await linkTo('ada@example.org'), {})
    expect(await emailOf('ada')).toEqual(['ada@example.org', true])
  })

  test('is changed by whoever gave the password within ten minutes, since links for passwords go there', async () => {
    await house.person('ada')
    await visitor.signIn('ada')
    house.clock.advance(11 * 60_000)
    const asked = await visitor.submit('/account/email', { email: 'ada@example.org' })
    expect(asked.html).toContain('name="password_again"')
    expect(await mailbox()).toEqual([])
    const again = { email: 'ada@example.org', password_again: password }
    expect((await visitor.submit('/account/email', again)).status).toBe(303)
    expect(await mailbox('ada@example.org')).toHaveLength(1)
  })

  test('that is none, or is the one that there is, is told at the field, with what was typed', async () => {
    await house.person('ada')
    await visitor.signIn('ada')
    for (const [email, message] of [
      ['ada at home', 'This is not an e-mail address.'],
      ['ada@example.com', 'This is your address already'],
    ] as const) {
      const answer = await visitor.submit('/account/email', { email })
      expect(answer.status).toBe(400)
      expect(answer.html).toContain('id="email-problem"')
      expect(answer.html).toContain(message)
      expect(answer.html).toContain(`value="${email}"`)
    }
  })

  test('that nobody verified is sent its link again, five times an hour', async () => {
    await newcomer()
    const again = () => visitor.submit('/account/email', { email: 'vera@example.com' })
    for (let n = 0; n < 5; n += 1) expect((await again()).status).toBe(303)
    expect(await mailbox('vera@example.com')).toHaveLength(5)
    const sixth = await again()
    expect(sixth.status).toBe(429)
    expect(Number(sixth.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(await mailbox()).toEqual([])
  })

  test('is its own to say for whoever makes the account: the mail comes in the language of that page', async () => {
    await house.person('ada', true)
    const ada = granted(await house.sessions.signIn({ ...signInOf('ada'), address: '192.0.2.7' })).session
    const secret = granted(await house.invitations.invite({ by: ada.account }, operator))
    const german = { 'accept-language': 'de' }
    const body = new URLSearchParams({ username: 'jo', email: 'jo@example.com', password: next })
    const headers = { 'sec-fetch-site': 'same-origin', ...german }
    const path = `${origin}/invitations/${secret.expose()}`
    expect((await visitor.send(new Request(path, { method: 'POST', body, headers }))).status).toBe(303)
    const [letter] = await mailbox('jo@example.com')
    expect(letter).toMatchObject({ subject: 'Ist das die Adresse von jo?', language: 'de' })
    expect((await house.accounts.byUsername('jo'))?.language).toBe('de')
  })
})

describe('the language of an account', () => {
  test('is kept by the footer and the account page, in every browser and for mail', async () => {
    await house.person('ada')
    await visitor.signIn('ada')
    const chosen = await visitor.submit(
      '/language',
      { language: 'de', here: '/account?done=language' },
      { page: '/account' },
    )
    expect(chosen.headers.get('location')).toBe('/account?done=language')
    const other = new Visitor(house, origin)
    expect((await other.get('/login', { 'accept-language': 'en' })).html).toContain('<html lang="en">')
    await other.signIn('ada')
    const page = await other.get('/account', { 'accept-language': 'en' })
    expect(page.html).toContain('<html lang="de">')
    expect(page.headers.get('content-language')).toBe('de')
    await other.submit(
      '/account/password',
      { current_password: password, password: next },
      { page: '/account/password' },
    )
    const [letter] = await mailbox('ada@example.com')
    expect(letter?.subject).toBe('Dein Passwort wurde geändert (ada)')
    expect(letter?.text).toContain('  Wer: ada, mit dem Passwort\n')
  })

  test('is not what a site elsewhere chooses, and not of whoever is not signed in', async () => {
    await house.person('ada')
    await visitor.signIn('ada')
    await visitor.post(
      '/language',
      { language: 'de', here: '/' },
      { headers: { 'sec-fetch-site': 'cross-site' } },
    )
    await new Visitor(house, origin).post('/language', { language: 'de', here: '/' })
    expect((await house.accounts.byUsername('ada'))?.language).toBe('en')
  })
})

describe('a forgotten password', () => {
  const say = (whose: string) => visitor.post('/forgot', { whose })

  test('gets the same answer for everybody who could be called so', async () => {
    await house.person('ada')
    const vera = { username: 'vera', email: 'vera@example.com', password: new Secret(password) }
    granted(await house.accounts.create(vera, operator))
    const answers = []
    for (const whose of ['ada', 'vera', 'nobody', 'nobody@example.com']) {
      const { status, headers, html } = await say(whose)
      answers.push(JSON.stringify([status, [...headers], html]))
    }
    expect(new Set(answers).size).toBe(1)
    const shown = await visitor.get('/forgot?sent=yes')
    expect(shown.html).toContain('Look into your mailbox')
    expect(shown.html).not.toContain('nobody')
  })

  test('is replaced by the link in the mail, which signs in', async () => {
    await house.person('ada')
    await say('ada@example.com')
    await house.forgottenPasswords.answer()
    const link = await linkTo('ada@example.com')
    expect((await visitor.get(link)).html).toContain('<strong>ada</strong>')
    const weak = await visitor.post(link, { password: 'hunter2' })
    expect(weak.html).toContain('id="password-problem"')
    const done = await visitor.post(link, { password: next })
    expect(done.headers.get('location')).toBe('/account')
    expect((await visitor.get('/account')).status).toBe(200)
    const told = await mailbox('ada@example.com')
    expect(told.map(({ subject }) => subject)).toEqual(['Your password was set anew (ada)'])
    expect((await visitor.post(link, { password: next })).status).toBe(404)
  })

  test('takes no second factor away: the code is asked for, and offering to remove it does nothing', async () => {
    const { id } = await house.person('ada')
    await giveSecondFactor(house.store, id, house.clock)
    await say('ada')
    await house.forgottenPasswords.answer()
    const link = await linkTo('ada@example.com')
    expect((await visitor.get(link)).html).not.toContain('remove_second_factor')
    await visitor.post(link, { password: next, remove_second_factor: 'yes' })
    expect((await visitor.get('/account')).headers.get('location')).toBe('/login/code?next=%2Faccount')
  })

  test('without a name is told at the field, and too often from one address in words', async () => {
    expect((await say(' ')).html).toContain('id="whose-problem"')
    for (let n = 0; n < 5; n += 1) expect((await say(`person-${n}`)).status).toBe(303)
    const refused = await say('<b>ada</b>')
    expect(refused.status).toBe(429)
    expect(refused.html).toContain('value="&lt;b&gt;ada&lt;/b&gt;"')
  })
})

describe('deleting one’s own account', () => {
  const page = '/account/delete'
  const typed = (confirm: string, more = {}) => visitor.submit(page, { confirm, ...more }, { page })

  test('takes its name, typed as it is; then nobody is signed in to it, and nobody signs in', async () => {
    const { id } = await house.person('ada')
    await visitor.signIn('ada')
    const { cookie } = visitor
    for (const wrong of ['', 'Ada', 'ad']) expect((await typed(wrong)).html).toContain('id="confirm-problem"')
    expect(await house.accounts.byId(id)).toBeDefined()
    const { headers } = await typed('ada')
    expect(headers.get('set-cookie')).toContain('Max-Age=0')
    expect((await visitor.get(headers.get('location') ?? '')).html).toContain('Your account is deleted.')
    expect(await house.accounts.byUsername('ada')).toBeUndefined()
    expect((await visitor.get('/account', { cookie: cookie ?? '' })).status).toBe(303)
    expect((await visitor.signIn('ada')).status).toBe(401)
  })

  test('takes the password again of whoever signed in a while ago, and then goes on with what was typed', async () => {
    const { id } = await house.person('ada')
    await visitor.signIn('ada')
    house.clock.advance(11 * 60_000)
    expect((await typed('ada')).html).toContain('Is it still you?')
    expect((await typed('ada', { password_again: 'not this one' })).status).toBe(401)
    expect(await house.accounts.byId(id)).toBeDefined()
    const deleted = await typed('ada', { password_again: password })
    expect(deleted.headers.get('location')).toBe('/?done=deleted')
    expect(deleted.headers.getSetCookie()).toEqual([expect.stringContaining('Max-Age=0')])
  })

  test('is not for the last administrator, nor for the last owner of an organization: they are told why', async () => {
    await house.acme()
    await house.person('root-of-all', true)
    for (const [username, why] of [
      ['root-of-all', 'the last administrator'],
      ['owner', 'the last owner'],
    ] as const) {
      await visitor.signIn(username)
      const { html } = await typed(username)
      expect(html).toContain(why)
      expect(html).not.toContain('npx ')
      expect(await house.accounts.byUsername(username)).toBeDefined()
    }
  })
})

function signInOf(username: string) {
  return { username, password: new Secret(password), userAgent: 'Firefox' }
}
