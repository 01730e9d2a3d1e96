import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Secret } from '@latchkey/protocol'
import { attenuate, readToken, writeToken } from '@latchkey/tokens'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Attempt } from '../access/index.ts'
import type { Account } from '../accounts/index.ts'
import { operator } from '../audit/index.ts'
import { createManualClock, createSeededRandom } from '../host/testing.ts'
import type { TokenSet } from '../logins/index.ts'
import { loginIn, refreshIn } from '../logins/testing/refreshing.ts'
import type { Organization } from '../organizations/index.ts'
import { openStore, type Store } from '../storage/index.ts'
import { unrecorded } from '../storage/testing/recorded.ts'
import { testEngines } from '../storage/testing/stores.ts'
import { createNode, type Node } from './testing/node.ts'
import { createSmallHouse, granted, type SmallHouse } from './testing/small-house.ts'

const read: Attempt = { action: 'read', organization: 'acme', ecosystem: 'pypi' }
const publish: Attempt = { ...read, action: 'publish', package: 'widget' }

describe.each(testEngines)('$name: a node that remembers tokens of logins', engine => {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-remember-logins-'))
  const opened: Store[] = []
  let house: SmallHouse
  let bob: Account
  let acme: Organization
  /** What the house does happens on another one. */
  let node: Node
  let tokens: TokenSet
  let id: string

  async function open(url: string): Promise<Store> {
    const store = await openStore({ url, clock: createManualClock(), random: createSeededRandom() })
    opened.push(store)
    return store
  }

  beforeAll(() => engine.newUrl(folder))

  beforeEach(async () => {
    const url = await engine.newUrl(folder)
    const first = await open(url)
    await first.migrate()
    house = createSmallHouse(first)
    bob = await house.account('bob')
    acme = await house.organization('acme', await house.account('alice'))
    await house.member(acme, bob, 'write')
    const repository = { organization: acme, ecosystem: 'pypi', visibility: 'private' } as const
    granted(await house.repositories.create(repository, operator))
    const made = await house.loginOf(bob)
    tokens = made.tokens
    id = made.login.id
    node = createNode(await open(url), house)
    await node.epoch.read()
  })

  afterAll(async () => {
    await Promise.all(opened.map(store => store.close()))
    rmSync(folder, { recursive: true, force: true })
  })

  const answer = async (token: Secret | string, attempt: Attempt) => {
    const given = await node.ask(token, attempt)
    return given.answer === 'refused' ? given.refusal.code : given.answer
  }
  /** Answers from memory: allowed, without a query. */
  const known = async (token: Secret | string) => {
    await answer(token, read)
    node.queries()
    expect([await answer(token, read), node.queries()]).toEqual(['allowed', 0])
  }

  /** What the attacker hopes to outlive. */
  const narrowings: Record<string, { by(): Promise<unknown>; refusal: string }> = {
    'the login was ended': { by: () => house.logins.end(id, bob.id, operator), refusal: 'login_ended' },
    'all logins of its account were ended': {
      by: () => house.logins.endAll(bob.id, operator),
      refusal: 'login_ended',
    },
    'a token of it was burned': {
      by: () => house.credentials.burn(tokens.refreshToken, operator),
      refusal: 'login_ended',
    },
    'a copy of it was found': {
      by: async () => {
        const second = granted(await refreshIn(house, tokens.refreshToken))
        await refreshIn(house, second.refreshToken)
        await refreshIn(house, tokens.refreshToken)
      },
      refusal: 'login_ended',
    },
    'its account left the organization': {
      by: () => house.organizations.removeMember({ organizationId: acme.id, accountId: bob.id }, operator),
      refusal: 'unknown_organization',
    },
  }

  for (const [what, { by, refusal }] of Object.entries(narrowings)) {
    test(`refuses a known token once it reads that ${what}`, async () => {
      await known(tokens.accessToken)
      await by()
      await node.epoch.read()
      expect(await answer(tokens.accessToken, read)).toBe(refusal)
    })

    test(`refuses it within 700 milliseconds after ${what}, also where its watch stands still`, async () => {
      await known(tokens.accessToken)
      await by()
      house.clock.advance(701)
      expect(await answer(tokens.accessToken, read)).toBe(refusal)
    })

    test(`changes nothing from memory after ${what}`, async () => {
      await known(tokens.accessToken)
      await by()
      expect(await answer(tokens.accessToken, publish)).toBe(refusal)
    })
  }

  test('a burned part is refused, and what it was made from is not', async () => {
    const version = { kind: 'version', versions: ['1.0'] } as const
    const widget = { ...read, package: 'widget', version: '1.0' } as const
    const part = writeToken(attenuate(granted(readToken(tokens.accessToken.expose())), version))
    expect(await answer(part, widget)).toBe('allowed')
    granted(await house.credentials.burn(new Secret(part), operator))
    await node.epoch.read()
    expect(await answer(part, widget)).toBe('token_revoked')
    await known(tokens.accessToken)
  })

  test('a refresh narrows nothing: what is remembered of others stays', async () => {
    await known(tokens.accessToken)
    const before = node.epoch.confirmed()
    granted(await refreshIn(house, tokens.refreshToken))
    await node.epoch.read()
    expect(node.epoch.confirmed()).toBe(before)
  })

  test('who joins another organization uses it at once with a token that is known', async () => {
    await known(tokens.accessToken)
    const beta = await house.organization('beta', await house.account('carol'))
    granted(
      await house.repositories.create(
        { organization: beta, ecosystem: 'pypi', visibility: 'private' },
        operator,
      ),
    )
    const readBeta: Attempt = { ...read, organization: 'beta' }
    expect(await answer(tokens.accessToken, readBeta)).toBe('unknown_organization')
    await house.member(beta, bob, 'owner')
    const administer: Attempt = { action: 'administer', organization: 'beta', administers: 'people' }
    for (const attempt of [readBeta, administer])
      expect(await answer(tokens.accessToken, attempt)).toBe('allowed')
  })

  test('a use from memory is a use of the login, and of no key', async () => {
    await known(tokens.accessToken)
    house.clock.advance(1)
    await node.epoch.read()
    await known(tokens.accessToken)
    await node.logins.flush()
    await node.keys.flush()
    expect((await loginIn(house, { id })).lastUsed?.at).toBe(house.clock.now())
    expect(await house.store.read.selectFrom('key_usage').selectAll().execute()).toEqual([])
  })

  test('is over with its login, also where nothing was narrowed', async () => {
    await unrecorded(house.store).write(async transaction => {
      const soon = { expires_at: house.clock.now() + 100 }
      await transaction.updateTable('logins').set(soon).where('id', '=', id).execute()
    })
    await known(tokens.accessToken)
    house.clock.advance(100)
    expect(await answer(tokens.accessToken, read)).toBe('login_ended')
  })
})
