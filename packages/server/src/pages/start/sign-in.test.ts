/** Signing in on its page: what is said, where, and where it leads. */
import { beforeEach, expect, test } from 'vitest'
import { embeddedStores } from '../../storage/testing/embedded.ts'
import { createPagesHouse, origin, type PagesHouse, password } from '../testing/house.ts'
import { Visitor } from '../testing/visitor.ts'

const open = embeddedStores()
let house: PagesHouse
let visitor: Visitor

beforeEach(async () => {
  house = createPagesHouse(await open())
  await house.person('ada')
  visitor = new Visitor(house, origin)
})

test('a wrong password is said at its field, where it is typed again, and where to go on is not forgotten', async () => {
  const next = '/account/keys?show=all'
  const { status, html } = await visitor.post('/login', { username: 'ada', password: 'not this', next })
  expect(status).toBe(401)
  expect(html).toMatch(
    /id="password"[^>]*aria-describedby="password-problem"[^>]*aria-invalid="true"[^>]*autofocus/s,
  )
  expect(html).toContain(`name="next" value="${next}"`)
  expect(html).not.toContain('not this')
  const right = await visitor.post('/login', { username: 'ada', password, next })
  expect(right.headers.get('location')).toBe(next)
})

test('a password manager knows which field is which', async () => {
  const { html } = await visitor.get('/login')
  expect(html).toMatch(/name="username"[^>]*autocomplete="username[ "]/s)
  expect(html).toMatch(/name="password"[^>]*autocomplete="current-password"/s)
})

test.each([
  ['/device?user_code=WDJB-MJHT', 'you compare the code that your device shows'],
  ['/oauth/authorize?client_id=x', 'you see which program wants to be let in'],
  ['/invitations/abc', 'you can accept the invitation'],
  ['/account/logins/abc/step-up', 'the code that a program was refused for'],
  ['/account/keys', 'the page that you asked for'],
])('who came for %s is told so', async (next, said) => {
  expect((await visitor.get(`/login?next=${encodeURIComponent(next)}`)).html).toContain(said)
})

test.each(['/', 'https://evil.example/', '//evil.example', '/\\evil.example', '/device\nx'])(
  'who came for nothing here is told nothing, and goes to the start: %j',
  async next => {
    const { html } = await visitor.get(`/login?next=${encodeURIComponent(next)}`)
    expect(html).not.toContain('Then you')
    expect(html).toContain('name="next" value="/"')
  },
)
