import { Secret } from '@latchkey/protocol'
import { refused } from '@latchkey/tokens'
import { describe, expect, test } from 'vitest'
import { operator } from '../audit/index.ts'
import { sha256 } from '../host/index.ts'
import { createSeededRandom } from '../host/testing.ts'
import type { Store } from '../storage/index.ts'
import { unrecorded } from '../storage/testing/recorded.ts'
import { forEachEngine } from '../storage/testing/stores.ts'
import { createPasswords, createSessions, type Passwords, type Sessions, sessionEndsAt } from './index.ts'
import {
  cheapCost,
  createCheapPasswords,
  createHouseOfAlice,
  ok,
  password,
  wrongPassword,
} from './testing.ts'

const [minute, hour, day] = [60_000, 3_600_000, 86_400_000]

forEachEngine((_engine, open) => {
  const setUp = async (passwords?: Passwords) => createHouseOfAlice(await open(), passwords)

  describe('signing in', () => {
    test('begins a session that its cookie finds', async () => {
      const { sessions, signIn, alice, clock } = await setUp()
      const { session, cookie } = ok(await signIn())
      const now = clock.now()
      expect(session).toMatchObject({ account: alice, userAgent: 'Firefox', address: '192.0.2.1' })
      expect(session).toMatchObject({ createdAt: now, lastSeenAt: now, authenticatedAt: now })
      expect(await sessions.find(cookie)).toEqual(session)
    })

    test('security 22: the cookie carries 256 bits, differs each time, and the database holds neither it nor the form token', async () => {
      const { store, signIn } = await setUp()
      const [one, two] = [ok(await signIn()), ok(await signIn())]
      expect(Buffer.from(one.cookie.expose(), 'base64url')).toHaveLength(32)
      expect(one.cookie.expose()).not.toBe(two.cookie.expose())
      expect(one.session.formToken).not.toBe(two.session.formToken)
      const rows = JSON.stringify(await store.read.selectFrom('sessions').selectAll().execute())
      expect(rows).toContain(sha256(one.cookie.expose()))
      expect(rows).not.toContain(one.cookie.expose())
      expect(rows).not.toContain(one.session.formToken)
    })

    test('security 20: a wrong password and a name that nobody has are told the same, after the same work', async () => {
      const checked: unknown[] = []
      const cheap = createCheapPasswords()
      const passwords: Passwords = {
        ...cheap,
        check: (given, stored) => {
          checked.push(stored === undefined ? 'nobody' : 'somebody')
          return cheap.check(given, stored)
        },
      }
      const { signIn } = await setUp(passwords)
      const somebody = await signIn({ password: wrongPassword })
      const nobody = await signIn({ username: 'mallory', password: wrongPassword })
      expect(somebody).toMatchObject({ code: 'wrong_password' })
      expect(nobody).toEqual(somebody)
      expect(checked).toEqual(['somebody', 'nobody'])
    })

    test('forgives capitals and spaces around the name', async () => {
      const { signIn } = await setUp()
      expect(refused(await signIn({ username: ' Alice ' }))).toBe(false)
    })

    test('under what cannot be a name is refused like any other wrong name', async () => {
      const { signIn } = await setUp()
      for (const username of ['', 'a\0b', "' or 1=1 --", '\ud800', 'x'.repeat(100_000)]) {
        expect(await signIn({ username })).toMatchObject({ code: 'wrong_password' })
      }
    })

    test('to a disabled account is refused, and only to whoever knows its password', async () => {
      const { signIn, disable } = await setUp()
      await disable()
      expect(await signIn()).toMatchObject({ code: 'account_disabled' })
      expect(await signIn({ password: wrongPassword })).toMatchObject({ code: 'wrong_password' })
    })

    test('security 20: stores a costlier hash when the cost has risen', async () => {
      const risen = createPasswords({ random: createSeededRandom(), cost: { ...cheapCost, timeCost: 2 } })
      const { store, signIn } = await setUp(risen)
      const stored = () => store.read.selectFrom('accounts').select('password_hash').executeTakeFirst()
      expect((await stored())?.password_hash).toContain('t=1')
      ok(await signIn())
      expect((await stored())?.password_hash).toContain('t=2')
      ok(await signIn())
    })

    test('with a password that was changed while it was checked begins nothing', async () => {
      let store: Store | undefined
      const cheap = createCheapPasswords()
      const passwords: Passwords = {
        ...cheap,
        check: async (given, stored) => {
          const checked = await cheap.check(given, stored)
          if (store)
            await unrecorded(store).write(transaction =>
              transaction.updateTable('accounts').set({ password_hash: 'new' }).execute(),
            )
          return checked
        },
      }
      const house = await setUp(passwords)
      store = house.store
      expect(await house.signIn()).toMatchObject({ code: 'wrong_password' })
      expect(await house.sessions.list(house.alice.id)).toEqual([])
    })
  })

  describe('security 22: a session', () => {
    test('that nobody began is not found', async () => {
      const { sessions } = await setUp()
      for (const text of ['', 'x', 'a'.repeat(43), 'é'.repeat(5000)]) {
        expect(await sessions.find(new Secret(text))).toBeUndefined()
      }
    })

    test('is not found by what is stored of it', async () => {
      const { sessions, signIn } = await setUp()
      const { session } = ok(await signIn())
      expect(await sessions.find(new Secret(session.idHash))).toBeUndefined()
    })

    test('ends after twelve hours without use', async () => {
      const { sessions, signIn, clock } = await setUp()
      const { cookie } = ok(await signIn())
      clock.advance(12 * hour - 1)
      expect(await sessions.find(cookie)).toBeDefined()
      await settled(sessions, cookie, clock.now())
      clock.advance(12 * hour)
      expect(await sessions.find(cookie)).toBeUndefined()
    })

    test('ends thirty days after its beginning, however much it is used, stepped up or not', async () => {
      const { sessions, signIn, clock } = await setUp()
      let { cookie } = ok(await signIn())
      for (let step = 1; step < 72; step += 1) {
        clock.advance(10 * hour)
        const session = await sessions.find(cookie)
        if (!session) throw new Error(`The session ended after ${step * 10} hours.`)
        ;({ cookie } = ok(await sessions.stepUp(session, password, { address: '192.0.2.1' })))
      }
      clock.advance(10 * hour - 1)
      expect(await sessions.find(cookie)).toBeDefined()
      clock.advance(1)
      expect(await sessions.find(cookie)).toBeUndefined()
    })

    test('is seen to the minute: its use is written at most once in one, and may be lost', async () => {
      const { store, clock, random, signIn } = await setUp()
      const writes: unknown[] = []
      const counted: Store = {
        ...store,
        write: (work, options) => {
          writes.push(options)
          return store.write(work, options)
        },
      }
      const sessions = createSessions({ store: counted, clock, random, passwords: createCheapPasswords() })
      const { cookie } = ok(await signIn())
      clock.advance(minute - 1)
      for (let n = 0; n < 5; n += 1) await sessions.find(cookie)
      expect(writes).toEqual([])
      clock.advance(1)
      await sessions.find(cookie)
      await settled(sessions, cookie, clock.now())
      for (let n = 0; n < 5; n += 1) await sessions.find(cookie)
      expect(writes).toContainEqual({ durability: 'relaxed' })
      expect(new Set(writes.map(options => JSON.stringify(options))).size).toBe(1)
    })

    test('whose use cannot be written down is a session all the same', async () => {
      const { store, clock, random, signIn } = await setUp()
      const readOnly: Store = { ...store, write: () => Promise.reject(new Error('the disk is full')) }
      const sessions = createSessions({ store: readOnly, clock, random, passwords: createCheapPasswords() })
      const { cookie } = ok(await signIn())
      clock.advance(hour)
      expect(await sessions.find(cookie)).toBeDefined()
    })

    test('goes on under a new id after step-up, and the old cookie is worth nothing', async () => {
      const { sessions, signIn, clock, alice } = await setUp()
      const before = ok(await signIn())
      clock.advance(hour)
      expect(await sessions.stepUp(before.session, wrongPassword, { address: '192.0.2.1' })).toMatchObject({
        code: 'wrong_password',
      })
      const after = ok(await sessions.stepUp(before.session, password, { address: '192.0.2.1' }))
      expect(await sessions.find(before.cookie)).toBeUndefined()
      const session = await sessions.find(after.cookie)
      expect(session).toEqual(after.session)
      expect(session).toMatchObject({ authenticatedAt: clock.now(), createdAt: before.session.createdAt })
      expect(session?.formToken).not.toBe(before.session.formToken)
      expect(await sessions.list(alice.id)).toHaveLength(1)
    })

    test('that has ended cannot be stepped up', async () => {
      const { sessions, signIn } = await setUp()
      const { session } = ok(await signIn())
      await sessions.end(session, {})
      expect(await sessions.stepUp(session, password, { address: '192.0.2.1' })).toMatchObject({
        code: 'session_ended',
      })
    })

    test('stepped up twice at once goes on under one id', async () => {
      const { sessions, signIn, alice } = await setUp()
      const { session } = ok(await signIn())
      const outcomes = await Promise.all(
        [1, 2].map(() => sessions.stepUp(session, password, { address: '192.0.2.1' })),
      )
      expect(outcomes.filter(outcome => !refused(outcome))).toHaveLength(1)
      expect(await sessions.list(alice.id)).toHaveLength(1)
    })

    test('is listed with the others of its account, the last seen first, until it ends', async () => {
      const { sessions, accounts, signIn, clock, alice } = await setUp()
      ok(await accounts.create({ username: 'bob', email: 'bob@example.com', password }, operator))
      const first = ok(await signIn())
      clock.advance(minute)
      const second = ok(await signIn())
      ok(await signIn({ username: 'bob' }))
      const listed = async () => (await sessions.list(alice.id)).map(({ idHash }) => idHash)
      expect(await listed()).toEqual([second.session.idHash, first.session.idHash])
      await sessions.end(second.session, {})
      expect(await listed()).toEqual([first.session.idHash])
      expect(await sessions.find(second.cookie)).toBeUndefined()
      expect(await sessions.find(first.cookie)).toBeDefined()
    })

    test('ends with all others of its account, and with nobody else’s', async () => {
      const { sessions, accounts, signIn, alice } = await setUp()
      ok(await accounts.create({ username: 'bob', email: 'bob@example.com', password }, operator))
      const [one, two, bob] = [ok(await signIn()), ok(await signIn()), ok(await signIn({ username: 'bob' }))]
      await sessions.endAll(alice.id, operator)
      expect(await sessions.find(one.cookie)).toBeUndefined()
      expect(await sessions.find(two.cookie)).toBeUndefined()
      expect(await sessions.find(bob.cookie)).toBeDefined()
    })

    test('ends the others of its account and no more, and that is written down once', async () => {
      const { store, sessions, accounts, signIn } = await setUp()
      ok(await accounts.create({ username: 'bob', email: 'bob@example.com', password }, operator))
      const [one, two, bob] = [ok(await signIn()), ok(await signIn()), ok(await signIn({ username: 'bob' }))]
      expect(await sessions.endOthers(one.session, { address: '192.0.2.1' })).toBe(1)
      expect(await sessions.endOthers(one.session, { address: '192.0.2.1' })).toBe(0)
      expect(await sessions.find(two.cookie)).toBeUndefined()
      expect(await sessions.find(one.cookie)).toBeDefined()
      expect(await sessions.find(bob.cookie)).toBeDefined()
      const events = store.read.selectFrom('events').selectAll()
      const written = await events.where('what', '=', 'account.signed_out_elsewhere').execute()
      expect(written).toMatchObject([{ address: '192.0.2.1', details: '{"sessions":1}' }])
    })

    test('ends when it was told to: twelve hours after its last use, or thirty days after its beginning', () => {
      const now = 1_000_000
      const fresh = { createdAt: now, lastSeenAt: now }
      expect(sessionEndsAt(fresh)).toEqual({ at: now + day / 2, unlessUsed: true })
      const old = { createdAt: now, lastSeenAt: now + 30 * day - 1 }
      expect(sessionEndsAt(old)).toEqual({ at: now + 30 * day, unlessUsed: false })
    })

    test('of an account that is disabled is over at once', async () => {
      const { sessions, signIn, disable, alice } = await setUp()
      const { cookie, session } = ok(await signIn())
      await disable()
      expect(await sessions.find(cookie)).toBeUndefined()
      expect(await sessions.list(alice.id)).toEqual([])
      expect(await sessions.stepUp(session, password, { address: '192.0.2.1' })).toMatchObject({
        code: 'account_disabled',
      })
    })

    test('is forgotten thirty days after its beginning, at the next sign-in', async () => {
      const { store, signIn, clock } = await setUp()
      ok(await signIn())
      clock.advance(30 * day)
      ok(await signIn())
      expect(await store.read.selectFrom('sessions').selectAll().execute()).toHaveLength(1)
    })
  })

  /** The use of a session is written beside its answer: waits until it is. */
  async function settled(sessions: Sessions, cookie: Secret, seenAt: number) {
    await expect.poll(async () => (await sessions.find(cookie))?.lastSeenAt).toBe(seenAt)
  }
})
