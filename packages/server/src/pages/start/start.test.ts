/** How people get in: set-up, invitation, signing in and out. */
import { beforeEach, describe, expect, test } from 'vitest'
import { operator } from '../../audit/index.ts'
import { embeddedStores } from '../../storage/testing/embedded.ts'
import { createPagesHouse, origin, type PagesHouse, password } from '../testing/house.ts'
import { Visitor } from '../testing/visitor.ts'

const open = embeddedStores()
let house: PagesHouse
let visitor: Visitor

beforeEach(async () => {
  house = createPagesHouse(await open())
  visitor = new Visitor(house, origin)
})

const ada = { username: 'ada', email: 'ada@example.com', password }

describe('the set-up link', () => {
  test('makes the first administrator, signed in, and leads to the first organization; once', async () => {
    const link = `/set-up/${(await house.invitations.setUp(operator))?.expose()}`
    expect((await visitor.get(link)).html).toContain('Set up Latchkey')
    const answer = await visitor.post(link, ada)
    expect(answer.status).toBe(303)
    expect(answer.headers.get('location')).toBe('/set-up/organization')
    expect((await visitor.get('/set-up/organization')).status).toBe(200)

    const second = new Visitor(house, origin)
    expect((await second.get(link)).status).toBe(404)
    expect((await second.post(link, { ...ada, username: 'eve' })).status).toBe(404)
    expect(await house.accounts.count()).toBe(1)
  })

  test('is where a server in which nobody lives sends everybody: to the link that it wrote down', async () => {
    const asked = async () => (await visitor.get('/', { 'accept-language': 'en' })).html
    expect(await asked()).toContain('Nobody has an account here yet.')
    await house.person('ada')
    expect(await asked()).not.toContain('Nobody has an account here yet.')
    expect(await asked()).toContain('href="/login"')
  })

  test('keeps what was typed where something is wrong, and still works then', async () => {
    const link = `/set-up/${(await house.invitations.setUp(operator))?.expose()}`
    const answer = await visitor.post(link, { ...ada, username: 'Ada Lovelace' })
    expect(answer.status).toBe(400)
    expect(answer.html).toContain('value="Ada Lovelace"')
    expect(answer.html).toMatch(/id="username"[^>]*aria-invalid="true"/)
    expect((await visitor.post(link, ada)).status).toBe(303)
  })

  test('says of each field what is wrong with it, at once', async () => {
    const link = `/set-up/${(await house.invitations.setUp(operator))?.expose()}`
    const wrong = async (fields: typeof ada) =>
      [...(await visitor.post(link, fields)).html.matchAll(/class="problem" id="(\w+)-problem"/g)].map(
        ([, field]) => field,
      )
    expect(await wrong({ username: 'A B', email: 'nowhere', password: 'short' })).toEqual([
      ...['username', 'email', 'password'],
    ])
    expect(await wrong({ ...ada, username: 'admin', email: '' })).toEqual(['username', 'email'])
    expect(await wrong({ ...ada, password: 'short' })).toEqual(['password'])
  })

  test('that nobody made opens nothing', async () => {
    expect((await visitor.get('/set-up/guessed')).status).toBe(404)
    expect((await visitor.post('/set-up/guessed', ada)).status).toBe(404)
  })
})

describe('an invitation', () => {
  async function invitation(role: string): Promise<string> {
    const owner = new Visitor(house, origin)
    await owner.signIn('owner')
    const answer = await owner.submit('/organizations/acme/invitations', { role }, { page: '/' })
    const [, path] = /https:\/\/packages\.example\.com(\/invitations\/[\w-]{43})/.exec(answer.html) ?? []
    if (path === undefined) throw new Error('The page shows no link.')
    return path
  }

  test('lets somebody new register, who is then a member; once', async () => {
    const { organization } = await house.acme()
    const path = await invitation('write')
    expect((await visitor.get(path)).html).toContain('<strong>Acme</strong>')
    const answer = await visitor.post(path, ada)
    expect(answer.headers.get('location')).toBe('/organizations/acme')
    const account = await house.accounts.byUsername('ada')
    expect(account?.administrator).toBe(false)
    expect(await house.organizations.roleOf(account?.id ?? '', organization.id)).toBe('write')
    expect((await new Visitor(house, origin).get(path)).status).toBe(404)
  })

  test('that registers somebody ends the session that the browser had', async () => {
    await house.acme()
    const { id } = await house.person('bob')
    const path = await invitation('write')
    await visitor.signIn('bob')
    expect((await visitor.post(path, ada)).status).toBe(303)
    expect((await visitor.get('/')).html).toContain('Hello, ada')
    expect(await house.sessions.list(id)).toEqual([])
  })

  test('lets somebody who is signed in join', async () => {
    const { organization } = await house.acme()
    const account = await house.person('ada')
    const path = await invitation('admin')
    await visitor.signIn('ada')
    expect((await visitor.get(path)).html).toContain('Join as ada')
    const answer = await visitor.submit(`${path}/join`, {}, { page: path })
    expect(answer.headers.get('location')).toBe('/organizations/acme')
    expect(await house.organizations.roleOf(account.id, organization.id)).toBe('admin')
  })

  test('sends who has an account to sign in, and back to itself', async () => {
    await house.acme()
    await house.person('ada')
    const path = await invitation('read')
    const login = `/login?next=${encodeURIComponent(path)}`
    expect((await visitor.get(path)).html).toContain(`href="${login}"`)
    expect((await visitor.get(login)).html).toContain(`name="next" value="${path}"`)
    const answer = await visitor.post('/login', { username: 'ada', password, next: path })
    expect(answer.headers.get('location')).toBe(path)
  })
})

describe('signing in', () => {
  test('says the same for an unknown name and a wrong password, and keeps the name', async () => {
    await house.person('ada')
    const wrong = await visitor.post('/login', { username: 'ada', password: 'not the password' })
    const unknown = await visitor.post('/login', { username: 'zed', password: 'not the password' })
    expect([wrong.status, unknown.status]).toEqual([401, 401])
    expect(wrong.html).toContain('value="ada"')
    // What a passkey is asked to sign is another each time, whoever asks.
    const alike = (html: string) => html.replace(/challenge&quot;:&quot;[\w-]+/, '')
    expect(alike(unknown.html.replaceAll('zed', 'ada'))).toBe(alike(wrong.html))
  })

  test('ends with signing out, which is said where it leads to, and to nobody who is signed in', async () => {
    await house.person('ada')
    await visitor.signIn('ada')
    const { headers } = await visitor.submit('/logout', {}, { page: '/' })
    const location = headers.get('location') ?? ''
    expect((await visitor.get(location)).html).toContain('You are signed out on this browser.')
    await visitor.signIn('ada')
    expect((await visitor.get(location)).html).not.toContain('You are signed out')
  })

  test('is limited, and says when to try again', async () => {
    await house.person('ada')
    let answer = await visitor.post('/login', { username: 'ada', password: 'wrong password' })
    for (let tries = 0; answer.status === 401 && tries < 200; tries += 1) {
      answer = await visitor.post('/login', { username: 'ada', password: 'wrong password' })
    }
    expect(answer.status).toBe(429)
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(answer.html).toMatch(/Try again in \d+ (hour|minute)/)
  })

  test('leads on at once where somebody is signed in already', async () => {
    await house.person('ada')
    await visitor.signIn('ada')
    expect((await visitor.get('/login?next=/account/keys')).headers.get('location')).toBe('/account/keys')
  })
})

describe('the start page', () => {
  test('tells a stranger what this is, with an example that has this origin in it', async () => {
    const { html } = await visitor.get('/')
    expect(html).toContain('One login for every package registry')
    expect(html).toContain(`<b>npx latchkey login ${origin}</b>`)
  })

  test('costs a stranger less than 60 KB, with all that it loads, and nothing from anywhere else', async () => {
    const { html } = await visitor.get('/')
    const loaded = [...html.matchAll(/<(?:link|script|img)[^>]*(?:href|src)="([^"]*)"/g)].map(
      ([, to]) => to ?? '',
    )
    expect(loaded).toEqual(loaded.filter(path => path.startsWith('/assets/')))
    const assets = await Promise.all([...new Set(loaded)].map(path => visitor.get(path)))
    expect(assets.map(({ status }) => status)).toEqual([200, 200, 200])
    const texts = [html, ...assets.map(asset => asset.html)]
    expect(texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0)).toBeLessThan(60_000)
  })
})
