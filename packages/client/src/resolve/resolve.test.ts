import { Secret } from '@latchkey/protocol'
import { describe, expect, test } from 'vitest'
import { exchangedName, loginName } from '../credential.ts'
import { authError } from '../errors.ts'
import { placeOf } from '../http/index.ts'
import { type GivenCredentials, type ResolveNeeds, resolve, sourceNames, type Wanted } from './index.ts'
import {
  api,
  credential,
  everything,
  inWorld,
  login,
  origin,
  repository,
  tokenIn,
  type World,
} from './testing/world.ts'

describe('the order', () => {
  const expected = [
    ['override', 'latchkey-override'],
    ['explicit', 'latchkey-explicit'],
    ['environment', 'latchkey-environment'],
    ['repository key', 'latchkey-repository'],
    ['exchanged', expect.stringMatching(/^latchkey-for .* from key$/)],
    ['login', 'latchkey-login'],
  ] as const

  test('has every source once', () => {
    expect(expected.map(([name]) => name)).toEqual(sourceNames)
  })

  test.for(expected.map(([name, token], index) => [name, token, index] as const))(
    '%s wins over all below it',
    async ([, token, index]) => {
      const world = everything()
      const sources = sourceNames.slice(index)
      for (const wanted of [api, repository()]) {
        expect(await tokenIn({ ...world, options: { ...world.options, sources } }, wanted)).toEqual(token)
      }
    },
  )

  test('can be turned round, and sources left out', async () => {
    const world = everything()
    const options = { ...world.options, sources: ['login', 'override'] as const }
    expect(await tokenIn({ ...world, options })).toBe('latchkey-login')
    expect(await tokenIn({ options: { ...world.options, sources: ['login'] } })).toBeUndefined()
  })

  test('where nothing has one, there is nothing', async () => {
    expect(await tokenIn({})).toBeUndefined()
  })

  test('empty means unset, everywhere', async () => {
    const empty = new Secret(' \n')
    const world: World = {
      options: {
        explicit: { api: empty, repository: empty },
        environment: {
          LATCHKEY_TOKEN: '',
          LATCHKEY_TOKEN_PACKAGES_EXAMPLE_COM: ' ',
          LATCHKEY_REGISTRY: origin,
        },
      },
      given: { latchkey: { api: empty, key: empty }, 'pypi:acme': { repository: empty, key: empty } },
      stored: { [loginName(origin)]: login },
    }
    expect(await tokenIn(world)).toBe('latchkey-login')
    expect(await tokenIn(world, repository())).toBe('latchkey-login')
  })
})

test('a place whose address is none is said, and nothing is looked at', async () => {
  const nowhere = repository('pypi:acme', { url: 'nowhere', trusted: true })
  expect(await resolve(nowhere, ...inWorld(everything()))).toEqual({
    credential: placeOf('nowhere'),
    ...{ loginHelps: false, candidates: [] },
  })
})

describe('a source that fails', () => {
  test('is said, and the next is not tried', async () => {
    const offline = authError('offline', 'No.', 'Wait.')
    const world = everything()
    const failing = {
      ...world,
      needs: { exchanged: async () => offline },
      options: { sources: ['exchanged', 'login'] as const },
    }
    expect(await tokenIn(failing, repository())).toBe('offline')
    const corrupt = authError('corrupt_store', 'Torn.', 'Look.')
    expect(await tokenIn({ needs: { stored: async () => corrupt } })).toBe('corrupt_store')
    for (const source of ['repository key', 'exchanged', 'login'] as const) {
      const world: World = { needs: { stored: async () => corrupt }, options: { sources: [source] } }
      expect(await tokenIn(world, repository())).toBe('corrupt_store')
    }
  })

  test('is among the candidates, with its reason', async () => {
    const refresh = authError('refresh_failed', 'The registry has trouble.', 'Wait.')
    const world = { stored: { [loginName(origin)]: login }, needs: { fresh: async () => refresh } }
    const { candidates } = await resolve(api, ...inWorld(world))
    expect(candidates.at(-1)).toMatchObject({
      source: 'login',
      outcome: 'failed',
      why: 'The registry has trouble.',
    })
  })
})

describe('an untrusted place', () => {
  const mirror = repository('pypi:acme', { url: 'https://mirror.example.net/pypi/', trusted: false })

  test('is sent nothing of all that there is', async () => {
    const world = everything('pypi:acme')
    const environment = {
      LATCHKEY_TOKEN: 'latchkey-environment',
      LATCHKEY_REGISTRY: 'https://mirror.example.net',
      LATCHKEY_TOKEN_MIRROR_EXAMPLE_NET: 'latchkey-environment',
    }
    const given = {
      'pypi:acme': { key: new Secret('key'), api: new Secret('latchkey-api') },
      pypi: { repository: new Secret('latchkey-parent') },
    }
    for (const exchange of [true, false]) {
      const options = { ...world.options, environment, exchange, inheritKeys: true }
      expect(await tokenIn({ ...world, given, options }, mirror)).toBeUndefined()
    }
  })

  test('is sent nothing of its parent, and no token that a key was exchanged for', async () => {
    const stored = {
      [exchangedName(origin, 'pypi:acme fingerprint')]: credential('kept', { kind: 'exchanged' }),
    }
    for (const exchange of [true, false])
      for (const name of ['key', 'repository'])
        expect(
          await tokenIn(
            {
              stored,
              given: { pypi: { [name]: new Secret('k') } },
              options: { exchange, inheritKeys: true },
            },
            mirror,
          ),
        ).toBeUndefined()
  })

  test('is sent a key that is set for exactly it', async () => {
    expect(await tokenIn(everything(), mirror)).toBe('latchkey-repository')
  })

  test('is not sent another path’s or origin’s stored key', async () => {
    const kept = (origin: string, pathPrefix: string) =>
      credential('kept', { origin, pathPrefix, kind: 'repository-key' })
    const wanted = repository('mirror', { url: 'https://mirror.example.net/pypi/', trusted: false })
    for (const other of [
      kept('https://mirror.example.net', '/pypi-evil'),
      kept('https://mirror.example.net', '/pypi/deeper'),
      kept('http://mirror.example.net', '/'),
      kept('https://mirror.example.net:444', '/'),
    ]) {
      expect(await tokenIn({ stored: { x: other } }, wanted)).toBeUndefined()
    }
    const stored = {
      a: kept('https://mirror.example.net', '/'),
      b: { ...kept('https://mirror.example.net', '/pypi'), token: new Secret('longest') },
    }
    expect(await tokenIn({ stored }, wanted)).toBe('longest')
  })
})

describe('a repository of somebody else', () => {
  const other = repository('myrepo', { url: 'https://repo.example.net/', trusted: true })

  test('does not get the login, however trusted, nor is it refreshed for that', async () => {
    const world: World = {
      stored: { [loginName(origin)]: login },
      needs: { fresh: () => Promise.reject(new Error('asked')) },
    }
    expect(await tokenIn(world, other)).toBeUndefined()
  })

  test('gets its own key, which no other’s token endpoint is sent; what that is exchanged for where it says so', async () => {
    const given = { myrepo: { key: new Secret('k') } }
    const asked: string[] = []
    const exchanged: ResolveNeeds['exchanged'] = async ({ name }) => {
      asked.push(name)
      return credential('exchanged')
    }
    expect(await tokenIn({ given, needs: { exchanged } }, other)).toBe('k')
    expect(asked).toEqual([])
    const options = { exchangeUrl: 'https://repo.example.net/oauth/token' }
    expect(await tokenIn({ given, options }, other)).toBe('latchkey-for myrepo repositories from k')
  })

  test('does not get an override or a variable of the registry', async () => {
    const override = (asked: string) => (asked === origin ? credential('override') : undefined)
    const environment = { LATCHKEY_TOKEN: 'latchkey-x', LATCHKEY_REGISTRY: origin }
    expect(await tokenIn({ needs: { override }, options: { environment } }, other)).toBeUndefined()
  })
})

describe('an organization’s repository, unless keys are inherited,', () => {
  const key = new Secret('parents')
  const stored = { x: credential('stored', { kind: 'repository-key' }) }

  test('gets nothing of its parent', async () => {
    for (const given of [{ pypi: { key } }, { pypi: { repository: key } }]) {
      for (const exchange of [true, false]) {
        expect(await tokenIn({ given, options: { exchange } }, repository())).toBeUndefined()
      }
    }
  })

  test('gets no long-lived key as it is, and no stored one', async () => {
    expect(
      await tokenIn({ given: { 'pypi:acme': { key } }, options: { exchange: false } }, repository()),
    ).toBeUndefined()
    expect(await tokenIn({ stored }, repository())).toBeUndefined()
  })

  test('gets the login, what its own key is exchanged for, and a key that is set for exactly it', async () => {
    expect(await tokenIn({ stored: { ...stored, [loginName(origin)]: login } }, repository())).toBe(
      'latchkey-login',
    )
    expect(await tokenIn({ given: { 'pypi:acme': { key } } }, repository())).toBe(
      'latchkey-for pypi:acme repositories from parents',
    )
    expect(await tokenIn({ given: { 'pypi:acme': { repository: key } } }, repository())).toBe('parents')
  })

  test('and where they are, gets them: its own before its parent’s, each under its own name', async () => {
    const options = { inheritKeys: true }
    expect(await tokenIn({ options, given: { pypi: { key } } }, repository())).toBe(
      'latchkey-for pypi:acme repositories from parents',
    )
    expect(
      await tokenIn({ options: { ...options, exchange: false }, given: { pypi: { key } } }, repository()),
    ).toBe('parents')
    expect(await tokenIn({ options, given: { pypi: { repository: key } } }, repository())).toBe('parents')
    const own = { 'pypi:acme': { key: new Secret('own') } }
    expect(await tokenIn({ options, given: { ...own, pypi: { repository: key, key } } }, repository())).toBe(
      'latchkey-for pypi:acme repositories from own',
    )
    expect(await tokenIn({ options, stored }, repository())).toBe('latchkey-stored')
  })
})

describe('what the host gives', () => {
  /** The names that the host was asked for. */
  async function askedFor(wanted: Wanted, world: World): Promise<readonly string[]> {
    const asked: string[] = []
    const given: ResolveNeeds['given'] = name => {
      asked.push(name)
      return world.given?.[name]
    }
    await resolve(wanted, ...inWorld({ ...world, needs: { given } }))
    return asked
  }

  test('is asked for once, and for nothing but the name, and its parent where keys are inherited', async () => {
    expect(await askedFor(repository(), {})).toEqual(['pypi:acme'])
    expect(await askedFor(api, {})).toEqual(['latchkey'])
    const options = { inheritKeys: true }
    expect(await askedFor(repository(), { options })).toEqual(['pypi:acme', 'pypi'])
    expect(await askedFor(api, { options })).toEqual(['latchkey'])
  })

  test('may hold names without anything', async () => {
    const given = { latchkey: { api: undefined, key: undefined } as unknown as GivenCredentials }
    expect(await tokenIn({ given })).toBeUndefined()
  })

  test('says nothing of what it may do', async () => {
    for (const sources of [['explicit'], ['environment'], ['repository key']] as const) {
      const world = everything()
      const options = { ...world.options, sources }
      const { credential } = await resolve(repository(), ...inWorld({ ...world, options }))
      expect(credential).toMatchObject({ scopes: [] })
    }
  })

  test('of a parent is not exchanged where there is a key set for exactly this', async () => {
    const given = { 'pypi:acme': { repository: new Secret('own') }, pypi: { key: new Secret('parents') } }
    expect(
      await tokenIn({ given, options: { inheritKeys: true, sources: ['exchanged'] } }, repository()),
    ).toBeUndefined()
  })
})

test('a key that is kept for a repository is for no API', async () => {
  const stored = { x: credential('kept', { kind: 'repository-key' }) }
  expect(await tokenIn({ stored })).toBeUndefined()
  expect(await tokenIn({ stored, options: { inheritKeys: true } }, repository())).toBe('latchkey-kept')
})

describe('what the registry refuses', () => {
  test('is had anew: an exchange is told which token was refused, and the login is refreshed', async () => {
    const trades: unknown[] = []
    const exchanged: ResolveNeeds['exchanged'] = async trade => {
      trades.push(trade)
      return credential('another', { kind: 'exchanged' })
    }
    const key = new Secret('k')
    const refused = credential('refused', { kind: 'exchanged' })
    const ofKey = await resolve(
      repository(),
      ...inWorld({ given: { 'pypi:acme': { key } }, needs: { exchanged } }),
    )
    await ofKey.renew?.(refused)
    const asked = { key, name: 'pypi:acme', scopes: ['repositories'] }
    expect(trades).toEqual([asked, { ...asked, rejected: refused }])
    const ofLogin = await resolve(api, ...inWorld({ stored: { [loginName(origin)]: login } }))
    expect(await ofLogin.renew?.(login)).toMatchObject({ token: credential('refreshed').token })
  })

  test('stays refused where it was given as it is', async () => {
    const { renew } = await resolve(repository(), ...inWorld(everything()))
    expect(renew).toBeUndefined()
  })
})
