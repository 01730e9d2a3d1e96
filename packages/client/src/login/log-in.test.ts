import { Secret } from '@latchkey/protocol'
import { describe, expect, test } from 'vitest'
import { loginName } from '../credential.ts'
import { type AuthError, authError } from '../errors.ts'
import {
  type Answering,
  json,
  loginAt,
  must,
  no,
  offline,
  origin,
  type Sent,
  type TestOptions,
  testHouse,
  tokens,
} from '../oauth/testing/house.ts'
import { createMemoryStore } from '../stores/index.ts'
import { createLogIn, type LogInCallbacks, type LoginPrompt } from './index.ts'

const device = {
  ...{ device_code: 'device-code', user_code: 'BCDF-GHJK', expires_in: 600, interval: 5 },
  verification_uri: `${origin}/device`,
  verification_uri_complete: `${origin}/device?user_code=BCDF-GHJK`,
}

type Poll = (sent: Sent) => Response | AuthError | Promise<Response | AuthError>

/** A registry whose device endpoint answers this, and whose token endpoint answers each poll in turn. */
function registry(polls: readonly Poll[], answer: object = device): Answering {
  let polled = 0
  return sent => {
    if (sent.url.endsWith('/device_authorization')) return json(answer)
    if (sent.url.endsWith('/revoke')) return new Response(null, { status: 200 })
    const next = polls[Math.min(polled, polls.length - 1)]
    polled += 1
    return next?.(sent) ?? no('authorization_pending')
  }
}
const pending = () => no('authorization_pending')
const granted = () => tokens(1)

function loggingIn(answer: Answering, callbacks: LogInCallbacks = {}, options?: TestOptions) {
  const house = testHouse(answer, options)
  const shown: LoginPrompt[] = []
  const showLogin = (prompt: LoginPrompt) => void shown.push(prompt)
  const logIn = createLogIn(house, { showLogin, ...callbacks })
  const polls = () => house.sent.filter(({ form }) => form.has('device_code'))
  return { house, shown, polls, logIn }
}
const interactive = { interactive: true }

describe('a device', () => {
  test('shows where to go and what to enter, and is logged in once somebody agreed', async () => {
    const { house, shown, logIn, polls } = loggingIn(registry([pending, pending, granted]))
    const started = house.machine.clock.monotonic()
    const login = must(await logIn({ ...interactive, deviceName: 'build-7' }))
    expect(login).toMatchObject({ kind: 'login', origin, scopes: ['api', 'repositories'] })
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

describe('the person', () => {
  test('is asked whether first, where it was not they who began, and no is an answer', async () => {
    const asked: string[] = []
    const shouldLogIn = (why: string) => asked.push(why) > 9
    const { house, logIn } = loggingIn(registry([granted]), { shouldLogIn })
    expect(await logIn({ ...interactive, why: 'no_credentials' })).toMatchObject({ code: 'auth_declined' })
    expect(await logIn({ ...interactive, why: 'rejected' })).toMatchObject({ code: 'auth_declined' })
    expect(asked).toEqual(['no_credentials', 'rejected'])
    expect(house.sent).toEqual([])
    must(await logIn(interactive))
    expect(asked).toHaveLength(2)
  })

  test.each<[string, LogInCallbacks, string]>([
    ['says that they give up', { showLogin: () => 'cancelled' }, 'cancelled'],
    ['input comes to its end', { showLogin: () => Promise.reject(new Error('EOF')) }, 'cancelled'],
    [
      'input comes to its end before',
      { shouldLogIn: () => Promise.reject(new Error('EOF')) },
      'auth_declined',
    ],
  ])('%s: an answer, not a crash', async (_, callbacks, code) => {
    const { logIn, polls } = loggingIn(registry([granted]), callbacks)
    expect(await logIn({ ...interactive, why: 'no_credentials' })).toMatchObject({ code })
    expect(polls()).toEqual([])
  })

  test('may stop it at any time', async () => {
    const stop = new AbortController()
    const stopping = () => {
      stop.abort()
      return pending()
    }
    const { logIn, polls } = loggingIn(registry([pending, stopping]))
    expect(await logIn({ ...interactive, signal: stop.signal })).toMatchObject({ code: 'cancelled' })
    expect(polls()).toHaveLength(2)
  })

  test('sees the address before a browser opens, and one that does not open, or never ends, ends nothing', async () => {
    const events: string[] = []
    const { logIn } = loggingIn(registry([granted]), {
      showLogin: () => void events.push('shown'),
      openBrowser: async url => {
        events.push(`opened ${url}`)
        throw new Error('No browser.')
      },
    })
    must(await logIn(interactive))
    expect(events).toEqual(['shown', `opened ${origin}/device?user_code=BCDF-GHJK`])
    const forever = loggingIn(registry([granted]), { openBrowser: () => new Promise(() => undefined) })
    must(await forever.logIn(interactive))
  })

  test('who is not there is not waited for: in less than a second somebody else has to be asked somewhere', async () => {
    const { house, shown, logIn } = loggingIn(registry([granted]))
    expect(await logIn({ interactive: false, why: 'no_credentials' })).toMatchObject({
      code: 'no_credentials',
    })
    expect(house.machine.clock.monotonic()).toBeLessThan(1_000)
    expect([shown, house.sent]).toEqual([[], []])
  })
})

describe('once', () => {
  test('however many ask, one is shown, and all are logged in', async () => {
    const { shown, logIn } = loggingIn(registry([pending, granted]))
    const all = await Promise.all(
      Array.from({ length: 10 }, () => logIn({ ...interactive, why: 'no_credentials' })),
    )
    expect(new Set(all.map(each => must(each).token.expose()))).toEqual(new Set(['access-1']))
    expect(shown).toHaveLength(1)
  })

  test('a login that differs from what the caller came with is used, and nobody is asked', async () => {
    const { house, shown, logIn } = loggingIn(registry([granted]))
    const theirs = loginAt(0, { token: new Secret('access-7') })
    await house.keep(theirs)
    for (const cameWith of [undefined, loginAt(0)])
      expect(
        must(
          await logIn({ ...interactive, why: 'no_credentials', ...(cameWith && { cameWith }) }),
        ).token.expose(),
      ).toBe('access-7')
    expect(shown).toEqual([])
  })

  test('a process that was held up uses the login that another has made meanwhile', async () => {
    const { house, polls } = loggingIn(registry([pending]))
    const heldUp: typeof house.singleFlight = async (_, { act }) => act(undefined, { holds: () => false })
    const theirs = loginAt(0, { token: new Secret('access-7') })
    const logIn = createLogIn({ ...house, singleFlight: heldUp }, { showLogin: () => house.keep(theirs) })
    expect(must(await logIn(interactive)).token.expose()).toBe('access-7')
    expect(polls()).toEqual([])
  })

  test('a new login takes the place of the one that did not do, which is ended at the registry', async () => {
    const { house, logIn } = loggingIn(registry([granted]))
    const old = loginAt(0)
    await house.keep(old)
    must(await logIn({ ...interactive, cameWith: old }))
    expect((await house.kept())?.token.expose()).toBe('access-1')
    const revoked = house.sent
      .filter(({ url }) => url.endsWith('/revoke'))
      .map(({ form }) => form.get('token'))
    expect(revoked).toEqual(['refresh-0', 'access-0'])
  })

  test('whoever says "log in" gets another login than there was, once however many say so together', async () => {
    const { house, shown, logIn } = loggingIn(registry([pending, granted]))
    await house.keep(loginAt(0))
    const both = await Promise.all([logIn(interactive), logIn(interactive)])
    expect(both.map(each => must(each).token.expose())).toEqual(['access-1', 'access-1'])
    expect(shown).toHaveLength(1)
  })

  test('of another registry nothing is touched', async () => {
    const { house, logIn } = loggingIn(registry([granted]))
    const elsewhere = loginName('https://other.example.com')
    must(await house.store.change<never>(state => ({ ...state, [elsewhere]: loginAt(0) })))
    must(await logIn(interactive))
    expect(must(await house.store.read())[elsewhere]?.token.expose()).toBe('access-0')
  })
})

describe('a store', () => {
  const corrupt = authError('corrupt_store', 'The file cannot be read.', 'Log in again.')

  test('that cannot be read stops whoever came along, and is kept aside by whoever says "log in"', async () => {
    const changes: unknown[] = []
    const store = createMemoryStore()
    const broken: typeof store = {
      ...store,
      read: async () => corrupt,
      change(update, options) {
        changes.push(options)
        return store.change(update, options)
      },
    }
    const { logIn, shown } = loggingIn(registry([granted]), {}, { store: broken })
    expect(await logIn({ ...interactive, why: 'no_credentials' })).toBe(corrupt)
    expect(shown).toEqual([])
    must(await logIn(interactive))
    expect(changes).toEqual([{ corrupt: 'keep aside' }])
  })

  test('that is full: the new login is ended at the registry, as nobody else will', async () => {
    const full = authError('store_unavailable', 'The disk is full.', 'Make room.')
    const { house, logIn } = loggingIn(
      registry([granted]),
      {},
      { store: { ...createMemoryStore(), change: async () => full } },
    )
    expect(await logIn(interactive)).toBe(full)
    expect(house.sent.at(-2)?.form.get('token')).toBe('refresh-1')
  })
})
