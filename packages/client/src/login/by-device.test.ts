import { describe, expect, test } from 'vitest'
import { authError } from '../errors.ts'
import { json, must, no, offline, origin } from '../oauth/testing/house.ts'
import {
  device,
  granted,
  interactive,
  loggingIn,
  type Poll,
  pending,
  registry,
} from './testing/logging-in.ts'

describe('a device', () => {
  test('shows where to go and what to enter, and is logged in once somebody agreed', async () => {
    const { house, shown, logIn, polls } = loggingIn(registry([pending, pending, granted]))
    const started = house.machine.clock.monotonic()
    const login = must(await logIn({ ...interactive, deviceName: 'build-7' }))
    expect(login).toMatchObject({
      kind: 'login',
      origin,
      clientId: 'latchkey',
      scopes: ['api', 'repositories'],
    })
    expect(shown).toEqual([
      {
        ...{ registry: origin, userCode: 'BCDF-GHJK', verificationUri: `${origin}/device` },
        verificationUriComplete: `${origin}/device?user_code=BCDF-GHJK`,
        expiresAt: expect.any(Number),
      },
    ])
    expect(Object.fromEntries(house.sent[0]?.form ?? [])).toEqual({
      ...{ client_id: 'latchkey', scope: 'api repositories', device_name: 'build-7' },
    })
    expect(new Set(house.sent.map(({ userAgent }) => userAgent))).toEqual(new Set(['latchkey']))
    expect((await house.kept())?.refreshToken?.expose()).toBe('refresh-1')
    // The interval is waited before the first question, too.
    expect(polls()).toHaveLength(3)
    expect(house.machine.clock.monotonic() - started).toBe(15_000)
  })

  test('withholds its name where it is told none, and gives it by the name that the registry has for it', async () => {
    const withheld = loggingIn(registry([granted]))
    must(await withheld.logIn(interactive))
    expect([...(withheld.house.sent[0]?.form.keys() ?? [])]).not.toContain('device_name')
    const hexpm = loggingIn(registry([granted]), {}, { registry: { deviceNameParameter: 'name' } })
    must(await hexpm.logIn({ ...interactive, deviceName: 'build-7' }))
    expect(hexpm.house.sent[0]?.form.get('name')).toBe('build-7')
  })

  test('needs neither an interval nor an address with the code in it (RFC 8628, 3.2)', async () => {
    const { interval: _, verification_uri_complete: __, ...least } = device
    const { house, shown, logIn } = loggingIn(registry([granted], least))
    must(await logIn(interactive))
    expect(shown[0]).not.toHaveProperty('verificationUriComplete')
    expect(house.machine.clock.monotonic()).toBe(5_000)
  })

  test('asks more slowly each time it is told to, for good', async () => {
    const slow = () => no('slow_down')
    const { house, logIn } = loggingIn(registry([slow, slow, pending, granted]))
    must(await logIn(interactive))
    expect(house.machine.clock.monotonic()).toBe(5_000 + 10_000 + 15_000 + 15_000)
  })

  test('a server without patience is not asked without end', async () => {
    const { logIn, polls } = loggingIn(registry([pending], { ...device, interval: 0.001, expires_in: 60 }))
    expect(await logIn(interactive)).toMatchObject({ code: 'login_timed_out' })
    expect(polls().length).toBeLessThanOrEqual(60)
  })

  test('nor one that would let a code live for ever', async () => {
    const { house, logIn } = loggingIn(registry([pending], { ...device, interval: 60, expires_in: 1e9 }))
    expect(await logIn(interactive)).toMatchObject({ code: 'login_timed_out' })
    expect(house.machine.clock.monotonic()).toBeLessThanOrEqual(30 * 60_000)
  })
})

describe('trouble on the way ends nothing', () => {
  const html = () =>
    new Response('<h1>Sign in to the network</h1>', { headers: { 'content-type': 'text/html' } })
  test.each<[string, Poll]>([
    ['the network is down', () => offline],
    ['a socket is dropped', () => authError('timed_out', 'It took too long.', 'Try again.')],
    ['a network redirects to its own page', () => authError('too_many_redirects', 'It redirects.', 'Look.')],
    ['there were too many requests', () => no('temporarily_unavailable', 429)],
    ['the server fails', () => json({ error: 'server_error' }, 500)],
    ['a gateway has its own page for it', () => new Response('<h1>502</h1>', { status: 502 })],
    ['a web page comes as a success', html],
    ['nothing comes', () => new Response(null, { status: 204 })],
  ])('%s', async (_, trouble) => {
    const { shown, logIn } = loggingIn(registry([pending, trouble, trouble, granted]))
    expect(must(await logIn(interactive)).token.expose()).toBe('access-1')
    expect(shown).toHaveLength(1)
  })

  test('each time it waits longer, and as long as it is asked to', async () => {
    const busy = () => json({}, 503, { 'retry-after': '90' })
    const { house, logIn } = loggingIn(registry([() => offline, () => offline, busy, pending, granted]))
    must(await logIn(interactive))
    expect(house.machine.clock.monotonic()).toBe(5_000 + 10_000 + 20_000 + 90_000 + 5_000)
  })

  test('or until a moment that it is told, by a clock that shows the same', async () => {
    const until = 1_795_300_000_000 + 100_000
    const busy = () => json({}, 429, { 'retry-after': new Date(until).toUTCString() })
    const { house, logIn } = loggingIn(registry([busy, granted]))
    must(await logIn(interactive))
    expect(house.machine.clock.now()).toBe(until)
  })

  test('but it does end when the code does', async () => {
    const { house, logIn } = loggingIn(registry([() => offline]))
    expect(await logIn(interactive)).toMatchObject({ code: 'login_timed_out' })
    expect(house.machine.clock.monotonic()).toBe(600_000)
  })
})

describe('nobody is logged in', () => {
  test.each<[string, Poll, string]>([
    ['somebody said no', () => no('access_denied'), 'login_denied'],
    ['somebody said no, in the status of another server', () => no('access_denied', 403), 'login_denied'],
    ['the code is over', () => no('expired_token'), 'login_timed_out'],
    ['the code is unknown', () => no('invalid_grant'), 'login_failed'],
    ['the client is', () => no('invalid_client', 401), 'login_failed'],
  ])('where %s', async (_, answer, code) => {
    const { house, logIn, polls } = loggingIn(registry([pending, answer]))
    expect(await logIn(interactive)).toMatchObject({ code })
    expect(polls()).toHaveLength(2)
    expect(await house.kept()).toBeUndefined()
  })

  test.each([
    'javascript:alert(1)',
    'file:///etc/passwd',
    'vbscript:x',
    'https://a:b@packages.example.com/',
    'no address',
  ])('where the registry would have %s opened, and nothing is shown or opened', async verification_uri => {
    const opened: string[] = []
    const answer = { ...device, verification_uri }
    const { shown, logIn, polls } = loggingIn(registry([granted], answer), {
      openBrowser: url => void opened.push(url),
    })
    expect(await logIn(interactive)).toMatchObject({ code: 'login_failed' })
    expect([shown, opened, polls()]).toEqual([[], [], []])
  })

  test('the address with the code in it is only used where it is a web page, too', async () => {
    const opened: string[] = []
    const answer = { ...device, verification_uri_complete: 'javascript:alert(1)' }
    const { shown, logIn } = loggingIn(registry([granted], answer), {
      openBrowser: url => void opened.push(url),
    })
    must(await logIn(interactive))
    expect(shown[0]).not.toHaveProperty('verificationUriComplete')
    expect(opened).toEqual([`${origin}/device`])
  })

  test.each(['\u001b[2J', 'BCDF\nGHJK', '', 'x'.repeat(65)])(
    'where the code is %j: it goes to a terminal',
    async user_code => {
      const { shown, logIn } = loggingIn(registry([granted], { ...device, user_code }))
      expect(await logIn(interactive)).toMatchObject({ code: 'login_failed' })
      expect(shown).toEqual([])
    },
  )

  test('where the registry has no devices, cannot be reached, or answers nonsense at first', async () => {
    const without = { endpoints: async () => ({ issuer: origin, token: `${origin}/oauth/token` }) }
    expect(await loggingIn(registry([]), {}, { registry: without }).logIn(interactive)).toMatchObject({
      code: 'login_failed',
    })
    expect(await loggingIn(() => offline).logIn(interactive)).toMatchObject({
      code: 'login_failed',
      cause: { code: 'offline' },
    })
    const nonsense = () => new Response('<h1>Hello</h1>', { headers: { 'content-type': 'text/html' } })
    expect(await loggingIn(nonsense).logIn(interactive)).toMatchObject({
      code: 'login_failed',
      cause: { code: 'bad_answer' },
    })
  })
})
