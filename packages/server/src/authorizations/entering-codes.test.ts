/** A person enters the code of a device: what they see, and how few they may try. */
import { refused } from '@latchkey/tokens'
import { describe, expect, test } from 'vitest'
import { ok } from '../accounts/testing.ts'
import { forEachEngine } from '../storage/testing/stores.ts'
import { createDeviceAuthorizations } from './index.ts'
import { deviceAndPerson } from './testing/device.ts'
import { browser, device } from './testing/house.ts'

const minute = 60_000
const hour = 60 * minute

forEachEngine((_engine, open) => {
  const { here, ask, poll, enter, approve, deny, letIn, tokensFor, logins } = deviceAndPerson(open)

  describe('entering a code', () => {
    test('shows what asks, from where, since when and for what', async () => {
      const codes = await ask('api:read package:pypi:acme/widget')
      expect(ok(await enter(codes.userCode.toLowerCase().replace('-', ' ')))).toMatchObject({
        ...{ userCode: codes.userCode, client: { name: 'latchkey' }, deviceName: 'build-7' },
        ...{ address: device.address, userAgent: device.client },
        ...{ createdAt: here.house.clock.now(), expiresAt: here.house.clock.now() + 10 * minute },
        scopes: [{ kind: 'api:read' }, { kind: 'package' }],
      })
    })

    test('approves nothing by itself', async () => {
      const codes = await ask()
      ok(await enter(codes.userCode))
      expect(await poll(codes)).toMatchObject({ code: 'authorization_pending' })
    })

    test('security 9: says one and the same of a code that is wrong, expired, used, denied or opened by another', async () => {
      const bob = await here.house.session('bob')
      const elsewhere = await here.house.session()
      const expired = await ask()
      here.house.clock.advance(10 * minute)
      const [used, denied, claimed] = [await ask(), await ask(), await ask()]
      await letIn(used)
      await tokensFor(used)
      ok(await enter(denied.userCode))
      ok(await deny(denied))
      ok(await enter(claimed.userCode, bob))
      const refusals = [
        await enter('BBBB-BBBB'),
        await enter(expired.userCode),
        await enter(used.userCode, elsewhere),
        await enter(denied.userCode, elsewhere),
        await enter(claimed.userCode, elsewhere),
      ]
      expect(refusals[0]).toMatchObject({ code: 'unknown_code' })
      for (const refusal of refusals) expect(refusal).toEqual(refusals[0])
    })

    test('CVE row 2: whoever did not open a code can neither approve nor deny it, and whoever did still can', async () => {
      const codes = await ask()
      const { scopes } = ok(await enter(codes.userCode))
      const bob = await here.house.session('bob')
      expect(await enter(codes.userCode, bob)).toMatchObject({ code: 'unknown_code' })
      expect(await approve(codes, scopes, undefined, bob)).toMatchObject({ code: 'unknown_code' })
      expect(await deny(codes, bob)).toMatchObject({ code: 'unknown_code' })
      expect(await poll(codes)).toMatchObject({ code: 'authorization_pending' })
      ok(await approve(codes, scopes))
      expect(refused(await poll(codes))).toBe(false)
      expect(await logins(bob)).toEqual([])
    })

    test('security 9: five wrong ones from a session lock the form for an hour, the right code included, and no other session', async () => {
      const codes = await ask()
      for (let tries = 0; tries < 5; tries += 1)
        expect(await enter('BBBB-BBBB')).toMatchObject({ code: 'unknown_code' })
      expect(await enter(codes.userCode)).toMatchObject({ code: 'too_many_requests', retryAfter: 3600 })
      expect(refused(await enter(codes.userCode, await here.house.session()))).toBe(false)
      here.house.clock.advance(hour)
      const later = await ask()
      expect(refused(await enter(later.userCode))).toBe(false)
    })

    test('security 9: twenty wrong ones in an hour lock an account out, however many sessions it has', async () => {
      for (let browsers = 0; browsers < 4; browsers += 1) {
        const session = await here.house.session()
        for (let tries = 0; tries < 5; tries += 1) {
          const from = { address: `192.0.2.${10 + browsers}` }
          expect(await here.house.devices.open('BBBB-BBBB', session, from)).toMatchObject({
            code: 'unknown_code',
          })
        }
        here.house.clock.advance(minute)
      }
      const codes = await ask()
      const fresh = await here.house.session()
      const elsewhere = { address: '203.0.113.9' }
      const refusal = await here.house.devices.open(codes.userCode, fresh, elsewhere)
      expect(refusal).toMatchObject({ code: 'too_many_requests', retryAfter: 56 * 60 })
      expect(
        refused(await here.house.devices.open(codes.userCode, await here.house.session('bob'), elsewhere)),
      ).toBe(false)
    })

    test('security 9: twenty wrong ones from an address lock it out, whatever accounts somebody has', async () => {
      const sessions = [
        await here.house.session(),
        await here.house.session(),
        await here.house.session('bob'),
        await here.house.session('bob'),
      ]
      for (const session of sessions)
        for (let tries = 0; tries < 5; tries += 1)
          expect(await enter('BBBB-BBBB', session)).toMatchObject({ code: 'unknown_code' })
      const codes = await ask()
      const fresh = await here.house.session('bob')
      expect(await enter(codes.userCode, fresh)).toMatchObject({ code: 'too_many_requests' })
      expect(refused(await here.house.devices.open(codes.userCode, fresh, { address: '203.0.113.9' }))).toBe(
        false,
      )
    })

    test('security 9: wrong ones are counted on every node together', async () => {
      const nodes = [here.house.devices, createDeviceAuthorizations(here.house.options)]
      for (let tries = 0; tries < 5; tries += 1)
        expect(await nodes[tries % 2]?.open('BBBB-BBBB', here.alice, browser)).toMatchObject({
          code: 'unknown_code',
        })
      for (const node of nodes)
        expect(await node.open('BBBB-BBBB', here.alice, browser)).toMatchObject({ code: 'too_many_requests' })
    })

    test('security 9: guesses at the same time are all counted', async () => {
      const answers = await Promise.all(Array.from({ length: 12 }, () => enter('BBBB-BBBB')))
      expect(answers.filter(answer => refused(answer) && answer.code === 'unknown_code')).toHaveLength(5)
    })

    test('a right code is not counted, however often it is entered', async () => {
      const codes = await ask()
      for (let times = 0; times < 25; times += 1) expect(refused(await enter(codes.userCode))).toBe(false)
    })

    test('whoever opened a code hears how it ended, and that is no wrong guess', async () => {
      const stateOf = async ({ userCode }: { userCode: string }) => ok(await enter(userCode)).state
      const [used, denied] = [await ask(), await ask()]
      expect(await stateOf(used)).toBe('waiting')
      await letIn(used)
      ok(await enter(denied.userCode))
      ok(await deny(denied))
      const answeredAt = here.house.clock.now()
      const [late, neverFetched] = [await ask(), await ask()]
      ok(await enter(late.userCode))
      await letIn(neverFetched)
      expect(ok(await enter(used.userCode))).toMatchObject({ state: 'approved', answeredAt })
      await tokensFor(used)
      here.house.clock.advance(10 * minute)
      for (let times = 0; times < 6; times += 1)
        expect([
          await stateOf(used),
          await stateOf(denied),
          await stateOf(late),
          await stateOf(neverFetched),
        ]).toEqual(['let in', 'denied', 'expired', 'expired'])
    })

    test('what was answered is answered once: not approved again, nor denied', async () => {
      const codes = await ask()
      const { scopes } = await letIn(codes)
      expect(await deny(codes)).toMatchObject({ code: 'unknown_code' })
      expect(await approve(codes, scopes)).toMatchObject({ code: 'unknown_code' })
      expect(refused(await poll(codes))).toBe(false)
    })

    test('looking again at what was opened claims nothing and counts nothing', async () => {
      const codes = await ask()
      for (let tries = 0; tries < 30; tries += 1)
        expect(await here.house.devices.opened(codes.userCode, here.alice)).toMatchObject({
          code: 'unknown_code',
        })
      const asked = ok(await enter(codes.userCode))
      expect(await here.house.devices.opened(codes.userCode, here.alice)).toEqual(asked)
    })
  })
})
