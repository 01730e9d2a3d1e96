import { describe, expect, test } from 'vitest'
import { loginName } from '../../credential.ts'
import { authError } from '../../errors.ts'
import type { Registry } from '../../registry/index.ts'
import { resolve } from '../index.ts'
import {
  api,
  credential,
  inWorld,
  login,
  origin,
  registry,
  repository,
  tokenIn,
  type World,
} from '../testing/world.ts'

test('a login that is known to read only is not sent to be refused', async () => {
  const reading = { [loginName(origin)]: credential('reading', { scopes: ['api:read', 'repositories'] }) }
  expect(await tokenIn({ stored: reading }, { kind: 'api', permission: 'write' })).toBeUndefined()
  expect(await tokenIn({ stored: reading }, { kind: 'api', permission: 'read' })).toBe('latchkey-reading')
  expect(await tokenIn({ stored: reading }, repository())).toBe('latchkey-reading')
  for (const writing of ['api:write', 'api']) {
    const both = { [loginName(origin)]: credential('both', { scopes: ['api:read', writing] }) }
    expect(await tokenIn({ stored: both })).toBe('latchkey-both')
  }
})

describe('the login', () => {
  const stored = { [loginName(origin)]: login }

  test('is for the API wherever that is, and for every repository below its own address', async () => {
    const apart: Registry = { ...registry, api: { url: 'https://api.example.net/', trusted: true } }
    expect(await tokenIn({ stored, options: { registry: apart } })).toBe('latchkey-login')
    const files = repository('files', { url: `${origin}/files/`, trusted: true })
    expect(await tokenIn({ stored }, files)).toBe('latchkey-login')
  })

  test('is for a repository that the registry itself places elsewhere', async () => {
    const place = { url: 'https://files.example.net/pypi/acme/', trusted: true }
    const placing: Registry = { ...registry, place: name => (name === 'pypi:acme' ? place : undefined) }
    expect(await tokenIn({ stored, options: { registry: placing } }, repository('pypi:acme', place))).toBe(
      'latchkey-login',
    )
    expect(
      await tokenIn({ stored, options: { registry: placing } }, repository('pypi:other', place)),
    ).toBeUndefined()
  })

  test('is told with what was found, whether it was good for this or not, and with nothing that goes before it', async () => {
    const loginIn = async (world: World, wanted = api) => (await resolve(wanted, ...inWorld(world))).login
    expect(await loginIn({ stored })).toBe(login)
    expect(await loginIn({ stored, needs: { override: () => credential('override') } })).toBeUndefined()
    const reading = credential('reading', { scopes: ['api:read'] })
    // What is looked in after it holds something that is not for this, and knows of no login.
    const options = {
      sources: ['login', 'environment'] as const,
      environment: { LATCHKEY_TOKEN: 'latchkey-x' },
    }
    expect(await loginIn({ stored: { [loginName(origin)]: reading }, options })).toBe(reading)
  })

  test.for([
    ['the API', api, {}, true],
    ['a repository of the registry', repository(), {}, true],
    ['a mirror', repository('pypi:acme', { url: 'https://mirror.example.net/', trusted: false }), {}, false],
    [
      'another’s repository',
      repository('other', { url: 'https://repo.example.net/', trusted: true }),
      {},
      false,
    ],
    ['the API, where logins are not asked for', api, { sources: ['environment'] }, false],
  ] as const)('would help with %s: %#', async ([, wanted, options, helps]) => {
    expect((await resolve(wanted, ...inWorld({ options }))).loginHelps).toBe(helps)
  })
})

test('a login that cannot be refreshed is used to its end, and then there is nothing to refresh it with', async () => {
  const kept = (expiresAt: number) => ({ [loginName(origin)]: credential('bare', { expiresAt }) })
  const fresh = async () => authError('expired', 'It is over.', 'Log in again.')
  expect(await tokenIn({ stored: kept(1_001), needs: { fresh } })).toBe('latchkey-bare')
  expect(await tokenIn({ stored: kept(1_000), needs: { fresh } })).toBe('expired')
})

test('the login of another account is another login', async () => {
  const stored = { [loginName(origin, 'ada')]: credential('ada'), [loginName(origin)]: login }
  expect(await tokenIn({ stored, options: { account: 'ada' } })).toBe('latchkey-ada')
  expect(await tokenIn({ stored })).toBe('latchkey-login')
})
