/** A person lets a device in: once, for no more than was asked, and what becomes of it. */
import { parseScopes, type Scope, Secret } from '@latchkey/protocol'
import { refused } from '@latchkey/tokens'
import { describe, expect, test } from 'vitest'
import { ok } from '../accounts/testing.ts'
import { operator } from '../audit/index.ts'
import { windowOf } from '../second-factors/index.ts'
import { giveSecondFactor } from '../second-factors/testing.ts'
import { forEachEngine } from '../storage/testing/stores.ts'
import { deviceAndPerson } from './testing/device.ts'
import { browser, textsOf } from './testing/house.ts'

const second = 1000
const minute = 60 * second

forEachEngine((_engine, open) => {
  const { here, ask, poll, enter, approve, deny, letIn, tokensFor, logins } = deviceAndPerson(open)

  describe('an approval', () => {
    test('makes the login at the first poll, with its device and its scopes', async () => {
      const codes = await ask('api:read repositories')
      await letIn(codes)
      expect(await logins()).toEqual([])
      const tokens = await tokensFor(codes)
      expect(tokens).toMatchObject({ expiresIn: 1800, grantedScope: 'api:read repositories' })
      const [login, ...others] = await logins()
      expect(login).toMatchObject({ deviceName: 'build-7', client: { id: 'latchkey' }, generation: 0 })
      expect(others).toEqual([])
    })

    test('security 11: two polls at once get one and the same tokens, of one login', async () => {
      const codes = await ask()
      await letIn(codes)
      const answers = await Promise.all([tokensFor(codes), tokensFor(codes), tokensFor(codes)])
      expect(new Set(answers.map(answer => JSON.stringify(textsOf(answer)))).size).toBe(1)
      expect(answers[1]).toEqual(answers[0])
      expect(await logins()).toHaveLength(1)
    })

    test('security 11: a lost answer is given again for a minute, the same, and then never more', async () => {
      const codes = await ask()
      await letIn(codes)
      const first = textsOf(await tokensFor(codes))
      here.house.clock.advance(minute)
      expect(textsOf(await tokensFor(codes))).toEqual(first)
      here.house.clock.advance(1)
      expect(await poll(codes)).toMatchObject({ code: 'invalid_grant' })
    })

    test.each(['used', 'refreshed', 'ended'] as const)(
      'its answer is not given again once the login was %s',
      async how => {
        const codes = await ask()
        await letIn(codes)
        await tokensFor(codes)
        const [login] = await logins()
        const id = login?.id ?? ''
        if (how === 'ended') ok(await here.house.logins.end(id, 'any', operator))
        else {
          const change = how === 'used' ? { seen: 0 } : { generation: 1 }
          await here.house.store.write(transaction =>
            transaction.updateTable('logins').set(change).where('id', '=', id).execute(),
          )
        }
        expect(await poll(codes)).toMatchObject({ code: 'invalid_grant' })
      },
    )

    test('can be for less than was asked for, never for more, and not for nothing', async () => {
      const codes = await ask('api:read api:write repositories')
      ok(await enter(codes.userCode))
      const beyond = ok(parseScopes('api:read repository:acme'))
      expect(await approve(codes, beyond)).toMatchObject({ code: 'invalid_scope' })
      expect(await approve(codes, [])).toMatchObject({ code: 'invalid_scope' })
      expect(await poll(codes)).toMatchObject({ code: 'authorization_pending' })
      ok(await approve(codes, [{ kind: 'repositories' }]))
      expect(await tokensFor(codes)).toMatchObject({ grantedScope: 'repositories' })
    })

    test('security 10: is given once, and only by the session that entered the code', async () => {
      const codes = await ask()
      expect(await approve(codes, [{ kind: 'repositories' }])).toMatchObject({ code: 'unknown_code' })
      await letIn(codes)
      expect(await approve(codes, [{ kind: 'repositories' }])).toMatchObject({ code: 'unknown_code' })
      expect(await deny(codes)).toMatchObject({ code: 'unknown_code' })
      expect(refused(await poll(codes))).toBe(false)
    })

    test('of two answers at once one holds', async () => {
      const codes = await ask()
      const { scopes } = ok(await enter(codes.userCode))
      const [yes, no] = await Promise.all([approve(codes, scopes), deny(codes)])
      expect([refused(yes), refused(no)].sort()).toEqual([false, true])
      expect(refused(await poll(codes))).toBe(refused(yes))
    })

    test('is written down, and so is a denial, without what the device calls itself', async () => {
      const codes = await ask('api:read')
      await letIn(codes)
      const [approved] = await here.house.events()
      expect(approved).toMatchObject({
        ...{ what: 'authorization.approved', actor_id: here.alice.account.id, subject_id: 'latchkey' },
        ...{ address: browser.address, details: '{"scope":"api:read"}' },
      })
      const other = await ask()
      ok(await enter(other.userCode))
      ok(await deny(other))
      expect((await here.house.events())[0]).toMatchObject({ what: 'authorization.denied' })
    })

    test.each<[string, () => Promise<unknown>]>([
      ['is signed out', () => here.house.sessions.end(here.alice, browser)],
      ['is disabled', () => here.house.disable()],
    ])('of somebody who %s before the device comes back lets nobody in', async (_what, lockOut) => {
      const codes = await ask()
      await letIn(codes)
      await lockOut()
      expect(await poll(codes)).toMatchObject({ code: 'access_denied' })
      expect(await logins()).toEqual([])
    })

    test('of a session that is asked for a code since lets nobody in', async () => {
      const codes = await ask()
      await letIn(codes)
      const { store, clock } = here.house
      await giveSecondFactor(store, here.alice.account.id, clock)
      expect(await poll(codes)).toMatchObject({ code: 'access_denied' })
      expect(await logins()).toEqual([])
    })

    test('of a client that is removed before the device comes back lets nobody in', async () => {
      const input = { name: 'Gone', redirectUris: [], confidential: false }
      const { client } = ok(await here.house.clients.create(input, operator))
      const codes = await ask(undefined, client)
      await letIn(codes)
      ok(await here.house.clients.remove(client.id, operator))
      // Looked up before it was removed.
      expect(await poll(codes, client)).toMatchObject({ code: 'access_denied' })
      expect(await logins()).toEqual([])
    })

    test('holds where the session got a new id since', async () => {
      const codes = await ask()
      const { scopes } = ok(await enter(codes.userCode))
      const renewed = ok(
        await here.house.sessions.stepUp(here.alice, new Secret('a long enough phrase'), browser),
      ).session
      expect(renewed.idHash).not.toBe(here.alice.idHash)
      expect(await approve(codes, scopes)).toMatchObject({ code: 'unknown_code' })
      ok(await approve(codes, scopes, undefined, renewed))
      expect(refused(await poll(codes))).toBe(false)
    })
  })

  describe('with a second factor', () => {
    const writing: readonly Scope[] = [{ kind: 'api:write' }]

    test('what can change something takes a code, which opens the window of the login for five minutes', async () => {
      const app = await here.house.giveSecondFactor(here.alice.account.id)
      const codes = await ask('api')
      ok(await enter(codes.userCode))
      expect(await approve(codes, writing)).toMatchObject({ code: 'totp_required' })
      expect(await approve(codes, writing, new Secret('000000'))).toMatchObject({ code: 'invalid_totp' })
      const approvedAt = here.house.clock.now()
      ok(await approve(codes, writing, app.code()))
      here.house.clock.advance(5 * second)
      await tokensFor(codes)
      const [login] = await logins()
      expect(await windowOf(here.house.store.read, 'login', login?.id ?? '')).toBe(approvedAt + 5 * minute)
    })

    test('its own code, sent by the login after the window, is asked for anew and not counted as a failure', async () => {
      const { house, alice } = here
      const app = await house.giveSecondFactor(alice.account.id)
      const codes = await ask('api')
      ok(await enter(codes.userCode))
      const given = app.code()
      ok(await approve(codes, writing, given))
      await tokensFor(codes)
      const [login] = await logins()
      await house.expectOwnCode(login?.id ?? '', alice.account.id, given)
    })

    test('the code is used up with it, and not by an answer that comes to nothing', async () => {
      const app = await here.house.giveSecondFactor(here.alice.account.id)
      const [one, two] = [await ask('api'), await ask('api')]
      ok(await enter(one.userCode))
      ok(await enter(two.userCode))
      ok(await deny(one))
      expect(await approve(one, writing, app.code())).toMatchObject({ code: 'unknown_code' })
      ok(await approve(two, writing, app.code()))
      const three = await ask('api')
      ok(await enter(three.userCode))
      expect(await approve(three, writing, app.code())).toMatchObject({ code: 'invalid_totp' })
    })

    test('what can only read takes none, and opens no window', async () => {
      await here.house.giveSecondFactor(here.alice.account.id)
      const codes = await ask('api repositories')
      ok(await enter(codes.userCode))
      ok(await approve(codes, [{ kind: 'repositories' }]))
      await tokensFor(codes)
      const [login] = await logins()
      expect(await windowOf(here.house.store.read, 'login', login?.id ?? '')).toBeUndefined()
    })

    test('a code of somebody who has none is refused, so that it stands for nothing', async () => {
      const codes = await ask('api')
      ok(await enter(codes.userCode))
      expect(await approve(codes, writing, new Secret('123456'))).toMatchObject({ code: 'invalid_totp' })
      expect(await poll(codes)).toMatchObject({ code: 'authorization_pending' })
    })
  })
})
