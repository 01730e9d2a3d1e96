/** One call among rooms that answer as a test says. What a whole client does stands in `hex-scenarios` and `hostile`. */
import { Secret } from '@latchkey/protocol'
import { describe, expect, test, vi } from 'vitest'
import type { Credential } from '../credential.ts'
import { type AuthErrorCode, authError } from '../errors.ts'
import type { Resolved } from '../resolve/index.ts'
import { call } from './call.ts'
import type { CallHouse } from './house.ts'
import type { AuthorizedRequest } from './request.ts'
import type { Call } from './state.ts'
import { aCall, aLogin, callHouse } from './testing/call-house.ts'

const from = (name: string): Credential => ({ ...aLogin, token: new Secret(name) })
const ok = () => new Response('done')
const no = () => new Response(null, { status: 401 })
const wrong = (code: AuthErrorCode) => authError(code, 'It is wrong.', 'Wait.')

/** What was found, as the login that is kept, unless told. */
function found(credential: Resolved['credential'], more: Partial<Resolved> = {}): Partial<CallHouse> {
  const candidates = [{ source: 'login', where: 'the login', outcome: 'won', why: 'ready' }] as const
  return { resolve: async () => ({ credential, candidates, loginHelps: true, ...more }) }
}

/** The tokens that it was tried with, and what came of it. */
async function calling(
  house: Partial<CallHouse>,
  answers: readonly (() => unknown)[],
  more: Partial<Call> = {},
) {
  const tried: (string | undefined)[] = []
  const act = async ({ credential }: AuthorizedRequest) => {
    tried.push(credential?.token.expose())
    return answers[tried.length - 1]?.()
  }
  const whole = callHouse(house)
  const outcome = await call(whole, { ...aCall, ...more }, act)
  const trace = whole.trace.entries().map(({ what, detail }) => ({ what, ...detail }))
  return { outcome, tried, trace }
}

describe('a call', () => {
  test('goes with what was found, and its answer is the caller’s', async () => {
    const { outcome, tried, trace } = await calling(found(from('first')), [() => 'whatever'])
    expect([outcome, tried]).toEqual(['whatever', ['first']])
    expect(trace).toEqual([{ what: 'found', source: 'login', where: 'the login' }])
  })

  test('that is refused goes on with what was renewed, then with a new login, which is renewed as well, and ends', async () => {
    const logIn = vi.fn(async () => from('new'))
    const house = { ...found(from('first'), { renew: async () => from('second') }), logIn }
    const { outcome, tried, trace } = await calling(house, [no, no, no, no])
    expect(tried).toEqual(['first', 'second', 'new'])
    expect(logIn).toHaveBeenCalledExactlyOnceWith({
      ...{ why: 'rejected', cameWith: from('second'), signal: undefined },
    })
    expect(outcome).toMatchObject({ code: 'rejected', next: 'Run: latchkey login' })
    const rejected = (where: string) => ({ what: 'rejected', source: 'login', where })
    expect(trace).toEqual([
      { what: 'found', source: 'login', where: 'the login' },
      ...[rejected('the login'), rejected('the login')],
      { what: 'found', source: 'login', where: 'the login at https://packages.example.com' },
      rejected('the login at https://packages.example.com'),
      { what: 'gave up', because: 'rejected' },
    ])
  })

  test('whose new login is refused renews that by a refresh', async () => {
    const { signal } = new AbortController()
    const refreshed = vi.fn(async () => from('refreshed'))
    const house = { ...found(undefined), logIn: async () => from('new'), refreshed }
    const { outcome, tried } = await calling(house, [no, ok], { signal })
    expect(tried).toEqual(['new', 'refreshed'])
    expect(refreshed).toHaveBeenCalledExactlyOnceWith(from('new'), signal)
    expect(outcome).toMatchObject({ status: 200 })
  })

  test('asks for no window where it goes without a credential', async () => {
    const callbacks = { promptCode: () => 'cancelled' as const }
    const doing = { action: 'publish', target: 'pypi:acme/widget' } as const
    const { tried } = await calling({ ...found(undefined), callbacks }, [ok], { optional: true, doing })
    expect(tried).toEqual([undefined])
  })

  test('to a place that is none is not made', async () => {
    const place = { url: 'nowhere', trusted: true }
    const wanted = { kind: 'repository', repository: 'pypi:acme', place } as const
    const { outcome, tried } = await calling(found(from('first')), [ok], { wanted })
    expect(tried).toEqual([])
    expect(outcome).toMatchObject({ code: 'invalid_configuration' })
  })

  test('asks for the code that is wanted, and says in the trace whether one was wrong', async () => {
    const wants = (error: string) => () =>
      new Response(null, { status: 401, headers: { 'www-authenticate': `Bearer error="${error}"` } })
    const callbacks = { promptCode: () => new Secret('123456') }
    const openWindow = async () => ({ closesAt: 1 }) as never
    const answers = [wants('totp_required'), ok]
    const { outcome, trace } = await calling({ ...found(from('first')), callbacks, openWindow }, answers)
    expect(outcome).toMatchObject({ status: 200 })
    expect(trace).toContainEqual({ what: 'a code is wanted', again: false })
    const again = await calling({ ...found(from('first')), callbacks, openWindow }, [
      wants('invalid_totp'),
      ok,
    ])
    expect(again.trace).toContainEqual({ what: 'a code is wanted', again: true })
  })
})

describe('where there is no credential', () => {
  const over = ['login_ended', 'expired', 'no_credentials'] as const

  test.for([undefined, ...over])(
    'a person is asked to log in, where what there was is over: %s',
    async code => {
      const logIn = vi.fn(async () => from('new'))
      const had = code && wrong(code)
      const { tried } = await calling({ ...found(had), logIn }, [ok])
      expect(tried).toEqual(['new'])
      expect(logIn).toHaveBeenCalledExactlyOnceWith({
        ...{ why: 'no_credentials', cameWith: undefined, signal: undefined },
      })
    },
  )

  test('and a login is kept that is over, they are told that it was refused', async () => {
    const logIn = vi.fn(async () => from('new'))
    await calling({ ...found(wrong('login_ended'), { login: aLogin }), logIn }, [ok])
    expect(logIn).toHaveBeenCalledWith({ why: 'rejected', cameWith: aLogin, signal: undefined })
  })

  test.for(['offline', 'busy', 'corrupt_store'] as const)('nobody passes over trouble: %s', async code => {
    for (const optional of [true, false]) {
      const { outcome, tried } = await calling(found(wrong(code)), [ok], { optional })
      expect([outcome, tried]).toEqual([wrong(code), []])
    }
  })

  test('a call that may goes without, and its host is warned of what there was, and of nothing where nothing was', async () => {
    for (const code of [...over, 'refresh_failed'] as const) {
      const warn = vi.fn()
      const { tried, trace } = await calling({ ...found(wrong(code)), callbacks: { warn } }, [ok], {
        optional: true,
      })
      expect(tried).toEqual([undefined])
      expect(warn).toHaveBeenCalledExactlyOnceWith(wrong(code))
      expect(trace).toEqual([{ what: 'goes without', because: code }])
    }
    const warn = vi.fn()
    const { trace } = await calling({ ...found(undefined), callbacks: { warn } }, [ok], { optional: true })
    expect(warn).not.toHaveBeenCalled()
    expect(trace).toEqual([{ what: 'goes without', because: 'no_credentials' }])
  })

  test('a refresh that failed is said, and nobody is asked to log in: the login may still be good', async () => {
    const { outcome, tried } = await calling(found(wrong('refresh_failed')), [ok])
    expect([outcome, tried]).toEqual([wrong('refresh_failed'), []])
  })

  test('and nobody could be asked, it says that there is none, or why what there was is over', async () => {
    const logIn = async () => wrong('no_credentials')
    const none = await calling({ ...found(undefined), logIn }, [ok])
    expect(none.outcome).toMatchObject({ code: 'no_credentials', next: 'Run: latchkey login' })
    const readsOnly = await calling({ ...found(undefined, { login: aLogin }), logIn }, [ok])
    expect(readsOnly.outcome).toMatchObject({
      ...{ code: 'no_credentials', message: expect.stringContaining('was made for reading only') },
      next: expect.stringContaining('latchkey login'),
    })
    const ended = await calling({ ...found(wrong('login_ended')), logIn }, [ok])
    expect(ended.outcome).toEqual(wrong('login_ended'))
  })

  test('and logging in went wrong otherwise, that is what is said', async () => {
    const logIn = async () => wrong('offline')
    expect((await calling({ ...found(undefined), logIn }, [ok])).outcome).toEqual(wrong('offline'))
  })

  test('and one is wanted after all, the reason is what there was', async () => {
    const ended = authError('login_ended', 'It was ended yesterday.', 'Wait.')
    const { outcome } = await calling(found(ended, { loginHelps: false }), [no], { optional: true })
    expect(outcome).toMatchObject({
      code: 'no_credentials',
      message: expect.stringContaining('It was ended yesterday.'),
      cause: ended,
    })
    const nothing = await calling(found(undefined, { loginHelps: false }), [no], { optional: true })
    expect(nothing.outcome).not.toHaveProperty('cause')
  })
})

describe('what cannot be renewed', () => {
  const renewing = (code: AuthErrorCode) =>
    found(from('first'), { renew: async () => wrong(code), loginHelps: false })

  test.for(['offline', 'busy'] as const)('because of trouble ends the call with it: %s', async code => {
    const { outcome, tried } = await calling(renewing(code), [no, ok], { optional: true })
    expect([outcome, tried]).toEqual([wrong(code), ['first']])
  })

  test.for(['refresh_failed', 'login_ended', 'expired'] as const)(
    'goes without where it may, and else says why: %s',
    async code => {
      const without = await calling(renewing(code), [no, ok], { optional: true })
      expect(without.tried).toEqual(['first', undefined])
      expect((await calling(renewing(code), [no])).outcome).toEqual(wrong(code))
    },
  )

  test('since the refresh failed makes nobody log in', async () => {
    const house = found(from('first'), { renew: async () => wrong('refresh_failed') })
    expect((await calling(house, [no])).outcome).toEqual(wrong('refresh_failed'))
  })
})

describe('the body of an answer that was refused', () => {
  function answering(status = 401) {
    const cancel = vi.fn()
    const response = new Response(new ReadableStream({ cancel }), { status })
    return { cancel, response }
  }

  test('is let go, so that its connection is free; that of the answer is the caller’s', async () => {
    const [refused, last] = [answering(), answering(200)]
    const house = found(from('first'), { renew: async () => from('second') })
    await calling(house, [() => refused.response, () => last.response])
    expect(refused.cancel).toHaveBeenCalledOnce()
    expect(last.cancel).not.toHaveBeenCalled()
  })

  test('is left alone where the caller reads it, has read it, or hands in something of its own', async () => {
    const house = found(from('first'), { renew: async () => from('second') })
    const read = answering()
    read.response.body?.getReader()
    const used = new Response('text', { status: 401 })
    await used.text()
    const own = { status: 401, headers: new Headers(), body: { cancel: vi.fn() } }
    for (const answer of [read.response, used, own])
      expect((await calling(house, [() => answer, ok])).tried).toEqual(['first', 'second'])
    expect(read.cancel).not.toHaveBeenCalled()
    expect(own.body.cancel).not.toHaveBeenCalled()
  })
})
