import { refused } from '@latchkey/tokens'
import { beforeEach, describe, expect, test } from 'vitest'
import { anonymous, type Credential } from '../access/index.ts'
import type { Account } from '../accounts/index.ts'
import { eraseAuthenticator, setWindow } from '../second-factors/index.ts'
import { giveSecondFactor } from '../second-factors/testing.ts'
import { unrecorded } from '../storage/testing/recorded.ts'
import { forEachEngine } from '../storage/testing/stores.ts'
import { createSmallHouse, granted, type SmallHouse, sessionOf } from './testing/small-house.ts'

const allow = [{ actions: ['publish'], targets: ['*'] }]

const withoutFactor = <T>(credential: T) => ({ ...credential, secondFactor: { active: false } })

forEachEngine((_engine, open) => {
  let house: SmallHouse
  let alice: Account

  beforeEach(async () => {
    house = createSmallHouse(await open())
    alice = await house.account('alice')
  })

  const recheck = (credential: Credential) =>
    house.store.write(async transaction => {
      const again = await house.credentials.recheck(credential, transaction)
      return refused(again) ? { code: again.code } : again
    })
  const disable = () =>
    unrecorded(house.store).write(async transaction => {
      await transaction.updateTable('accounts').set({ disabled_at: 1 }).where('id', '=', alice.id).execute()
    })

  describe('read again inside a transaction', () => {
    test('a live token is what it was', async () => {
      const credential = granted(await house.authenticate((await house.keyOf(alice, allow)).token))
      expect(await recheck(credential)).toEqual(credential)
    })

    test('a token revoked meanwhile is none any more', async () => {
      const { key, token } = await house.keyOf(alice, allow)
      const credential = granted(await house.authenticate(token))
      granted(await house.keys.revoke(key.id, 'local command'))
      expect(await recheck(credential)).toEqual({ code: 'key_revoked' })
    })

    test('a token that expired while its upload lasted is none any more', async () => {
      const { token } = await house.keyOf(alice, allow, { expiresAt: house.clock.now() + 1000 })
      const credential = granted(await house.authenticate(token))
      house.clock.advance(1000)
      expect(await recheck(credential)).toEqual({ code: 'token_expired' })
    })

    test('a token whose row was tightened is held to what the row says now', async () => {
      const { key, token } = await house.keyOf(alice, allow)
      const credential = granted(await house.authenticate(token))
      const tightened = JSON.stringify([['allow', [[['publish'], ['pypi:acme/widget']]]]])
      await unrecorded(house.store).write(async transaction => {
        await transaction.updateTable('keys').set({ caveats: tightened }).where('id', '=', key.id).execute()
      })
      const again = await recheck(credential)
      expect(again).toMatchObject({ stored: [{ rows: [{ targets: [{ package: 'widget' }] }] }] })
    })

    test('a token and a session of an account disabled meanwhile are none any more', async () => {
      const credential = granted(await house.authenticate((await house.keyOf(alice, allow)).token))
      expect(await recheck(sessionOf(alice))).toEqual(withoutFactor(sessionOf(alice)))
      await disable()
      expect(await recheck(credential)).toEqual({ code: 'account_disabled' })
      expect(await recheck(sessionOf(alice))).toEqual({ code: 'account_disabled' })
    })

    test('a second factor that was added or taken away meanwhile counts, with the window of the very key', async () => {
      const { key, token } = await house.keyOf(alice, allow)
      const [credential, session] = [granted(await house.authenticate(token)), sessionOf(alice)]
      expect(credential).toMatchObject({ secondFactor: undefined })
      await giveSecondFactor(house.store, alice.id, house.clock)
      expect(await recheck(credential)).toMatchObject({ secondFactor: { active: true } })
      expect(await recheck(session)).toMatchObject({ secondFactor: { active: true } })
      const window = { kind: 'key', id: key.id, accountId: alice.id, openedAt: 0, closesAt: 5_000 } as const
      await unrecorded(house.store).write(transaction => setWindow(transaction, { ...window, step: null }))
      expect(await recheck(credential)).toMatchObject({ secondFactor: { windowClosesAt: 5_000 } })
      const other = granted(await house.authenticate((await house.keyOf(alice, allow)).token))
      expect(await recheck(other)).toMatchObject({
        secondFactor: { active: true, windowClosesAt: undefined },
      })
      await unrecorded(house.store).write(transaction => eraseAuthenticator(transaction, alice.id))
      expect(await recheck(credential)).toMatchObject({ secondFactor: undefined })
      expect(await recheck(session)).toEqual(withoutFactor(session))
    })

    test('nobody stays nobody', async () => {
      expect(await recheck(anonymous)).toBe(anonymous)
    })
  })
})
