import { calculatePKCECodeChallenge } from 'oauth4webapi'
import { describe, expect, test } from 'vitest'
import { must, no, origin, testHouse, tokens } from '../oauth/testing/house.ts'
import { createLogIn, type LogInCallbacks, type LoginPrompt } from './index.ts'

/** A browser that a person was sent to a page with: `back` is what it brings back. */
function browsing(
  back: (page: URL) => Promise<void>,
  answer = () => tokens(1),
  callbacks: LogInCallbacks = {},
) {
  const house = testHouse(answer)
  // The clock of this house passes while somebody sleeps, and here a real socket is waited for.
  const clock = { ...house.machine.clock, sleep: (_: number, signal?: AbortSignal) => untilAborted(signal) }
  const pages: URL[] = []
  const visits: Promise<void>[] = []
  const showLogin = ({ verificationUri }: LoginPrompt) => {
    pages.push(new URL(verificationUri))
    visits.push(back(new URL(verificationUri)))
  }
  const logIn = createLogIn({ ...house, machine: { ...house.machine, clock } }, { showLogin, ...callbacks })
  return {
    house,
    pages,
    /** Once the browser has been told everything. */
    wereBack: () => Promise.all(visits),
    logIn: (signal?: AbortSignal) => logIn({ interactive: true, by: 'browser', ...(signal && { signal }) }),
  }
}

function untilAborted(signal: AbortSignal | undefined): Promise<void> {
  return new Promise(resolve => {
    if (signal?.aborted) resolve()
    signal?.addEventListener('abort', () => resolve(), { once: true })
  })
}

/** Where the page would send the browser back to, with these parameters. */
function callback(page: URL, parameters: Readonly<Record<string, string>>): string {
  const url = new URL(page.searchParams.get('redirect_uri') ?? '')
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value)
  return url.href
}
const agreed = (page: URL) => ({ code: 'the-code', state: page.searchParams.get('state') ?? '', iss: origin })

test('a browser comes back with a code, which is traded with the proof that it was ours (RFC 7636)', async () => {
  let said = ''
  const { house, pages, logIn, wereBack } = browsing(async page => {
    said = await (await fetch(callback(page, agreed(page)))).text()
  })
  expect(must(await logIn()).token.expose()).toBe('access-1')
  const asked = Object.fromEntries(pages[0]?.searchParams ?? [])
  expect(pages[0]?.href.startsWith(`${origin}/oauth/authorize?`)).toBe(true)
  expect(asked).toMatchObject({ response_type: 'code', client_id: 'latchkey', code_challenge_method: 'S256' })
  expect(asked['redirect_uri']).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/callback$/)
  const form = Object.fromEntries(house.sent[0]?.form ?? [])
  expect(form).toMatchObject({
    grant_type: 'authorization_code',
    code: 'the-code',
    redirect_uri: asked['redirect_uri'],
  })
  expect(await calculatePKCECodeChallenge(form['code_verifier'] ?? '')).toBe(asked['code_challenge'])
  await wereBack()
  expect(said).toContain('You can close this page')
})

describe('what else comes to that port is refused, and waited on', () => {
  const evil: readonly [string, (page: URL) => readonly [string, RequestInit?]][] = [
    ['a code of somebody else’s login', page => [callback(page, { ...agreed(page), state: 'another' })]],
    ['a code without a state', page => [callback(page, { code: 'evil' })]],
    [
      'a code of another issuer',
      page => [callback(page, { ...agreed(page), iss: 'https://evil.example.com' })],
    ],
    ['a code twice', page => [`${callback(page, agreed(page))}&code=evil`]],
    ['no code', page => [callback(page, { state: page.searchParams.get('state') ?? '' })]],
    ['an error of somebody else', page => [callback(page, { error: 'access_denied', state: 'another' })]],
    ['another path', page => [callback(page, agreed(page)).replace('/callback', '/elsewhere')]],
    ['another method', page => [callback(page, agreed(page)), { method: 'POST' }]],
    ['a name that leads here', page => [callback(page, agreed(page)).replace('127.0.0.1', 'localhost')]],
  ]
  test.each(evil)('%s', async (_, request) => {
    let status = 0
    const { house, logIn } = browsing(async page => {
      status = (await fetch(...request(page))).status
      await fetch(callback(page, { ...agreed(page), code: 'the-right-code' }))
    })
    must(await logIn())
    expect(status).toBe(404)
    expect(house.sent.map(({ form }) => form.get('code'))).toEqual(['the-right-code'])
  })
})

test.each([
  ['access_denied', 'login_denied'],
  ['server_error', 'login_failed'],
])('a browser that comes back with %s is an answer', async (error, code) => {
  const { house, logIn } = browsing(async page => {
    await fetch(callback(page, { error, state: page.searchParams.get('state') ?? '', iss: origin }))
  })
  expect(await logIn()).toMatchObject({ code })
  expect(house.sent).toEqual([])
})

test('a code that the registry does not take is no login', async () => {
  const { logIn } = browsing(
    async page => void (await fetch(callback(page, agreed(page)))),
    () => no('invalid_grant'),
  )
  expect(await logIn()).toMatchObject({ code: 'login_failed', cause: { code: 'invalid_grant' } })
})

test('nobody listens any more once it was given up', async () => {
  const stop = new AbortController()
  const { pages, logIn } = browsing(async () => stop.abort())
  expect(await logIn(stop.signal)).toMatchObject({ code: 'cancelled' })
  await expect(fetch(callback(pages[0] ?? new URL(origin), {}))).rejects.toThrow()
})
