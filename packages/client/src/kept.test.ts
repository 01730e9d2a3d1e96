import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { refused } from '@latchkey/tokens'
import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { propertyOptions } from '../../../test/support/runs.ts'
import { type Credential, createAuthClient, loginName, openStore, Secret, thisMachine } from './index.ts'
import { type KeptFor, resolveKept } from './kept.ts'

const registry = 'https://packages.example.com'
const noon = Date.parse('2026-11-21T12:00:00Z')
const minute = 60_000
const outer = mkdtempSync(join(tmpdir(), 'latchkey-kept-'))
afterAll(() => rmSync(outer, { recursive: true }))

const login: Credential = {
  ...{ origin: registry, pathPrefix: '/', kind: 'login', source: 'login', clientId: 'latchkey' },
  ...{ scopes: ['api', 'repositories'], receivedAt: noon - minute, expiresAt: noon + 29 * minute },
  ...{ token: new Secret('access'), refreshToken: new Secret('refresh') },
}

interface Setting {
  readonly kept?: Readonly<Record<string, Credential>>
  readonly environment?: Readonly<Record<string, string>>
  readonly account?: string
  readonly registry?: string
}

let folders = 0

/** What the light entrance says, what the whole client says, and how often that asked the network. */
async function both(what: KeptFor, setting: Setting) {
  const { kept = {}, environment = {}, ...asked } = { registry, ...setting }
  const folder = join(outer, String(folders++))
  let sent = 0
  const machine = {
    ...thisMachine(),
    environment,
    clock: { ...thisMachine().clock, now: () => noon },
    fetch: async () => {
      sent += 1
      throw new TypeError('no network')
    },
  }
  const { store, locks } = openStore({ folder, machine })
  await store.change(() => kept)
  const client = createAuthClient({ ...asked, machine, store, locks })
  if (refused(client)) throw new Error(client.message)
  const light = await resolveKept({ ...asked, folder, environment, now: () => noon }, what)
  const whole =
    'repository' in what
      ? await client.resolveRepository(what.repository)
      : await client.resolveApi(what.permission)
  return { light: told(light), whole: refused(whole) ? whole.code : told(whole), sent }
}

function told(credential: Credential | undefined) {
  return (
    credential && {
      ...credential,
      token: credential.token.expose(),
      refreshToken: credential.refreshToken?.expose(),
    }
  )
}

describe('the light entrance', () => {
  test.for<[string, KeptFor, Setting, string]>([
    ['a login', { permission: 'read' }, { kept: { [loginName(registry)]: login } }, 'access'],
    [
      'a login, for a repository',
      { repository: 'pypi:acme' },
      { kept: { [loginName(registry)]: login } },
      'access',
    ],
    [
      'the login of one account',
      { permission: 'write' },
      { kept: { [loginName(registry, 'ada')]: { ...login, account: 'ada' } }, account: 'ada' },
      'access',
    ],
    [
      'the environment before the login',
      { permission: 'read' },
      {
        kept: { [loginName(registry)]: login },
        environment: { LATCHKEY_TOKEN_PACKAGES_EXAMPLE_COM: 'variable' },
      },
      'variable',
    ],
  ])('gives what the client gives: %s', async ([, what, setting, token]) => {
    const { light, whole } = await both(what, setting)
    expect(light?.token).toBe(token)
    expect(light).toEqual(whole)
  })

  test.for<[string, Setting]>([
    ['where there is nothing', {}],
    [
      'a login that is to be refreshed',
      {
        kept: {
          [loginName(registry)]: { ...login, receivedAt: noon - 29 * minute, expiresAt: noon + minute },
        },
      },
    ],
    [
      'a token in the environment that is for another registry',
      { environment: { LATCHKEY_TOKEN: 'elsewhere', LATCHKEY_REGISTRY: 'https://example.org' } },
    ],
    [
      'a token in the environment that is none',
      { environment: { LATCHKEY_TOKEN: 'two words', LATCHKEY_REGISTRY: registry } },
    ],
    ['another account’s login', { kept: { [loginName(registry, 'ada')]: login }, account: 'bob' }],
    [
      'a login of a look-alike',
      { kept: { [loginName('https://packages.example.com.evil.example')]: login } },
    ],
    [
      'an address that is none',
      { kept: { [loginName(registry)]: login }, registry: 'https://user:pw@packages.example.com' },
    ],
  ])('leaves it to the client: %s', async ([, { kept = {}, environment = {}, ...asked }]) => {
    const folder = join(outer, String(folders++))
    await openStore({ folder, machine: thisMachine() }).store.change(() => kept)
    const options = { registry, ...asked, folder, environment, now: () => noon }
    expect(await resolveKept(options, { permission: 'read' })).toBeUndefined()
  })

  test('leaves a sealed and a spoilt file to the client, and says nothing of what is in it', async () => {
    for (const text of [
      '{"version":1,"sealed":"AAAA"}',
      '{"version":1,"credentials":{"x":{"token":"secret"}}}',
      '',
    ]) {
      const folder = mkdtempSync(join(outer, 'spoilt-'))
      writeFileSync(join(folder, 'credentials.json'), text, { mode: 0o600 })
      const options = { registry, folder, environment: {}, now: () => noon }
      expect(await resolveKept(options, { permission: 'read' })).toBeUndefined()
    }
  })

  test('whatever is kept and set: it gives what the client gives without asking anybody, or nothing', async () => {
    const names = fc.constantFrom(
      loginName(registry),
      loginName(registry, 'ada'),
      loginName('https://example.org'),
      `exchanged ${registry} pypi:acme 0123`,
      'key',
    )
    const credentials = fc.record({
      kind: fc.constantFrom('login', 'exchanged', 'repository-key', 'key'),
      origin: fc.constantFrom(registry, 'https://example.org', 'http://packages.example.com'),
      pathPrefix: fc.constantFrom('/', '/pypi/acme', '/pypi/other'),
      scopes: fc.constantFrom([], ['api:read'], ['api', 'repositories']),
      expiresAt: fc.constantFrom(undefined, noon - minute, noon + minute, noon + 29 * minute),
      receivedAt: fc.constantFrom(undefined, noon - minute, noon + 60 * minute),
      refreshToken: fc.constantFrom(undefined, new Secret('refresh')),
    })
    const kept = fc.dictionary(names, credentials).map(entries =>
      Object.fromEntries(
        Object.entries(entries).map(([name, each], index) => {
          const set = Object.entries(each).filter(([, value]) => value !== undefined)
          return [name, { ...Object.fromEntries(set), source: 'login', token: new Secret(`token-${index}`) }]
        }),
      ),
    )
    const environment = fc.record(
      {
        LATCHKEY_REGISTRY: fc.constantFrom('', registry, 'https://example.org', `${registry}/pypi/acme`),
        LATCHKEY_TOKEN: fc.constantFrom('', 'general', 'two words'),
        LATCHKEY_TOKEN_PACKAGES_EXAMPLE_COM: fc.constantFrom('', 'bound'),
      },
      { requiredKeys: [] },
    )
    const what = fc.constantFrom<KeptFor>(
      ...[{ permission: 'read' as const }, { permission: 'write' as const }],
      ...[{ repository: 'pypi:acme' }, { repository: 'hex:acme' }, { repository: 'nowhere' }],
    )
    const account = fc.constantFrom(undefined, 'ada')
    await fc.assert(
      fc.asyncProperty(kept, environment, what, account, async (kept, environment, what, account) => {
        const setting = { kept: kept as Setting['kept'], environment, ...(account && { account }) }
        const { light, whole, sent } = await both(what, setting as Setting)
        expect(light ?? 'nothing').toEqual(light === undefined ? 'nothing' : whole)
        if (sent === 0 && typeof whole === 'object') expect(light).toEqual(whole)
      }),
      propertyOptions(500),
    )
  })
})
