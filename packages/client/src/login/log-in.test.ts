import { Secret } from '@latchkey/protocol'
import { describe, expect, test } from 'vitest'
import { loginName } from '../credential.ts'
import { authError } from '../errors.ts'
import { loginAt, must, origin } from '../oauth/testing/house.ts'
import { createMemoryStore } from '../stores/index.ts'
import { createLogIn, type LogInCallbacks } from './index.ts'
import { granted, interactive, loggingIn, pending, registry } from './testing/logging-in.ts'

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
