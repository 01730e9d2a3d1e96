import { Secret } from '@latchkey/protocol'
import { describe, expect, test } from 'vitest'
import { exchangedName, loginName } from '../credential.ts'
import { authError } from '../errors.ts'
import type { Registry } from '../registry/index.ts'
import { type Candidate, explainCandidates, resolve, sourceNames, type Wanted } from './index.ts'
import {
  api,
  credential,
  everything,
  inWorld,
  login,
  origin,
  registry,
  repository,
  type World,
} from './testing/world.ts'

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

  /** A line for each place that was looked in. */
  async function lines(wanted: Wanted, world: World): Promise<readonly string[]> {
    const line = ({ source, where, outcome, why }: Candidate) => `${source}: ${where}: ${outcome}: ${why}`
    const candidates = await explainCandidates(wanted, ...inWorld(world))
    const resolved = await resolve(wanted, ...inWorld(world))
    const last = candidates.findIndex(({ outcome }) => outcome === 'won' || outcome === 'failed')
    expect(resolved.candidates).toEqual(last < 0 ? candidates : candidates.slice(0, last + 1))
    return candidates.map(line)
  }

  const unset = 'nothing: not set'
  const empty = 'nothing: nothing there'
  const variables = [
    `environment: LATCHKEY_TOKEN_PACKAGES_EXAMPLE_COM: ${unset}`,
    `environment: LATCHKEY_TOKEN: ${unset}`,
  ]

  test('names every place that was looked in, where none holds anything', async () => {
    const first = [
      `override: the live override of ${origin}: ${empty}`,
      `explicit: the configuration of this process: ${empty}`,
    ]
    const last = `login: the login at ${origin}: ${empty}`
    expect(await lines(api, {})).toEqual([
      ...[...first, ...variables, `repository key: what the host gives for latchkey: ${empty}`],
      ...[`exchanged: what the host gives for latchkey: ${empty}`, last],
    ])
    expect(await lines(repository(), {})).toEqual([
      ...[...first, ...variables, `repository key: what the host gives for pypi:acme: ${empty}`],
      `exchanged: what the host gives for pypi:acme: ${empty}`,
      `exchanged: the token that was exchanged for pypi:acme: ${empty}`,
      last,
    ])
  })

  test('names what is inherited from nobody once', async () => {
    const given = { latchkey: { api: new Secret('latchkey-api') } }
    expect(await lines(api, { given, options: { inheritKeys: true, sources: ['repository key'] } })).toEqual([
      'repository key: what the host gives for latchkey: won: ready',
    ])
  })

  test('says that an untrusted place is the reason, for each that has something', async () => {
    const wanted = repository('pypi:acme', { url: 'https://mirror.example.net/', trusted: false })
    const world = everything()
    const sources = sourceNames.filter(name => name !== 'environment')
    const given = { 'pypi:acme': { key: world.given?.['pypi:acme']?.key } } as World['given'] & object
    const untrusted = 'not for this: the place is not trusted'
    expect(await lines(wanted, { ...world, given, options: { ...world.options, sources } })).toEqual([
      `override: the live override of https://mirror.example.net: ${untrusted}`,
      `explicit: the configuration of this process: ${untrusted}`,
      `repository key: what the host gives for pypi:acme: ${empty}`,
      `exchanged: what the host gives for pypi:acme: ${untrusted}`,
      `login: the login at ${origin}: ${untrusted}`,
    ])
  })

  test('says why a key is not exchanged', async () => {
    const sources = ['exchanged'] as const
    expect(await lines(api, { options: { sources, exchange: false } })).toEqual([
      'exchanged: an exchange: nothing: keys are not exchanged',
    ])
    const { apiExchangeScopes: _, ...asTheyAre } = registry
    expect(await lines(api, { options: { sources, registry: asTheyAre satisfies Registry } })).toEqual([
      'exchanged: an exchange: nothing: the API takes keys as they are',
    ])
  })

  test('says that a token which was exchanged is over, and of which name it was', async () => {
    const over = (name: string) => ({
      [exchangedName(origin, `${name} fingerprint`)]: credential('over', {
        kind: 'exchanged',
        expiresAt: 1_000,
      }),
    })
    const options = { sources: ['exchanged'] as const }
    for (const name of ['pypi:acme', '*:acme'])
      expect(await lines(repository(), { options, stored: over(name) })).toEqual([
        `exchanged: what the host gives for pypi:acme: ${empty}`,
        `exchanged: the token that was exchanged for ${name}: nothing: it ended, and its key is not here`,
      ])
  })

  test('says that a stored key is not for an organization’s repository', async () => {
    const stored = { x: credential('kept', { kind: 'repository-key' }) }
    expect(await lines(repository(), { stored, options: { sources: ['repository key'] } })).toEqual([
      `repository key: what the host gives for pypi:acme: ${empty}`,
      `repository key: the key kept for ${origin}/: not for this: an organization’s repository is never sent a stored key`,
    ])
  })

  test('says until when a login is good, what it is not good for, and whose it is not', async () => {
    const options = { sources: ['login'] as const }
    const at = (more: object) => ({ options, stored: { [loginName(origin)]: { ...login, ...more } } })
    const where = `login: the login at ${origin}`
    expect(await lines(api, at({}))).toEqual([`${where}: won: ready`])
    const over = { expiresAt: Date.parse('2026-11-22T12:30:00.250Z') }
    const { refreshToken: _, ...once } = login
    expect(await lines(api, { options, stored: { [loginName(origin)]: { ...once, ...over } } })).toEqual([
      `${where}: won: good until 2026-11-22T12:30:00Z`,
    ])
    expect(await lines(api, at(over))).toEqual([
      `${where}: won: renewed by itself, next before 2026-11-22T12:30:00Z`,
    ])
    expect(await lines(api, at({ scopes: ['api:read'] }))).toEqual([
      `${where}: not for this: it was made for reading only`,
    ])
    const other = repository('other', { url: 'https://repo.example.net/', trusted: true })
    expect(await lines(other, at({}))).toEqual([
      `${where}: not for this: the repository is not one of ${origin}`,
    ])
  })

  test('says that what failed goes before what is found after it', async () => {
    const corrupt = authError('corrupt_store', 'Torn.', 'Look.')
    const environment = { LATCHKEY_TOKEN: 'latchkey-x', LATCHKEY_REGISTRY: origin }
    const options = { sources: ['login', 'environment'] as const, environment }
    expect(await lines(api, { options, needs: { stored: async () => corrupt } })).toEqual([
      `login: the login at ${origin}: failed: Torn.`,
      `environment: LATCHKEY_TOKEN_PACKAGES_EXAMPLE_COM: ${unset}`,
      'environment: LATCHKEY_TOKEN: lost: login goes before it',
    ])
  })

  test('names the general variable alone for a host that has none of its own', async () => {
    const wanted = repository('local', { url: 'https://[::1]/', trusted: true })
    expect(await lines(wanted, { options: { sources: ['environment'] } })).toEqual([variables[1]])
  })

  test('has nothing to say of a place whose address is none', async () => {
    const nowhere = repository('pypi:acme', { url: 'nowhere', trusted: true })
    expect(await explainCandidates(nowhere, ...inWorld(everything()))).toEqual([])
  })
})
