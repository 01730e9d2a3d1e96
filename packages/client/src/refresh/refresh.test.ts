import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Secret } from '@latchkey/protocol'
import { describe, expect, onTestFinished, test } from 'vitest'
import { loginName } from '../credential.ts'
import { type AuthError, authError } from '../errors.ts'
import {
  type Answering,
  inTurn,
  json,
  loginAt,
  must,
  no,
  offline,
  origin,
  type TestHouse,
  testHouse,
  tokens,
} from '../oauth/testing/house.ts'
import { manualClock } from '../single-flight/testing/clocks.ts'
import { random } from '../single-flight/testing/random.ts'
import { createMemoryStore, openStore } from '../stores/index.ts'
import { createRefresh } from './index.ts'

const minute = 60_000

/** A house whose login was received just now. */
async function loggedIn(answer: Answering, options?: Parameters<typeof testHouse>[1]) {
  const house = testHouse(answer, options)
  const login = loginAt(house.machine.clock.now())
  await house.keep(login)
  return { house, login, refresh: createRefresh(house), clock: house.machine.clock }
}
const tokenKept = async (house: TestHouse) => (await house.kept())?.token.expose()
const generation = (sent: { readonly form: URLSearchParams }) => sent.form.get('refresh_token')

describe('when', () => {
  test('a token that is good for five minutes is used as it is, and nobody is asked', async () => {
    const { house, login, refresh, clock } = await loggedIn(() => tokens(1))
    clock.pass(25 * minute)
    expect(must(await refresh(login)).token.expose()).toBe('access-0')
    expect(house.sent).toEqual([])
  })

  test('a moment later it is traded for the next one, and that is kept', async () => {
    const { house, login, refresh, clock } = await loggedIn(() => tokens(1))
    clock.pass(25 * minute + 1)
    const next = must(await refresh(login))
    expect(next.token.expose()).toBe('access-1')
    expect(next.expiresAt).toBe(clock.now() + 30 * minute)
    expect(await tokenKept(house)).toBe('access-1')
    expect(Object.fromEntries(house.sent[0]?.form ?? [])).toEqual({
      ...{ grant_type: 'refresh_token', client_id: 'latchkey', refresh_token: 'refresh-0' },
    })
  })

  test('a token that was refused is traded whatever the clock says', async () => {
    const { login, refresh } = await loggedIn(() => tokens(1))
    expect(must(await refresh(login, { rejected: true })).token.expose()).toBe('access-1')
  })

  test('tokens of a minute are not traded at every use', async () => {
    const { house, login, refresh, clock } = await loggedIn(() => tokens(1, { expires_in: 60 }))
    clock.pass(26 * minute)
    const next = must(await refresh(login))
    for (let n = 0; n < 5; n += 1) must(await refresh(next))
    expect(house.sent).toHaveLength(1)
  })

  test('a wall clock that was set back makes no token live longer', async () => {
    const { login, refresh, clock } = await loggedIn(
      inTurn(
        () => tokens(1),
        () => tokens(2),
      ),
    )
    clock.pass(26 * minute)
    const next = must(await refresh(login))
    clock.pass(27 * minute)
    clock.jump(-27 * minute)
    expect(must(await refresh(next)).token.expose()).toBe('access-2')
  })

  test('nor does one that shows less than when the token was received, in another process', async () => {
    const { house, login, clock } = await loggedIn(() => tokens(1))
    clock.jump(-60 * minute)
    expect(must(await createRefresh(house)(login)).token.expose()).toBe('access-1')
  })

  test('a token of which nobody said how long it lives is used until it is refused', async () => {
    const { house, refresh, clock } = await loggedIn(() => tokens(1))
    const { expiresAt: _, ...endless } = loginAt(clock.now())
    clock.pass(1_000_000 * minute)
    expect(must(await refresh(endless)).token.expose()).toBe('access-0')
    expect(house.sent).toEqual([])
  })
})

describe('once', () => {
  test('however many ask at once, the refresh token is sent one time', async () => {
    const { house, login, refresh } = await loggedIn(() => tokens(1))
    const all = await Promise.all(Array.from({ length: 20 }, () => refresh(login, { rejected: true })))
    expect(new Set(all.map(each => must(each).token.expose()))).toEqual(new Set(['access-1']))
    expect(house.sent).toHaveLength(1)
  })

  test('what another process has kept meanwhile is used, and nothing is sent', async () => {
    const { house, login, refresh, clock } = await loggedIn(() => tokens(9))
    await house.keep(loginAt(clock.now(), { token: new Secret('access-7') }))
    expect(must(await refresh(login, { rejected: true })).token.expose()).toBe('access-7')
    expect(house.sent).toEqual([])
  })

  test('what another process has kept is refreshed with its own refresh token where it is over too', async () => {
    const { house, login, refresh, clock } = await loggedIn(() => tokens(8))
    const theirs = { token: new Secret('access-7'), refreshToken: new Secret('refresh-7') }
    await house.keep(loginAt(clock.now() - 29 * minute, theirs))
    expect(must(await refresh(login, { rejected: true })).token.expose()).toBe('access-8')
    expect(house.sent.map(generation)).toEqual(['refresh-7'])
  })

  test('whoever waits is told for whom, and may stop waiting', async () => {
    const { house, login } = await loggedIn(() => tokens(1))
    const options: unknown[] = []
    const watched: TestHouse['singleFlight'] = (name, flight, given) => {
      options.push(given)
      return house.singleFlight(name, flight, given)
    }
    const onWait = () => undefined
    const { signal } = new AbortController()
    must(await createRefresh({ ...house, singleFlight: watched, onWait })(login, { rejected: true, signal }))
    expect(options).toEqual([{ onWait, signal }])
  })

  test('whoever gives up does not wait, and loses no login: what was sent is waited for, and kept', async () => {
    const { house, login } = await loggedIn(() => tokens(1))
    const called = new AbortController()
    const http: TestHouse['http'] = {
      ...house.http,
      async send(request, attachment) {
        const answer = await house.http.send(request, attachment)
        called.abort()
        await Promise.resolve()
        return request.signal?.aborted ? authError('cancelled', 'It was cancelled.', 'Try again.') : answer
      },
    }
    const { signal } = called
    const answer = await createRefresh({ ...house, http })(login, { rejected: true, signal })
    expect(answer).toMatchObject({ code: 'cancelled' })
    await expect.poll(() => tokenKept(house), { timeout: 10_000 }).toBe('access-1')
    expect(house.sent).toHaveLength(1)
  })

  test('without the lease nothing is sent', async () => {
    const { house, login } = await loggedIn(() => tokens(1))
    const lost: TestHouse['singleFlight'] = async (_, { act }) => act(login as never, { holds: () => false })
    const answer = await createRefresh({ ...house, singleFlight: lost })(login, { rejected: true })
    expect(answer).toMatchObject({ code: 'lease_lost' })
    expect(house.sent).toEqual([])
  })
})

describe('a login is dropped', () => {
  test('when the registry says invalid_grant, with its own words', async () => {
    const { house, login, refresh } = await loggedIn(() => no('invalid_grant', 400, 'The login was ended.'))
    const answer = await refresh(login, { rejected: true })
    expect(answer).toMatchObject({ code: 'login_ended', next: 'Log in again.' })
    expect(answer).toHaveProperty('message', expect.stringContaining('The login was ended.'))
    expect(await house.kept()).toBeUndefined()
  })

  test('also where that comes with a challenge, which some servers think every 401 of theirs needs', async () => {
    const challenged = () => json({ error: 'invalid_grant' }, 401, { 'www-authenticate': 'Basic realm=hex' })
    const { house, login, refresh } = await loggedIn(challenged)
    expect(await refresh(login, { rejected: true })).toMatchObject({ code: 'login_ended' })
    expect(await house.kept()).toBeUndefined()
  })

  test('not when a newer one was kept while the question was under way', async () => {
    const { house, login, refresh, clock } = await loggedIn(async () => {
      await house.keep(loginAt(clock.now(), { token: new Secret('access-7') }))
      return no('invalid_grant')
    })
    expect(must(await refresh(login, { rejected: true })).token.expose()).toBe('access-7')
    expect(await tokenKept(house)).toBe('access-7')
  })

  const html = (status: number) => () =>
    new Response('<h1>Gateway</h1>', { status, headers: { 'content-type': 'text/html' } })
  test.each<[string, () => Response | AuthError]>([
    ['the network is down', () => offline],
    ['nothing comes in time', () => authError('timed_out', 'It took too long.', 'Try again.')],
    ['it redirects', () => authError('too_many_redirects', 'It redirects.', 'Configure it.')],
    ['it answers 500', () => json({ error: 'server_error' }, 500)],
    ['it answers 500 with invalid_grant', () => no('invalid_grant', 500)],
    ['it answers 503', html(503)],
    ['it answers 429', () => no('invalid_grant', 429)],
    ['it answers 408', html(408)],
    ['it answers 400 with a web page', html(400)],
    ['it answers 200 with a web page', html(200)],
    ['it answers 200 with nothing', () => json({})],
    ['it answers 200 with a token that would end a header', () => tokens(1, { access_token: 'a\r\nb' })],
    ['it answers JSON of no known shape', () => json([1], 400)],
    ['it says server_error with 400', () => no('server_error')],
    ['it says temporarily_unavailable', () => no('temporarily_unavailable')],
    ['it does not know the client', () => no('invalid_client', 401)],
    ['it says something else', () => no('unauthorized_client')],
  ])('not when %s: then it is kept, and the reason is told', async (_, answer) => {
    const { house, login, refresh } = await loggedIn(answer)
    const refreshed = await refresh(login, { rejected: true })
    expect(refreshed).toMatchObject({ code: 'refresh_failed', cause: { code: expect.any(String) } })
    expect(await tokenKept(house)).toBe('access-0')
    expect(house.sent.length).toBeLessThanOrEqual(2)
  })
})

describe('lost', () => {
  test.each([
    ['invalid_grant', () => no('invalid_grant')],
    ['invalid_client', () => no('invalid_client', 401)],
    ['too many requests', () => json({}, 429)],
  ])('an answer is not: %s is not asked for again', async (_, answer) => {
    const { house, login, refresh } = await loggedIn(answer)
    await refresh(login, { rejected: true })
    expect(house.sent).toHaveLength(1)
  })

  test('an answer that is lost is asked for once more', async () => {
    const { house, login, refresh } = await loggedIn(
      inTurn(
        () => offline,
        () => tokens(1),
      ),
    )
    expect(must(await refresh(login, { rejected: true })).token.expose()).toBe('access-1')
    expect(house.sent.map(generation)).toEqual(['refresh-0', 'refresh-0'])
  })

  test('while the token is good for a moment yet, trouble with the next one is no trouble', async () => {
    const { house, login, refresh, clock } = await loggedIn(() => offline)
    clock.pass(29 * minute)
    expect(must(await refresh(login)).token.expose()).toBe('access-0')
    expect(house.trace.entries().map(({ what }) => what)).toContain('not refreshed yet')
    clock.pass(2 * minute)
    expect(await refresh(login)).toMatchObject({ code: 'refresh_failed' })
  })

  test('tokens that could not be kept are not used either: the next process would come with the old ones', async () => {
    const full = authError('store_unavailable', 'The disk is full.', 'Make room.')
    const store = createMemoryStore()
    const { house, login, refresh } = await loggedIn(() => tokens(1), { store })
    const broken = { ...house, store: { ...store, change: async () => full } }
    expect(await createRefresh(broken)(login, { rejected: true })).toBe(full)
    expect(await tokenKept(house)).toBe('access-0')
    expect(must(await refresh(login, { rejected: true })).token.expose()).toBe('access-1')
  })

  test('whoever logged out while it was under way stays logged out', async () => {
    const { house, login, refresh } = await loggedIn(async () => {
      await house.keep(undefined)
      return tokens(1)
    })
    expect(await refresh(login, { rejected: true })).toMatchObject({ code: 'no_credentials' })
    expect(await house.kept()).toBeUndefined()
  })

  test('a process that was held up overwrites nothing newer', async () => {
    const { house, login, refresh, clock } = await loggedIn(async () => {
      await house.keep(loginAt(clock.now(), { token: new Secret('access-9') }))
      return tokens(1)
    })
    expect(must(await refresh(login, { rejected: true })).token.expose()).toBe('access-9')
    expect(await tokenKept(house)).toBe('access-9')
  })
})

describe('tokens', () => {
  test('a server that keeps the refresh token says none, and it stays', async () => {
    const { house, login, refresh } = await loggedIn(() => tokens(1, { refresh_token: undefined }))
    must(await refresh(login, { rejected: true }))
    expect((await house.kept())?.refreshToken?.expose()).toBe('refresh-0')
  })

  test('a login without a refresh token is over when its token is, and stays until somebody logs in', async () => {
    const { house, refresh, clock } = await loggedIn(() => tokens(1))
    const { refreshToken: _, ...bare } = loginAt(clock.now())
    await house.keep(bare)
    expect(await refresh(bare, { rejected: true })).toMatchObject({ code: 'expired' })
    expect(house.sent).toEqual([])
  })

  test('is refreshed as the client that made it', async () => {
    const { house, refresh, clock } = await loggedIn(() => tokens(1))
    const other = loginAt(clock.now(), { clientId: 'other' })
    await house.keep(other)
    must(await refresh(other, { rejected: true }))
    expect(house.sent[0]?.form.get('client_id')).toBe('other')
    expect((await house.kept())?.clientId).toBe('other')
  })

  test('of one account is kept apart from that of another, and says whose it is', async () => {
    const { house, login, refresh, clock } = await loggedIn(() => tokens(1))
    const [own, adas] = [loginName(origin), loginName(origin, 'ada')]
    const theirs = loginAt(clock.now(), { account: 'ada', token: new Secret('access-7') })
    must(await house.store.change<never>(state => ({ ...state, [adas]: theirs })))
    must(await createRefresh({ ...house, account: 'ada' })(theirs, { rejected: true }))
    expect(must(await house.store.read())[adas]).toMatchObject({ account: 'ada', source: 'login' })
    expect(await tokenKept(house)).toBe('access-0')
    expect(must(await refresh(login, { rejected: true }))).not.toHaveProperty('account')
    expect(Object.keys(must(await house.store.read())).toSorted()).toEqual([own, adas].toSorted())
  })

  test('a server that does not say what they are for means what they were for', async () => {
    const { login, refresh } = await loggedIn(() => tokens(1, { scope: undefined }))
    expect(must(await refresh({ ...login, scopes: ['api'] }, { rejected: true })).scopes).toEqual([
      'api',
      'repositories',
    ])
  })

  test.for([
    { scope: '' },
    { scope: ' api  repositories ' },
    { expires_in: 1799.99951 },
    { expires_in: 1e300 },
  ])('that a server words oddly (%o) are kept so that they can be read again', async odd => {
    const folder = mkdtempSync(join(tmpdir(), 'latchkey-odd-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    const file = () => openStore({ folder, machine: { clock: manualClock(), random } }).store
    const { login, refresh } = await loggedIn(() => tokens(1, odd), { store: file() })
    must(await refresh(login, { rejected: true }))
    expect(must(await file().read())[loginName(origin)]?.token.expose()).toBe('access-1')
  })

  test('what a server quotes is told without the token that was sent', async () => {
    const quoting: Answering = ({ form }) =>
      no('invalid_grant', 400, `Unknown: ${form.get('refresh_token')}\u001b[2J`)
    const { house, login, refresh } = await loggedIn(quoting)
    const answer = JSON.stringify([await refresh(login, { rejected: true }), house.trace.entries()])
    expect(answer).toContain('[redacted]')
    expect(answer).not.toContain('refresh-0')
    expect(answer).not.toContain('\\u001b')
  })

  test('a refresh token is not sent where others could read it', async () => {
    const { house, login, refresh } = await loggedIn(() => tokens(1), {
      endpoints: { token: 'http://packages.example.com/oauth/token' },
    })
    expect(await refresh(login, { rejected: true })).toMatchObject({ code: 'refresh_failed' })
    expect(house.sent).toEqual([])
  })
})
