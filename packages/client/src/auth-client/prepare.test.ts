import { Secret } from '@latchkey/protocol'
import { inspect, refused, writeToken } from '@latchkey/tokens'
import { describe, expect, test, vi } from 'vitest'
import { mintWith } from '../../../tokens/src/testing/tokens.ts'
import { authError } from '../errors.ts'
import type { Endpoints, Registry } from '../registry/index.ts'
import type { CallHouse } from './house.ts'
import { narrowed, openWindowFirst } from './prepare.ts'
import type { Call } from './state.ts'
import { aCall, aHexpm, aLatchkey, aLogin, callHouse, noon } from './testing/call-house.ts'

const doing = { action: 'publish', target: 'pypi:acme/widget', version: '1.2.3' } as const
const promptCode = () => new Secret('123456')

describe('the window of a login', () => {
  function opening(house: Partial<CallHouse> = {}, call: Partial<Call> = {}, credential = aLogin) {
    const openWindowFor = vi.fn(async () => undefined)
    const whole = callHouse({ callbacks: { promptCode }, openWindowFor, ...house })
    return { answer: openWindowFirst(whole, { ...aCall, doing, ...call }, credential), openWindowFor, whole }
  }

  test('is asked about by action, target and version, where somebody can give a code or open a page', async () => {
    const signal = new AbortController().signal
    for (const callbacks of [{ promptCode }, { openLink: () => 'opened' as const }]) {
      const { answer, openWindowFor } = opening({ callbacks }, { signal })
      expect(await answer).toBeUndefined()
      expect(openWindowFor).toHaveBeenCalledExactlyOnceWith(aLogin, doing, signal)
    }
    const { version: _, ...less } = doing
    const { answer, openWindowFor } = opening({}, { doing: less })
    await answer
    expect(openWindowFor.mock.calls).toStrictEqual([[aLogin, less, undefined]])
  })

  test.for<readonly [string, Partial<CallHouse>, Partial<Call>]>([
    ['nobody said what the request does', {}, { doing: undefined }],
    ['the caller wants nobody asked', {}, { inline: false }],
    ['it runs in CI', { inCi: true }, {}],
    ['the host can show nothing', { callbacks: {} }, {}],
    ['codes go with the request', { registry: aHexpm }, {}],
  ])('is not asked about where %s', async ([, house, call]) => {
    const { answer, openWindowFor } = opening(house, call)
    expect(await answer).toBeUndefined()
    expect(openWindowFor).not.toHaveBeenCalled()
  })

  test('is one that a key has not', async () => {
    const { answer, openWindowFor } = opening({}, {}, { ...aLogin, kind: 'key' })
    expect(await answer).toBeUndefined()
    expect(openWindowFor).not.toHaveBeenCalled()
  })

  test.for(['insufficient_scope', 'code_cancelled', 'too_many_codes', 'cancelled'] as const)(
    'ends the call by %s, before anything was sent',
    async code => {
      const no = authError(code, 'No.', 'Wait.')
      expect(await opening({ openWindowFor: async () => no }).answer).toBe(no)
    },
  )

  test('that could not be asked about is left to the request, and the trace says why', async () => {
    const offline = authError('offline', 'No.', 'Wait.')
    const { answer, whole } = opening({ openWindowFor: async () => offline })
    expect(await answer).toBeUndefined()
    expect(whole.trace.entries()).toMatchObject([
      { what: 'not asked beforehand', detail: { because: 'offline' } },
    ])
  })
})

describe('the token of a request', () => {
  const everything = '["allow",[[["read","publish"],["*"]]]]'
  const broad = { ...aLogin, token: new Secret(writeToken(mintWith(everything))) }
  const endpoints = (more: Partial<Endpoints> = {}): Endpoints => ({
    ...{ issuer: aLatchkey.origin, token: `${aLatchkey.origin}/oauth/token`, unseenCaveats: [] },
    ...more,
  })
  const at = (more: Partial<Endpoints> = {}, registry: Partial<Registry> = {}) => ({
    ...{ now: () => noon, http: { ...callHouse().http, clockOffset: () => 60_000 } },
    registry: { ...aLatchkey, endpoints: async () => endpoints(more), ...registry },
  })
  const going = (call: Partial<Call>) => ({ ...aCall, ...call })

  /** The caveats that were added. */
  function added(credential: Awaited<ReturnType<typeof narrowed>>): readonly unknown[] {
    if (refused(credential)) throw new Error(credential.message)
    const token = inspect(credential.token.expose())
    if (refused(token)) throw new Error(token.message)
    return token.restrictions.slice(1).map(({ caveat }) => caveat)
  }

  const allow = (action: string, target: object) => ({
    ...{ kind: 'allow', rows: [{ actions: [action], targets: [target] }] },
  })
  const acme = { ecosystem: 'pypi', organization: 'acme' }
  const audience = (origin: string) => ({ kind: 'audience', origins: [origin] })

  test('of a publication is narrowed to it, its place, and five minutes of the registry’s time', async () => {
    expect(added(await narrowed(at(), going({ doing }), broad))).toMatchObject([
      allow('publish', { ...acme, package: 'widget' }),
      { kind: 'version', versions: ['1.2.3'] },
      audience('https://packages.example.com'),
      { kind: 'expires', expiresAt: noon / 1000 + 60 + 300 },
    ])
  })

  test('is for the repository’s own place where that is another origin', async () => {
    const place = { url: 'https://files.example.net/pypi/', trusted: true }
    const wanted = { kind: 'repository', repository: 'pypi:acme', place } as const
    const caveats = added(await narrowed(at(), going({ doing, wanted }), broad))
    expect(caveats).toContainEqual(audience('https://files.example.net'))
  })

  test('leaves out what a front end does not see', async () => {
    const unseenCaveats = ['version', 'package']
    const [row, ...others] = added(await narrowed(at({ unseenCaveats }), going({ doing }), broad))
    expect(row).toEqual(allow('publish', acme))
    expect(others).toMatchObject([audience('https://packages.example.com'), { kind: 'expires' }])
  })

  test('goes as it is to read, to a registry that says nothing of narrowing, and where the caller says so', async () => {
    const reading = { ...doing, action: 'read' } as const
    expect(await narrowed(at(), going({ doing: reading }), broad)).toBe(broad)
    const { unseenCaveats: _, ...silent } = endpoints()
    const quiet = at({}, { endpoints: async () => silent })
    expect(await narrowed(quiet, going({ doing }), broad)).toBe(broad)
    expect(await narrowed(at(), going({ doing, attenuate: false }), broad)).toBe(broad)
    expect(await narrowed(at(), going({}), broad)).toBe(broad)
  })

  test('that goes as it is costs no question about the registry, where the caller said so or nothing of the request', async () => {
    const asked = vi.fn(async () => endpoints())
    await narrowed(at({}, { endpoints: asked }), going({ doing, attenuate: false }), broad)
    await narrowed(at({}, { endpoints: asked }), going({}), broad)
    expect(asked).not.toHaveBeenCalled()
  })

  test('is narrowed where the caller says so, whatever it does and whatever the registry says', async () => {
    const reading = { action: 'read', target: 'pypi:acme' } as const
    const { unseenCaveats: _, ...silent } = endpoints()
    const quiet = at({}, { endpoints: async () => silent })
    const caveats = added(await narrowed(quiet, going({ doing: reading, attenuate: 'request' }), broad))
    expect(caveats[0]).toMatchObject(allow('read', acme))
  })

  test('is not sent where nobody says what to narrow it to, or it cannot be found out how or for where', async () => {
    expect(await narrowed(at(), going({ attenuate: 'request' }), broad)).toMatchObject({
      code: 'invalid_configuration',
      next: 'Say it: doing: { action, target, version }.',
    })
    const offline = authError('offline', 'No.', 'Wait.')
    const away = at({}, { endpoints: async () => offline })
    expect(await narrowed(away, going({ doing }), broad)).toBe(offline)
    const place = { url: 'nowhere', trusted: true }
    const wanted = { kind: 'repository', repository: 'pypi:acme', place } as const
    expect(await narrowed(at(), going({ doing, wanted }), broad)).toMatchObject({
      code: 'invalid_configuration',
    })
  })
})
