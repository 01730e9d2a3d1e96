import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Secret } from '@latchkey/protocol'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Attempt } from '../access/index.ts'
import type { Account } from '../accounts/index.ts'
import { operator } from '../audit/index.ts'
import { attenuated } from '../ecosystems/pypi/testing/attenuated.ts'
import { createManualClock, createSeededRandom } from '../host/testing.ts'
import type { Organization } from '../organizations/index.ts'
import type { Repository } from '../repositories/index.ts'
import { createSecondFactors, setWindow } from '../second-factors/index.ts'
import { giveSecondFactor, secondFactorKey } from '../second-factors/testing.ts'
import { advanceEpoch, openStore, type Store } from '../storage/index.ts'
import { unrecorded } from '../storage/testing/recorded.ts'
import { testEngines } from '../storage/testing/stores.ts'
import { createNode, type Node } from './testing/node.ts'
import { createSmallHouse, granted, type SmallHouse } from './testing/small-house.ts'

const read: Attempt = { action: 'read', organization: 'acme', ecosystem: 'pypi' }
const publish: Attempt = { ...read, action: 'publish', package: 'widget' }
const everything = [{ actions: ['read', 'publish', 'account'], targets: ['*'] }] as const

describe.each(testEngines)('$name: a node that remembers', engine => {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-remember-'))
  const opened: Store[] = []
  let house: SmallHouse
  let alice: Account
  let bob: Account
  let acme: Organization
  let repository: Repository
  /** The node under attack. What the house does happens on another one. */
  let node: Node
  let own: Store

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
    alice = await house.account('alice')
    bob = await house.account('bob')
    acme = await house.organization('acme', alice)
    await house.member(acme, bob, 'write')
    repository = granted(
      await house.repositories.create(
        { organization: acme, ecosystem: 'pypi', visibility: 'private' },
        operator,
      ),
    )
    own = await open(url)
    node = createNode(own, house)
    await node.epoch.read()
    node.queries()
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
  const known = async (token: Secret | string, attempt: Attempt) => {
    await answer(token, attempt)
    node.queries()
    expect([await answer(token, attempt), node.queries()]).toEqual(['allowed', 0])
  }
  const keyOfBob = async () => house.keyOf(bob, [...everything])

  /** What the attacker hopes to outlive, and what a node with no memory of it says afterwards. */
  const narrowings: Record<string, { by(key: string): Promise<unknown>; refusal: string }> = {
    'its key was revoked': { by: id => house.keys.revoke(id, 'local command'), refusal: 'key_revoked' },
    'its owner was removed from the organization': {
      by: () => house.organizations.removeMember({ organizationId: acme.id, accountId: bob.id }, operator),
      refusal: 'unknown_organization',
    },
    'its owner was disabled': {
      by: () =>
        unrecorded(house.store).write(async transaction => {
          await transaction.updateTable('accounts').set({ disabled_at: 1 }).where('id', '=', bob.id).execute()
          await advanceEpoch(transaction)
        }),
      refusal: 'account_disabled',
    },
    'a second factor is required there, and its owner has none': {
      by: () => house.organizations.setPolicy(acme.id, { requireSecondFactor: true }, operator),
      refusal: 'second_factor_missing',
    },
    'keys may not work for that long there': {
      by: () => house.organizations.setPolicy(acme.id, { longestKeyDays: 7 }, operator),
      refusal: 'key_too_long',
    },
  }

  for (const [what, { by, refusal }] of Object.entries(narrowings)) {
    test(`decides a known token without the database, and refuses it once it reads that ${what}`, async () => {
      const { key, token } = await keyOfBob()
      await known(token, read)
      await by(key.id)
      await node.epoch.read()
      expect(await answer(token, read)).toBe(refusal)
    })

    test(`refuses a known token within 700 milliseconds after ${what}, also where its watch stands still`, async () => {
      const { key, token } = await keyOfBob()
      await known(token, read)
      await by(key.id)
      house.clock.advance(700)
      expect(await answer(token, read)).toBe(refusal)
    })
  }

  test('refuses a token that somebody made from a known one, when its key was revoked', async () => {
    const { key, token } = await keyOfBob()
    const derived = attenuated(token.expose(), ['allow', [[['read'], ['pypi:acme']]]])
    await known(token, read)
    await known(derived, read)
    granted(await house.keys.revoke(key.id, 'local command'))
    await node.epoch.read()
    expect(await answer(derived, read)).toBe('key_revoked')
  })

  test('refuses strangers once it reads that a public repository turned private', async () => {
    granted(await house.repositories.setVisibility(repository.id, 'public', operator))
    await node.epoch.read()
    const stranger = await house.keyOf(await house.account('mallory'), [...everything])
    await known(stranger.token, read)
    granted(await house.repositories.setVisibility(repository.id, 'private', operator))
    await node.epoch.read()
    expect(await answer(stranger.token, read)).toBe('unknown_organization')
  })

  test('holds a known token to the lower role that its owner has now', async () => {
    const { token } = await keyOfBob()
    await known(token, read)
    expect(await answer(token, publish)).toBe('allowed')
    await house.member(acme, bob, 'read')
    await node.epoch.read()
    expect(await answer(token, publish)).toBe('role_insufficient')
  })

  test('revokes at once what it revokes itself', async () => {
    const { key, token } = await keyOfBob()
    await known(token, read)
    granted(await node.keys.revoke(key.id, 'local command'))
    expect(await answer(token, read)).toBe('key_revoked')
  })

  describe('where a second factor is required', () => {
    beforeEach(async () => {
      await giveSecondFactor(house.store, bob.id, house.clock)
      granted(await house.organizations.setPolicy(acme.id, { requireSecondFactor: true }, operator))
      await node.epoch.read()
    })

    test('decides a known token without the database, and refuses it once it reads that its owner has none any more', async () => {
      const { token } = await keyOfBob()
      await known(token, read)
      const factors = createSecondFactors({
        ...{ store: house.store, clock: house.clock, random: createSeededRandom('factors') },
        ...{ key: secondFactorKey, origin: 'https://here' },
      })
      granted(await factors.remove(bob.id, operator))
      await node.epoch.read()
      expect(await answer(token, read)).toBe('second_factor_missing')
    })

    test('allows what was refused once the organization asks for less', async () => {
      const { token } = await house.keyOf(alice, [...everything])
      expect(await answer(token, read)).toBe('second_factor_missing')
      granted(await house.organizations.setPolicy(acme.id, { requireSecondFactor: false }, operator))
      await node.epoch.read()
      expect(await answer(token, read)).toBe('allowed')
    })
  })

  const openWindowOf = (id: string) =>
    unrecorded(house.store).write(transaction =>
      setWindow(transaction, {
        ...{ kind: 'key', id, accountId: bob.id, openedAt: 0, step: null },
        closesAt: house.clock.now() + 1000,
      }),
    )

  test('looks up no window to read, at first sight or later, and one to change something, each time', async () => {
    granted(await house.organizations.setPolicy(acme.id, { keysNeedWindow: true }, operator))
    const firstSight = async (attempt: Attempt) => {
      const { key, token } = await keyOfBob()
      node.queries()
      return { key, token, given: await answer(token, attempt), queries: node.queries() }
    }
    await firstSight(read)
    await firstSight(publish)
    const without = [await firstSight(read), await firstSight(publish)]
    await giveSecondFactor(house.store, bob.id, house.clock)
    await firstSight(publish)
    const reading = await firstSight(read)
    const changing = await firstSight(publish)
    expect([reading.given, changing.given]).toEqual(['allowed', 'totp_required'])
    expect([reading.queries, changing.queries]).toEqual([without[0]?.queries, (without[1]?.queries ?? 0) + 1])

    await openWindowOf(changing.key.id)
    expect(await answer(changing.token, publish)).toBe('allowed')
    house.clock.advance(1000)
    expect(await answer(changing.token, publish)).toBe('totp_required')
  })

  test('asks the database whatever it remembers, before anything is changed', async () => {
    const { key, token } = await keyOfBob()
    await known(token, read)
    granted(await house.keys.revoke(key.id, 'local command'))
    expect(await answer(token, publish)).toBe('key_revoked')
    expect(await answer(token, { action: 'account' })).toBe('key_revoked')
  })

  test('refuses a known token at the instant that its key is over', async () => {
    const expiresAt = house.clock.now() + 500
    const { token } = await house.keyOf(bob, [...everything], { expiresAt })
    await known(token, read)
    house.clock.advance(499)
    await known(token, read)
    house.clock.advance(1)
    expect(await answer(token, read)).toBe('token_expired')
  })

  test('refuses a known token at the instant that its text says', async () => {
    const { token } = await keyOfBob()
    const ends = Math.floor(house.clock.now() / 1000) + 1
    const derived = attenuated(token.expose(), [0, ends, 0])
    await known(derived, read)
    house.clock.advance(999)
    await node.epoch.read()
    await known(derived, read)
    house.clock.advance(1)
    expect(await answer(derived, read)).toBe('token_expired')
  })

  test('one text never answers for another: each prefix, case and caveat is verified', async () => {
    const { token } = await keyOfBob()
    const text = token.expose()
    await known(text, read)
    for (const same of [text.slice('latchkey-'.length), `latchkey-${text}`])
      expect(await answer(same, read)).toBe('allowed')
    for (const forged of [
      `${text.slice(0, -1)}${text.endsWith('A') ? 'Q' : 'A'}`,
      text.toUpperCase(),
      `${text}A`,
    ])
      expect(await answer(forged, read)).not.toBe('allowed')
    expect(await answer(attenuated(text, ['allow', [[['read'], ['pypi:other']]]]), read)).toBe(
      'target_not_allowed',
    )
  })

  test('no name of a place runs into another', async () => {
    const { token } = await keyOfBob()
    await known(token, read)
    for (const organization of ['acme","pypi', 'acme"', 'ACME', 'acme pypi'])
      expect(await answer(token, { ...read, organization })).not.toBe('allowed')
  })

  test('remembers no refusal: who is given more has it at once', async () => {
    const carol = await house.account('carol')
    const { token } = await house.keyOf(carol, [...everything])
    expect(await answer(token, read)).toBe('unknown_organization')
    await house.member(acme, carol, 'read')
    expect(await answer(token, read)).toBe('allowed')
  })

  test('knows a key by its new name once it was renamed', async () => {
    const { key, token } = await keyOfBob()
    await known(token, read)
    granted(await house.keys.rename(key.id, 'laptop', 'local command'))
    await node.epoch.read()
    expect(await node.ask(token, read)).toMatchObject({ proof: { credential: { name: 'laptop' } } })
  })

  test('notes when a known token was used', async () => {
    const { key, token } = await keyOfBob()
    await known(token, read)
    house.clock.advance(100)
    await answer(token, read)
    await node.keys.flush()
    expect((await house.keys.byId(key.id))?.lastUsed?.at).toBe(house.clock.now())
  })

  test('allows nothing once the database is gone and 700 milliseconds have passed', async () => {
    const { token } = await keyOfBob()
    await known(token, read)
    await own.close()
    opened.splice(opened.indexOf(own), 1)
    await node.epoch.read()
    expect(await answer(token, read)).toBe('allowed')
    house.clock.advance(700)
    await node.epoch.read()
    await expect(answer(token, read)).rejects.toThrow()
  })
})
