import { Secret } from '@latchkey/protocol'
import { refused } from '@latchkey/tokens'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { propertyOptions } from '../../../../test/support/runs.ts'
import { type Credential, exchangedName, loginName } from '../credential.ts'
import { authError } from '../errors.ts'
import { createHttp } from '../http/index.ts'
import { latchkey, type Registry } from '../registry/index.ts'
import { thisMachine } from '../this-machine.ts'
import {
  explainCandidates,
  type GivenCredentials,
  type ResolveNeeds,
  type ResolveOptions,
  resolve,
  sourceNames,
  variableFor,
  type Wanted,
} from './index.ts'

const origin = 'https://packages.example.com'
const machine = thisMachine()

function registryAt(address: string): Registry {
  const registry = latchkey(address)({ http: createHttp(machine), clock: machine.clock })
  if (refused(registry)) throw new Error(registry.message)
  return registry
}

const registry = registryAt(origin)

function credential(text: string, more: Partial<Credential> = {}): Credential {
  const token = new Secret(`latchkey-${text}`)
  return { origin, pathPrefix: '/', kind: 'login', scopes: [], source: 'login', token, ...more }
}

const login = credential('login', { refreshToken: new Secret('latchkey-refresh') })

interface World {
  readonly options?: Partial<ResolveOptions>
  readonly needs?: Partial<ResolveNeeds>
  readonly given?: Readonly<Record<string, GivenCredentials>>
  readonly stored?: Readonly<Record<string, Credential>>
}

function inWorld({ options, needs, given = {}, stored = {} }: World) {
  const all: ResolveNeeds = {
    override: () => undefined,
    stored: async () => stored,
    now: () => 1_000,
    fresh: async kept => kept,
    exchanged: async ({ key, name, scopes }) =>
      credential(`for ${name} ${scopes} from ${key.expose()}`, { kind: 'exchanged' }),
    refreshed: async () => credential('refreshed'),
    given: name => given[name],
    ...needs,
  }
  return [{ registry, environment: {}, ...options }, all] as const
}

const api: Wanted = { kind: 'api', permission: 'write' }

function repository(name = 'pypi:acme', place = registry.place(name)): Wanted {
  if (place === undefined) throw new Error(`${name} is nowhere.`)
  return { kind: 'repository', repository: name, place }
}

/** The token that is found, what goes wrong, or nothing. */
async function tokenIn(world: World, wanted: Wanted = api): Promise<string | undefined> {
  const { credential } = await resolve(wanted, ...inWorld(world))
  return refused(credential) ? credential.code : credential?.token.expose()
}

/** A world in which every source has one. */
function everything(name = 'pypi:acme'): World {
  return {
    options: {
      explicit: { api: new Secret('latchkey-explicit'), repository: new Secret('latchkey-explicit') },
      environment: { LATCHKEY_TOKEN: 'latchkey-environment', LATCHKEY_REGISTRY: origin },
    },
    needs: { override: () => credential('override', { source: 'override' }) },
    given: {
      [name]: { repository: new Secret('latchkey-repository'), key: new Secret('key') },
      latchkey: { api: new Secret('latchkey-repository'), key: new Secret('key') },
    },
    stored: { [loginName(origin)]: login },
  }
}

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
    expect(await tokenIn({ needs: { stored: async () => corrupt } }, repository())).toBe('corrupt_store')
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

describe('the environment', () => {
  const inEnvironment = (environment: Record<string, string>, wanted: Wanted = api) =>
    tokenIn({ options: { environment } }, wanted)
  const LATCHKEY_TOKEN = 'latchkey-env'

  test('gives LATCHKEY_TOKEN to LATCHKEY_REGISTRY, below its path', async () => {
    expect(await inEnvironment({ LATCHKEY_TOKEN, LATCHKEY_REGISTRY: origin })).toBe(LATCHKEY_TOKEN)
    expect(await inEnvironment({ LATCHKEY_TOKEN, LATCHKEY_REGISTRY: `${origin}/` }, repository())).toBe(
      LATCHKEY_TOKEN,
    )
    expect(
      await inEnvironment({ LATCHKEY_TOKEN, LATCHKEY_REGISTRY: `${origin}/pypi/acme` }, repository()),
    ).toBe(LATCHKEY_TOKEN)
    expect(await inEnvironment({ LATCHKEY_TOKEN, LATCHKEY_REGISTRY: `${origin}:443` })).toBe(LATCHKEY_TOKEN)
  })

  test.for([
    'http://packages.example.com',
    `${origin}:8443`,
    'https://evil.example.com',
    'https://packages.example.com.evil.example',
    'https://sub.packages.example.com',
    `${origin}/npm/acme`,
    '',
  ])('does not give LATCHKEY_TOKEN of %j to another', async LATCHKEY_REGISTRY => {
    expect(await inEnvironment({ LATCHKEY_TOKEN, LATCHKEY_REGISTRY }, repository())).toBeUndefined()
    expect(await inEnvironment({ LATCHKEY_TOKEN }, repository())).toBeUndefined()
  })

  test('gives LATCHKEY_TOKEN_<HOST> to that host, and before the general one', async () => {
    const environment = {
      LATCHKEY_TOKEN,
      LATCHKEY_REGISTRY: origin,
      LATCHKEY_TOKEN_PACKAGES_EXAMPLE_COM: ' latchkey-own\n',
    }
    expect(await inEnvironment(environment)).toBe('latchkey-own')
    expect(await inEnvironment({ LATCHKEY_TOKEN_OTHER_EXAMPLE_COM: 'latchkey-own' })).toBeUndefined()
  })

  test('with more than one word in it is an error that names the variable and quotes nothing', async () => {
    const environment = { LATCHKEY_TOKEN: 'Bearer latchkey-x', LATCHKEY_REGISTRY: origin }
    const { credential } = await resolve(api, ...inWorld({ options: { environment } }))
    expect(credential).toMatchObject({
      code: 'malformed_token',
      message: expect.stringContaining('LATCHKEY_TOKEN'),
    })
    expect(JSON.stringify(credential)).not.toContain('latchkey-x')
  })

  test('with an address that is none is an error, where there is a token for it', async () => {
    expect(await inEnvironment({ LATCHKEY_TOKEN, LATCHKEY_REGISTRY: 'packages.example.com' })).toBe(
      'invalid_configuration',
    )
    expect(await inEnvironment({ LATCHKEY_REGISTRY: 'packages.example.com' })).toBeUndefined()
  })
})

describe('the variable of a host', () => {
  test.for([
    ['https://packages.example.com', 'LATCHKEY_TOKEN_PACKAGES_EXAMPLE_COM'],
    ['https://my-host.example:8443', 'LATCHKEY_TOKEN_MY__HOST_EXAMPLE_8443'],
    ['http://localhost:7420', 'LATCHKEY_TOKEN_LOCALHOST_7420'],
    ['http://localhost', 'LATCHKEY_TOKEN_LOCALHOST_80'],
    ['https://localhost', 'LATCHKEY_TOKEN_LOCALHOST'],
    ['http://packages.example.com', undefined],
    ['https://a_b.example', undefined],
    ['https://example.com.', undefined],
    ['https://-a.example', undefined],
    ['https://[::1]', undefined],
  ] as const)('of %s is %s', ([host, name]) => {
    expect(variableFor(host)).toBe(name)
  })

  test('is that of no other host', () => {
    const host = fc.stringMatching(/^[a-c.-]{1,7}(:[0-9])?$/).filter(text => URL.canParse(`https://${text}`))
    const numbers = fc
      .stringMatching(/^[12][.:][12][.:][12][.:-][12]$/)
      .filter(text => URL.canParse(`https://${text}`))
    fc.assert(
      fc.property(fc.uniqueArray(fc.oneof(host, numbers), { minLength: 2, maxLength: 40 }), hosts => {
        const origins = new Set(hosts.map(each => new URL(`https://${each}`).origin))
        const names = [...origins].flatMap(each => variableFor(each) ?? [])
        expect(new Set(names).size).toBe(names.length)
      }),
      propertyOptions(2_000),
    )
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

describe('an exchanged token without its key', () => {
  const kept = (expiresAt: number) => ({
    stored: {
      [exchangedName(origin, 'pypi:acme fingerprint')]: credential('kept', { kind: 'exchanged', expiresAt }),
    },
  })

  test('is used until it ends, and no longer', async () => {
    expect(await tokenIn(kept(1_001), repository())).toBe('latchkey-kept')
    expect(await tokenIn(kept(1_000), repository())).toBeUndefined()
  })

  test('is for its own repository alone', async () => {
    expect(await tokenIn(kept(1_001), repository('pypi:other'))).toBeUndefined()
    expect(await tokenIn(kept(1_001), api)).toBeUndefined()
  })

  test('for all of an organization is for each of its repositories, where that has none of its own that is good', async () => {
    const all = {
      [exchangedName(origin, '*:acme fingerprint')]: credential('all', {
        kind: 'exchanged',
        expiresAt: 1_001,
      }),
    }
    for (const name of ['pypi:acme', 'hex:acme', 'npm:acme'])
      expect(await tokenIn({ stored: all }, repository(name))).toBe('latchkey-all')
    expect(await tokenIn({ stored: all }, repository('pypi:acme2'))).toBeUndefined()
    expect(await tokenIn({ stored: all }, api)).toBeUndefined()
    expect(await tokenIn({ stored: { ...all, ...kept(1_001).stored } }, repository())).toBe('latchkey-kept')
    expect(await tokenIn({ stored: { ...all, ...kept(1_000).stored } }, repository())).toBe('latchkey-all')
  })
})

test('a login that is known to read only is not sent to be refused', async () => {
  const reading = { [loginName(origin)]: credential('reading', { scopes: ['api:read', 'repositories'] }) }
  expect(await tokenIn({ stored: reading }, { kind: 'api', permission: 'write' })).toBeUndefined()
  expect(await tokenIn({ stored: reading }, { kind: 'api', permission: 'read' })).toBe('latchkey-reading')
  expect(await tokenIn({ stored: reading }, repository())).toBe('latchkey-reading')
  const both = { [loginName(origin)]: credential('both', { scopes: ['api:read', 'api:write'] }) }
  expect(await tokenIn({ stored: both })).toBe('latchkey-both')
})

test('a login that cannot be refreshed is used to its end, and then there is nothing to refresh it with', async () => {
  const kept = (expiresAt: number) => ({ [loginName(origin)]: credential('bare', { expiresAt }) })
  const fresh = async () => authError('expired', 'It is over.', 'Log in again.')
  expect(await tokenIn({ stored: kept(1_001), needs: { fresh } })).toBe('latchkey-bare')
  expect(await tokenIn({ stored: kept(1_000), needs: { fresh } })).toBe('expired')
})

test('reading and writing the API take keys that were exchanged for just that', async () => {
  const given = { latchkey: { key: new Secret('k') } }
  expect(await tokenIn({ given }, { kind: 'api', permission: 'read' })).toBe(
    'latchkey-for the API of latchkey api:read from k',
  )
  expect(await tokenIn({ given }, { kind: 'api', permission: 'write' })).toBe(
    'latchkey-for the API of latchkey api from k',
  )
})

test('the login of another account is another login', async () => {
  const stored = { [loginName(origin, 'ada')]: credential('ada'), [loginName(origin)]: login }
  expect(await tokenIn({ stored, options: { account: 'ada' } })).toBe('latchkey-ada')
  expect(await tokenIn({ stored })).toBe('latchkey-login')
})

describe('explain', () => {
  test('shows every source to the end, which won, and why each other did not; and nothing is sent or changed', async () => {
    const never = () => Promise.reject(new Error('It went out.'))
    const world = everything()
    const candidates = await explainCandidates(
      repository(),
      ...inWorld({
        ...world,
        needs: { fresh: never, exchanged: never },
        options: { ...world.options, environment: { LATCHKEY_TOKEN: 'latchkey-environment' } },
      }),
    )
    expect(candidates).toEqual([
      {
        source: 'override',
        where: `the live override of ${origin}`,
        outcome: 'nothing',
        why: 'nothing there',
      },
      { source: 'explicit', where: 'the configuration of this process', outcome: 'won', why: 'ready' },
      {
        source: 'environment',
        where: 'LATCHKEY_TOKEN_PACKAGES_EXAMPLE_COM',
        outcome: 'nothing',
        why: 'not set',
      },
      {
        source: 'environment',
        where: 'LATCHKEY_TOKEN',
        outcome: 'not for this',
        why: 'LATCHKEY_REGISTRY does not say which registry it is for',
      },
      {
        source: 'repository key',
        where: 'what the host gives for pypi:acme',
        outcome: 'lost',
        why: 'explicit goes before it',
      },
      {
        source: 'exchanged',
        where: 'what the host gives for pypi:acme',
        outcome: 'lost',
        why: 'explicit goes before it',
      },
      { source: 'login', where: `the login at ${origin}`, outcome: 'lost', why: 'explicit goes before it' },
    ])
  })

  test('holds no secret', async () => {
    const candidates = await explainCandidates(api, ...inWorld(everything()))
    expect(JSON.stringify(candidates)).not.toMatch(
      /latchkey-(override|explicit|environment|repository|login)/,
    )
  })

  test('and resolving agree about who won', async () => {
    for (const sources of sourceNames.map((_, index) => sourceNames.slice(index))) {
      const world = everything()
      const both = inWorld({ ...world, options: { ...world.options, sources } })
      const won = (await explainCandidates(api, ...both)).find(({ outcome }) => outcome === 'won')
      expect((await resolve(api, ...both)).candidates.at(-1)).toEqual(won)
    }
  })
})
