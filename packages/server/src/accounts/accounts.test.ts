import { Secret } from '@latchkey/protocol'
import { refused } from '@latchkey/tokens'
import { describe, expect, test } from 'vitest'
import { operator } from '../audit/index.ts'
import { forEachEngine } from '../storage/testing/stores.ts'
import { createHouseOfAlice, ok, password } from './testing.ts'

forEachEngine((_engine, open) => {
  const setUp = async () => createHouseOfAlice(await open())
  const bob = { username: 'bob', email: ' bob@example.com ', password }

  describe('an account', () => {
    test('is found by its id and its name, and counted', async () => {
      const { accounts, clock } = await setUp()
      const made = ok(await accounts.create(bob, operator))
      expect(made).toEqual({
        id: expect.stringMatching(/^[\w-]{22}$/),
        emailVerified: false,
        language: undefined,
        username: 'bob',
        email: 'bob@example.com',
        administrator: false,
        createdAt: clock.now(),
        disabledAt: undefined,
      })
      expect(await accounts.byId(made.id)).toEqual(made)
      expect(await accounts.byUsername('bob')).toEqual(made)
      expect(await accounts.byUsername('Bob')).toBeUndefined()
      expect(await accounts.byUsername('b\0b')).toBeUndefined()
      expect(await accounts.byId('bob')).toBeUndefined()
      expect(await accounts.count()).toBe(2)
    })

    test('runs the server only where that was said', async () => {
      const { accounts } = await setUp()
      expect(ok(await accounts.create(bob, operator)).administrator).toBe(false)
      const carol = ok(await accounts.create({ ...bob, username: 'carol', administrator: true }, operator))
      expect(carol.administrator).toBe(true)
      expect((await accounts.byUsername('carol'))?.administrator).toBe(true)
    })

    test('is not made with a bad name, address or password, and leaves no name behind', async () => {
      const { accounts, store } = await setUp()
      const refusals = [
        await accounts.create({ ...bob, username: 'Bob' }, operator),
        await accounts.create({ ...bob, username: 'admin' }, operator),
        await accounts.create({ ...bob, email: 'bob' }, operator),
        await accounts.create({ ...bob, password: new Secret('short') }, operator),
      ]
      const codes = refusals.map(refusal => refused(refusal) && refusal.code)
      expect(codes).toEqual(['invalid_name', 'name_reserved', 'invalid_email', 'weak_password'])
      expect(await accounts.count()).toBe(1)
      expect(await store.read.selectFrom('names').select('name').execute()).toEqual([{ name: 'alice' }])
    })

    test('of twenty who take a name at once, one gets it', async () => {
      const { accounts } = await setUp()
      const outcomes = await Promise.all(Array.from({ length: 20 }, () => accounts.create(bob, operator)))
      expect(outcomes.filter(outcome => !refused(outcome))).toHaveLength(1)
      expect(outcomes.filter(refused).map(({ code }) => code)).toEqual(Array(19).fill('name_taken'))
      expect(await accounts.count()).toBe(2)
    })

    test('security 20: never shows its password, nor the hash of it', async () => {
      const { accounts, alice } = await setUp()
      const shown = JSON.stringify([alice, await accounts.byId(alice.id)])
      expect(shown).not.toContain('argon2')
      expect(shown).not.toContain(password.expose())
    })
  })
})
