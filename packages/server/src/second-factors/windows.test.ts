/** The window of a login or a key. */
import { Secret } from '@latchkey/protocol'
import { beforeEach, expect, test } from 'vitest'
import { createHouseOfAlice, ok } from '../accounts/testing.ts'
import { causeByAccount } from '../audit/index.ts'
import { createSeededRandom } from '../host/testing.ts'
import type { Store } from '../storage/index.ts'
import { forEachEngine } from '../storage/testing/stores.ts'
import { createSecondFactors, type SecondFactors, windowOf } from './index.ts'
import { giveSecondFactor, secondFactorKey } from './testing.ts'

const fiveMinutes = 5 * 60_000

forEachEngine((_engine, open) => {
  let store: Store
  let house: Awaited<ReturnType<typeof createHouseOfAlice>>
  let app: Awaited<ReturnType<typeof giveSecondFactor>>
  let secondFactors: SecondFactors

  beforeEach(async () => {
    store = await open()
    house = await createHouseOfAlice(store)
    app = await giveSecondFactor(store, house.alice.id, house.clock)
    secondFactors = createSecondFactors({
      ...{ store, clock: house.clock, random: createSeededRandom() },
      ...{ key: secondFactorKey, origin: 'https://packages.example.com' },
    })
  })

  const openFor = (id: string, code: Secret, kind: 'login' | 'key' = 'login') =>
    secondFactors.openWindow(
      { kind, id, accountId: house.alice.id },
      code,
      causeByAccount(house.alice.id, 'session', {}),
    )
  const failures = async () =>
    (await store.read.selectFrom('authenticators').select('failures').executeTakeFirstOrThrow()).failures

  test('a code opens the window of one login for five minutes, and of no other', async () => {
    const closesAt = house.clock.now() + fiveMinutes
    expect(ok(await openFor('l1', app.code()))).toEqual({ closesAt })
    expect(await windowOf(store.read, 'login', 'l1')).toBe(closesAt)
    expect(await windowOf(store.read, 'login', 'l2')).toBeUndefined()
    expect(await windowOf(store.read, 'key', 'l1')).toBeUndefined()
    ok(await openFor('l1', app.code(1), 'key'))
    expect(await windowOf(store.read, 'key', 'l1')).toBe(closesAt)
  })

  test('a window is told while it is open, and not from the instant at which it closes', async () => {
    const login = { kind: 'login', id: 'l1' } as const
    expect(await secondFactors.windowNow(login)).toBeUndefined()
    const opened = ok(await openFor('l1', app.code()))
    house.clock.advance(fiveMinutes - 1)
    expect(await secondFactors.windowNow(login)).toEqual(opened)
    house.clock.advance(1)
    expect(await secondFactors.windowNow(login)).toBeUndefined()
  })

  test('its own code sent again inside the window, after an answer that was lost, changes nothing', async () => {
    const first = ok(await openFor('l1', app.code()))
    const code = app.code()
    house.clock.advance(fiveMinutes - 1)
    expect(await openFor('l1', code)).toEqual(first)
    expect(await failures()).toBe(0)
  })

  test('its own consumed code after the window is asked for anew, and not counted as a failure', async () => {
    const code = app.code()
    ok(await openFor('l1', code))
    house.clock.advance(fiveMinutes)
    for (let n = 0; n < 10; n += 1) expect(await openFor('l1', code)).toMatchObject({ code: 'totp_required' })
    expect(await failures()).toBe(0)
    ok(await openFor('l1', app.code()))
  })

  test('anyone else’s use of a consumed code is a replay: refused, and counted', async () => {
    const code = app.code()
    ok(await openFor('l1', code))
    expect(await openFor('l2', code)).toMatchObject({ code: 'invalid_totp' })
    expect(await openFor('l1', code, 'key')).toMatchObject({ code: 'invalid_totp' })
    house.clock.advance(fiveMinutes)
    expect(await openFor('l2', code)).toMatchObject({ code: 'invalid_totp' })
    expect(await failures()).toBe(3)
  })

  test('a new code opens it for five minutes from then on', async () => {
    ok(await openFor('l1', app.code()))
    house.clock.advance(fiveMinutes - 1)
    expect(ok(await openFor('l1', app.code())).closesAt).toBe(house.clock.now() + fiveMinutes)
  })

  test('a wrong code leaves it as it is', async () => {
    const { closesAt } = ok(await openFor('l1', app.code()))
    expect(await openFor('l1', new Secret('000000'))).toMatchObject({ code: 'invalid_totp' })
    expect(await windowOf(store.read, 'login', 'l1')).toBe(closesAt)
  })

  test('a recovery code opens it, once', async () => {
    ok(await openFor('l1', app.recoveryCode))
    expect(await openFor('l2', app.recoveryCode)).toMatchObject({ code: 'invalid_totp' })
  })

  test('of two that come with one code at once, one opens its window', async () => {
    const outcomes = await Promise.all(['l1', 'l2'].map(id => openFor(id, app.code())))
    expect(outcomes.filter(each => 'closesAt' in each)).toHaveLength(1)
    const windows = await store.read.selectFrom('windows').selectAll().execute()
    expect(windows).toHaveLength(1)
  })

  test('opening one is written down, with the login that it is for', async () => {
    ok(await openFor('l1', app.code()))
    const events = store.read.selectFrom('events').select(['what', 'details', 'subject_id'])
    expect(await events.where('what', '=', 'second_factor.window_opened').execute()).toEqual([
      { what: 'second_factor.window_opened', details: '{"login":"l1"}', subject_id: house.alice.id },
    ])
  })

  test('it is gone with the second factor', async () => {
    ok(await openFor('l1', app.code()))
    ok(await secondFactors.remove(house.alice.id, { actor: { kind: 'operator' } }))
    expect(await windowOf(store.read, 'login', 'l1')).toBeUndefined()
  })
})
