import {
  appendCaveat,
  type Caveat,
  parseNetwork,
  readToken,
  refused,
  writeCaveat,
  writeToken,
} from '@latchkey/tokens'
import { beforeEach, describe, expect, test } from 'vitest'
import type { Attempt } from '../access/index.ts'
import type { Account } from '../accounts/index.ts'
import { operator } from '../audit/index.ts'
import { createSmallHouse, granted, type SmallHouse, sessionOf } from '../credentials/testing/small-house.ts'
import type { Organization } from '../organizations/index.ts'
import { publish } from '../repositories/testing/publish.ts'
import { forEachEngine } from '../storage/testing/stores.ts'

const day = 24 * 60 * 60 * 1000
const read = [{ actions: ['read'], targets: ['*'] }]

forEachEngine((_engine, open) => {
  let house: SmallHouse
  let alice: Account
  let acme: Organization

  beforeEach(async () => {
    house = createSmallHouse(await open())
    alice = await house.account('alice')
    acme = await house.organization('acme', alice)
    granted(
      await house.repositories.create(
        { organization: acme, ecosystem: 'pypi', visibility: 'private' },
        operator,
      ),
    )
  })

  const rotate = async (id: string, overlap?: number) =>
    granted(await house.keys.rotate({ id, by: 'local command', ...(overlap !== undefined && { overlap }) }))
  const stateOf = async (token: Parameters<SmallHouse['authenticate']>[0]) => {
    const credential = await house.authenticate(token)
    return refused(credential) ? credential.code : 'live'
  }

  describe('the key that takes the place of another', () => {
    test('has its name, owner, role and restrictions, and another text', async () => {
      const made = await house.keyOfOrganization(acme, 'write', [
        { actions: ['publish'], targets: ['pypi:acme/widget'] },
      ])
      const { key, token } = await rotate(made.key.id)
      expect(key).toMatchObject({
        name: made.key.name,
        owner: made.key.owner,
        role: 'write',
        caveats: made.key.caveats,
      })
      expect(key.id).not.toBe(made.key.id)
      expect(await house.keys.byId(key.id)).toEqual(key)
      expect(token.expose()).not.toBe(made.token.expose())
      expect(await house.authenticate(token)).toMatchObject({ id: key.id, role: 'write' })
    })

    test('works as long as the old one did from its beginning, and for ever where that did', async () => {
      const made = await house.keyOf(alice, read, { expiresAt: house.clock.now() + 90 * day })
      house.clock.advance(80 * day)
      expect((await rotate(made.key.id)).key.expiresAt).toBe(house.clock.now() + 90 * day)
      const endless = await house.keyOf(alice, read, { expiresAt: 'never' })
      expect((await rotate(endless.key.id)).key.expiresAt).toBeUndefined()
    })

    test('keeps what the old one was tightened to', async () => {
      const made = await house.keyOf(alice, read)
      const caveats: Caveat[] = [{ kind: 'version', versions: ['1.0'] }]
      granted(await house.keys.tighten(made.key.id, { caveats }, 'local command'))
      expect((await rotate(made.key.id)).key.caveats).toEqual([...made.key.caveats, ...caveats])
    })

    test('maintains the packages that the old one published first', async () => {
      const made = await house.keyOfOrganization(acme, 'write', [
        { actions: ['publish'], targets: ['pypi:acme'] },
      ])
      granted(await publish(house, granted(await house.authenticate(made.token))))
      const { token } = await rotate(made.key.id, 0)
      const again: Attempt = {
        ...{ action: 'publish', organization: 'acme', ecosystem: 'pypi', package: 'widget' },
        ...{ version: '2.0', digests: [`sha256:${'1'.repeat(64)}`] },
      }
      expect((await house.ask(token, again)).answer).toBe('allowed')
    })
  })

  describe('the old key', () => {
    test('works for a day more, if nothing else was chosen, and not a moment longer', async () => {
      const made = await house.keyOf(alice, read)
      const { old } = await rotate(made.key.id)
      expect(old.expiresAt).toBe(house.clock.now() + day)
      expect(await house.keys.byId(old.id)).toEqual(old)
      house.clock.advance(day - 1)
      expect(await stateOf(made.token)).toBe('live')
      house.clock.advance(1)
      expect(await stateOf(made.token)).toBe('token_expired')
    })

    test('dies at once where no overlap was wanted, and the epoch advances', async () => {
      const made = await house.keyOf(alice, read)
      const epoch = house.store.read.selectFrom('epoch').select('value')
      const before = await epoch.executeTakeFirstOrThrow()
      const { token } = await rotate(made.key.id, 0)
      expect(await epoch.executeTakeFirstOrThrow()).toEqual({ value: before.value + 1 })
      expect(await stateOf(made.token)).toBe('token_expired')
      expect(await stateOf(token)).toBe('live')
    })

    test('never lives longer than it would have', async () => {
      const expiresAt = house.clock.now() + 1000
      const made = await house.keyOf(alice, read, { expiresAt })
      expect((await rotate(made.key.id, 7 * day)).old.expiresAt).toBe(expiresAt)
    })

    test('has passed on its name and its place: it is not rotated twice', async () => {
      const made = await house.keyOf(alice, read)
      const { key, old } = await rotate(made.key.id)
      expect(old.replacedBy).toBe(key.id)
      expect(await house.keys.rotate({ id: old.id, by: 'local command' })).toMatchObject({
        code: 'key_replaced',
      })
      expect((await rotate(key.id)).key.name).toBe(made.key.name)
      const another = await house.keys.create({
        ...{ owner: key.owner, name: key.name, caveats: key.caveats, by: 'local command' },
      })
      expect(another).toMatchObject({ code: 'name_taken' })
    })
  })

  test.each([-1, 1.5, Number.NaN, 366 * day])('an overlap of %s is refused', async overlap => {
    const made = await house.keyOf(alice, read)
    const outcome = await house.keys.rotate({ id: made.key.id, overlap, by: 'local command' })
    expect(outcome).toMatchObject({ code: 'invalid_overlap' })
  })

  test('of two that rotate a key at once one makes its successor', async () => {
    const made = await house.keyOf(alice, read)
    const input = { id: made.key.id, by: 'local command' } as const
    const outcomes = await Promise.all([house.keys.rotate(input), house.keys.rotate(input)])
    expect(outcomes.filter(refused)).toMatchObject([{ code: 'key_replaced' }])
  })

  describe('law 1: a token that rotates', () => {
    test('makes no key that can do more than the token', async () => {
      const wide = await house.keyOf(alice, [{ actions: ['publish', 'account'], targets: ['*'] }])
      const bound: Caveat = { kind: 'network', networks: [granted(parseNetwork('192.0.2.0/24'))] }
      const narrow = writeToken(appendCaveat(granted(readToken(wide.token.expose())), writeCaveat(bound)))
      const credential = granted(await house.authenticate(wide.token))
      const by = await house.judge(credential, { action: 'account' })
      const unbound = granted(await house.keys.rotate({ id: wide.key.id, by }))
      expect(unbound.key.caveats).toEqual(wide.key.caveats)

      const held = await house.authenticate(narrow)
      const { key } = granted(
        await house.keys.rotate({
          id: unbound.key.id,
          by: await house.judge(granted(held), { action: 'account', address: '192.0.2.7' }),
        }),
      )
      expect(key.caveats).toEqual([...wide.key.caveats, bound])
    })

    test('is not one whose maker’s role is too low by now', async () => {
      const bob = await house.account('bob')
      await house.member(acme, bob, 'owner')
      const { key } = await house.keyOfOrganization(acme, 'owner', [
        { actions: ['read'], targets: ['pypi:acme'] },
      ])
      const by = await house.judge(sessionOf(bob), {
        ...{ action: 'administer', organization: 'acme', administers: 'keys', keyRole: 'owner' },
      })
      await house.member(acme, bob, 'admin')
      expect(await house.keys.rotate({ id: key.id, by })).toMatchObject({ code: 'role_insufficient' })
      expect(await house.keys.byId(key.id)).toEqual(key)
    })
  })
})
