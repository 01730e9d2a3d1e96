import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { propertyOptions } from '../../../../../test/support/runs.ts'
import { resolve, variableFor, type Wanted } from '../index.ts'
import { api, inWorld, origin, repository, tokenIn } from '../testing/world.ts'

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
    expect(await inEnvironment({ LATCHKEY_TOKEN, LATCHKEY_REGISTRY: ' \n' })).toBeUndefined()
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
    ['https://a.example', 'LATCHKEY_TOKEN_A_EXAMPLE'],
  ] as const)('of %s is %s', ([host, name]) => {
    expect(variableFor(host)).toBe(name)
  })

  test('is there for names of letters, digits and inner hyphens, and for no others', () => {
    const host = fc.stringMatching(/^[a0._~-]{1,6}$/).filter(text => URL.canParse(`https://${text}`))
    fc.assert(
      fc.property(host, host => {
        const { hostname, origin } = new URL(`https://${host}`)
        const isSo = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/.test(hostname)
        expect(variableFor(origin) !== undefined).toBe(isSo)
      }),
      propertyOptions(2_000),
    )
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
