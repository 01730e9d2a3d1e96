import { Secret } from '@latchkey/protocol'
import { beforeEach, describe, expect, test } from 'vitest'
import type { Credential } from '../credential.ts'
import { type AuthError, authError } from '../errors.ts'
import { manualClock } from '../single-flight/testing/clocks.ts'
import type { Status } from '../status/index.ts'
import { createOverrides, type IsAllowed, type OverrideChange } from './index.ts'

const a = 'https://a.example.com'
const b = 'https://b.example.com'
const good = (registry: string): Status => ({
  ...{ authenticated: true, registry, source: 'override', organizations: [] },
})
const bad = (registry: string): Status => ({
  ...{
    authenticated: false,
    registry,
    organizations: [],
    reason: 'rejected',
    message: 'No.',
    next: 'Log in.',
  },
})
const offline = authError('offline', 'It cannot be reached.', 'Try again.')

let clock: ReturnType<typeof manualClock>
beforeEach(() => {
  clock = manualClock()
})

interface Told {
  readonly validate?: (credential: Credential) => Promise<Status | AuthError>
  readonly isAllowed?: IsAllowed
}

function overriding({ validate = async ({ origin }) => good(origin), ...gate }: Told = {}) {
  const asked: string[] = []
  const overrides = createOverrides({
    clock,
    validate: credential => {
      asked.push(credential.token.expose())
      return validate(credential)
    },
    ...gate,
  })
  const changes: OverrideChange[] = []
  const unsubscribe = overrides.onChange(change => changes.push(change))
  const used = (origin = a) => overrides.get(origin)?.token.expose()
  return {
    overrides,
    asked,
    changes,
    unsubscribe,
    used,
    set: (token: string, more = {}) => overrides.set(a, new Secret(token), more),
  }
}

describe('W1-W5: an override', () => {
  test('is used from the next look on, and what is found without it counts again once it is removed', async () => {
    const { overrides, used, set } = overriding()
    expect(used()).toBeUndefined()
    expect(await set('one')).toEqual(good(a))
    expect(used()).toBe('one')
    await set('two')
    expect(used()).toBe('two')
    expect(await overrides.remove(a)).toBe(true)
    expect([used(), await overrides.remove(a)]).toEqual([undefined, false])
  })

  test('is for exactly one origin: scheme, host and port', async () => {
    const { overrides, set } = overriding()
    await set('one')
    for (const other of [
      b,
      'http://a.example.com',
      `${a}:8443`,
      'https://x.a.example.com',
      '',
      'a.example.com',
    ])
      expect(overrides.get(other)).toBeUndefined()
    await overrides.set(`${a}:443/pypi/acme/`, new Secret('two'))
    expect(overrides.get(a)?.token.expose()).toBe('two')
  })

  test('is no registry’s where none is named: nothing is guessed', async () => {
    const { overrides, asked } = overriding()
    for (const registry of ['', 'a.example.com', 'ftp://a.example.com', 'https://user:pass@a.example.com'])
      for (const answer of [
        await overrides.set(registry, new Secret('one')),
        await overrides.remove(registry),
      ])
        expect(answer).toMatchObject({ code: 'invalid_configuration' })
    expect(asked).toEqual([])
  })

  test('is the later one of two, whichever the registry says is good first', async () => {
    const answers: (() => void)[] = []
    const { set, used } = overriding({
      validate: ({ origin }) => new Promise(resolve => answers.push(() => resolve(good(origin)))),
    })
    const first = set('first')
    await settled()
    const second = set('second')
    await settled()
    answers[1]?.()
    expect(await second).toMatchObject({ authenticated: true })
    answers[0]?.()
    expect(await first).toMatchObject({ code: 'busy' })
    expect(used()).toBe('second')
  })

  test('that is removed, or cleared, while its registry was asked is not installed afterwards', async () => {
    for (const change of ['remove', 'clear'] as const) {
      let answer: () => void = () => undefined
      const { overrides, set, used } = overriding({
        validate: ({ origin }) => new Promise(resolve => (answer = () => resolve(good(origin)))),
      })
      const setting = set('one')
      await settled()
      await overrides[change](a as never)
      answer()
      expect(await setting).toMatchObject({ code: 'busy' })
      expect(used()).toBeUndefined()
    }
  })

  test('is cleared with all others', async () => {
    const { overrides, set, used } = overriding()
    await set('one')
    await overrides.set(b, new Secret('two'))
    expect(await overrides.clear()).toBe(2)
    expect([used(a), used(b), await overrides.clear()]).toEqual([undefined, undefined, 0])
  })
})

describe('W6: whoever may not', () => {
  test('changes nothing, learns nothing, and has the registry asked nothing', async () => {
    const { overrides, asked, used, set } = overriding({ isAllowed: (_, __, caller) => caller === 'admin' })
    await set('one', { caller: 'admin' })
    for (const caller of ['guest', undefined]) {
      expect(await set('two', { caller })).toMatchObject({ code: 'not_permitted' })
      expect(await overrides.remove(a, { caller })).toMatchObject({ code: 'not_permitted' })
      expect(await overrides.clear({ caller })).toMatchObject({ code: 'not_permitted' })
    }
    expect([used(), asked]).toEqual(['one', ['one']])
  })

  test.each<[string, IsAllowed]>([
    [
      'throws',
      () => {
        throw new Error('The directory is down.')
      },
    ],
    ['fails later', () => Promise.reject(new Error('The directory is down.'))],
    ['says something like yes', () => 'yes' as unknown as boolean],
    ['says nothing', () => undefined as unknown as boolean],
  ])('is whoever the gate is not sure about: it %s', async (_, isAllowed) => {
    const { used, set } = overriding({ isAllowed })
    expect(await set('one')).toMatchObject({ code: 'not_permitted' })
    expect(used()).toBeUndefined()
  })

  test('is told by action and registry', async () => {
    const seen: unknown[] = []
    const { overrides, set } = overriding({ isAllowed: (...asked) => seen.push(asked) > 0 })
    await set('one', { caller: 'admin' })
    await overrides.remove(a, { caller: 'admin' })
    expect(seen).toEqual([
      ['override.set', a, 'admin'],
      ['override.remove', a, 'admin'],
    ])
  })

  test('clears none, where one of them is not theirs', async () => {
    const { overrides, set, used } = overriding({
      isAllowed: (action, registry) => action === 'override.set' || registry === a,
    })
    await set('one')
    await overrides.set(b, new Secret('two'))
    expect(await overrides.clear()).toMatchObject({ code: 'not_permitted' })
    expect([used(a), used(b)]).toEqual(['one', 'two'])
  })
})

describe('W7: a token is not installed', () => {
  test.each(['', ' ', 'two words', 'a\nb', 'ä', 'x'.repeat(8193)])(
    'that is none: %j, and nobody is asked',
    async text => {
      const { asked, used, set } = overriding()
      expect(await set(text)).toMatchObject({ code: 'malformed_token' })
      expect([asked, used()]).toEqual([[], undefined])
    },
  )

  test('that is longer than a header may be; one that is just as long is', async () => {
    const { used, set } = overriding()
    await set('x'.repeat(8192))
    expect(used()).toHaveLength(8192)
  })

  test('that the registry refuses: what was in use before still is', async () => {
    const { used, set, changes } = overriding({
      validate: async ({ origin, token }) => (token.expose() === 'one' ? good(origin) : bad(origin)),
    })
    await set('one')
    expect(await set('two')).toEqual(bad(a))
    expect([used(), changes.length]).toEqual(['one', 1])
  })

  test('that nobody could be asked about', async () => {
    const { used, set } = overriding({ validate: async () => offline })
    expect([await set('one'), used()]).toEqual([offline, undefined])
  })
})

test('a token is installed as a file or a pipe gives it, with the end of its line left away, and says nothing of its scopes', async () => {
  const { overrides, asked, set } = overriding()
  await set('  one\r\n')
  expect(asked).toEqual(['one'])
  expect(overrides.get(a)?.token.expose()).toBe('one')
  expect(overrides.get(a)?.scopes).toEqual([])
})

describe('a lifetime', () => {
  test('is told with the credential: the one that was given, else the one that the registry tells', async () => {
    const known: Status = { ...good(a), authenticated: true, expiresAt: 7 } as Status
    const { overrides, set } = overriding({ validate: async () => known })
    const until = () => overrides.get(a)?.expiresAt
    await set('one')
    expect(until()).toBe(7)
    await set('two', { lifetime: 60_000 })
    expect(until()).toBe(clock.now() + 60_000)
    const endless = overriding()
    await endless.set('three')
    expect(endless.overrides.get(a)).not.toHaveProperty('expiresAt')
  })

  test('ends it to the millisecond, by the clock that nobody sets', async () => {
    const { used, set, changes } = overriding()
    await set('one', { lifetime: 60_000 })
    clock.jump(-3_600_000)
    clock.pass(59_999)
    expect(used()).toBe('one')
    clock.pass(1)
    expect([used(), used()]).toEqual([undefined, undefined])
    expect(changes.map(({ change }) => change)).toEqual(['set', 'expired'])
  })

  test('is over after a night in which the machine slept, as the clock on the wall alone knows', async () => {
    const { used, set, changes } = overriding()
    await set('one', { lifetime: 60_000 })
    clock.jump(59_999)
    expect(used()).toBe('one')
    clock.jump(1)
    expect(used()).toBeUndefined()
    expect(changes.map(({ change }) => change)).toEqual(['set', 'expired'])
  })

  test('of an earlier one does not end a later one', async () => {
    const { used, set } = overriding()
    await set('one', { lifetime: 60_000 })
    await set('two')
    clock.pass(60_000)
    expect(used()).toBe('two')
  })

  test.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])('%d is none', async lifetime => {
    const { used, set } = overriding()
    expect(await set('one', { lifetime })).toMatchObject({ code: 'invalid_configuration' })
    expect(used()).toBeUndefined()
  })
})

describe('changes', () => {
  test('are told with when and until when, and without the token', async () => {
    const { overrides, changes, unsubscribe, set } = overriding()
    await set('one', { lifetime: 60_000 })
    await overrides.remove(a)
    expect(await overrides.remove(a)).toBe(false)
    expect(changes).toStrictEqual([
      { registry: a, change: 'set', at: clock.now(), expiresAt: clock.now() + 60_000 },
      { registry: a, change: 'removed', at: clock.now() },
    ])
    unsubscribe()
    await set('two')
    expect(changes).toHaveLength(2)
  })

  test('have happened, whatever those who are told make of it', async () => {
    const { overrides, used, set } = overriding()
    overrides.onChange(() => {
      throw new Error('The listener broke.')
    })
    expect(await set('one')).toEqual(good(a))
    expect(used()).toBe('one')
  })
})

function settled(): Promise<void> {
  return new Promise(resolve => setImmediate(resolve))
}
