/** A device asks, and polls until it is answered (RFC 8628, sections 3.1 to 3.5). */
import { refused } from '@latchkey/tokens'
import { describe, expect, test } from 'vitest'
import { ok } from '../accounts/testing.ts'
import { forEachEngine } from '../storage/testing/stores.ts'
import { createDeviceAuthorizations } from './index.ts'
import { deviceAndPerson } from './testing/device.ts'
import { clients, device, nonsense } from './testing/house.ts'

const second = 1000
const minute = 60 * second
const hour = 60 * minute

forEachEngine((_engine, open) => {
  const { here, ask, poll, enter, deny, letIn, tokensFor, logins, requests } = deviceAndPerson(open)

  describe('a device that asks', () => {
    test('security 8: gets two codes, of which the database holds hashes, for ten minutes and every five seconds', async () => {
      const codes = await ask('api repositories')
      expect(codes).toMatchObject({ expiresIn: 600, interval: 5 })
      expect(codes.deviceCode.expose()).toMatch(/^[\w-]{43}$/)
      const stored = JSON.stringify(await requests())
      expect(stored).not.toContain(codes.deviceCode.expose())
      expect(stored).not.toContain(codes.userCode)
      expect(stored).not.toContain(codes.userCode.replace('-', ''))
      expect(await poll(codes)).toMatchObject({ code: 'authorization_pending' })
    })

    test('for what is no scope, or none of its client’s, is told which', async () => {
      const wrong = await here.house.devices.request(clients.latchkey, { scope: 'api openid' }, device)
      expect(wrong).toMatchObject({ code: 'invalid_scope', message: expect.stringContaining('openid') })
      const foreign = await here.house.devices.request(clients.hex, { scope: 'repository:pypi:acme' }, device)
      expect(foreign).toMatchObject({ code: 'invalid_scope' })
    })

    test('for nothing in particular asks for reading alone', async () => {
      const { scopes } = ok(await enter((await ask()).userCode))
      expect(scopes.map(({ kind }) => kind)).toEqual(['api:read', 'repositories'])
    })

    test('never shows the code that another shows', async () => {
      let calls = 0
      const random = (length: number) => {
        calls += 1
        // Both draw the same user code; the second then draws another.
        return length === 8 ? new Uint8Array(8).fill(calls < 5 ? 0 : 1) : here.house.random(length)
      }
      const devices = createDeviceAuthorizations({ ...here.house.options, random })
      const [one, two] = [
        ok(await devices.request(clients.latchkey, {}, device)),
        ok(await devices.request(clients.latchkey, {}, device)),
      ]
      expect([one.userCode, two.userCode]).toEqual(['BBBB-BBBB', 'CCCC-CCCC'])
    })
  })

  describe('a device that polls', () => {
    test('security 8: too soon is told to slow down, each time by five seconds more, for good', async () => {
      const codes = await ask()
      const polls = async (...waits: readonly number[]) => {
        const answers: string[] = []
        for (const wait of waits) {
          here.house.clock.advance(wait * second)
          const answer = await poll(codes)
          answers.push(refused(answer) ? answer.code : 'tokens')
        }
        return answers
      }
      expect(await polls(0, 5, 1)).toEqual(['authorization_pending', 'authorization_pending', 'slow_down'])
      expect(await polls(5, 10)).toEqual(['slow_down', 'slow_down'])
      expect(await polls(15, 25, 25)).toEqual(['slow_down', 'authorization_pending', 'authorization_pending'])
      expect(await polls(20)).toEqual(['slow_down'])
    })

    test('security 8: with another client’s name gets nothing, which is written down, and the code waits on', async () => {
      const codes = await ask()
      expect(await poll(codes, clients.hex)).toMatchObject({ code: 'invalid_grant' })
      expect((await here.house.events())[0]).toMatchObject({
        ...{ what: 'authorization.client_refused', subject_id: clients.hex.id, address: device.address },
      })
      await letIn(codes)
      expect(await poll(codes, clients.hex)).toMatchObject({ code: 'invalid_grant' })
      expect(refused(await poll(codes))).toBe(false)
    })

    test('with a code that is none hears nothing else than with one that is used up', async () => {
      const codes = await ask()
      await letIn(codes)
      await tokensFor(codes)
      here.house.clock.advance(minute + 1)
      const used = await poll(codes)
      expect(used).toMatchObject({ code: 'invalid_grant' })
      expect(await here.house.devices.poll(nonsense, clients.latchkey, device)).toEqual(used)
    })

    test('after ten minutes hears that the code expired, and after a denial that it was denied', async () => {
      const codes = await ask()
      const denied = await ask()
      ok(await enter(denied.userCode))
      ok(await deny(denied))
      expect(await poll(denied)).toMatchObject({ code: 'access_denied' })
      here.house.clock.advance(10 * minute - 1)
      expect(await poll(codes)).toMatchObject({ code: 'authorization_pending' })
      here.house.clock.advance(1)
      expect(await poll(codes)).toMatchObject({ code: 'expired_token' })
      expect(await poll(denied)).toMatchObject({ code: 'expired_token' })
    })

    test('what was approved and not fetched in time expires too', async () => {
      const codes = await ask()
      await letIn(codes)
      here.house.clock.advance(10 * minute)
      expect(await poll(codes)).toMatchObject({ code: 'expired_token' })
      expect(await logins()).toEqual([])
    })
  })

  test('what a device calls itself is one short line that turns nothing around', async () => {
    const nasty = `  a\u202eb\r\nc${'x'.repeat(500)}`
    const codes = ok(
      await here.house.devices.request(clients.latchkey, { deviceName: nasty }, { client: 'y'.repeat(999) }),
    )
    const asked = ok(await enter(codes.userCode))
    expect(asked.deviceName).toMatch(/^a b cx{95}$/)
    expect(asked.userAgent).toHaveLength(256)
    const nameless = ok(await here.house.devices.request(clients.latchkey, { deviceName: ' \n ' }, device))
    expect(ok(await enter(nameless.userCode)).deviceName).toBeUndefined()
  })

  test('what expired is forgotten after a day, and a login that came of it stays', async () => {
    const codes = await ask()
    await letIn(codes)
    await tokensFor(codes)
    await enter('BBBB-BBBB')
    here.house.clock.advance(24 * hour)
    await here.house.devices.forget()
    expect(await requests()).toHaveLength(1)
    here.house.clock.advance(10 * minute)
    await here.house.devices.forget()
    expect(await requests()).toEqual([])
    const wrong = here.house.store.read.selectFrom('wrong_user_codes').selectAll()
    expect(await wrong.execute()).toEqual([])
    expect(await logins()).toHaveLength(1)
  })

  test('however many clients somebody lets in, none pushes another out', async () => {
    for (let n = 0; n < 12; n += 1) {
      const codes = await ask()
      await letIn(codes)
      await tokensFor(codes)
    }
    const { items } = await here.house.logins.list(here.alice.account.id)
    expect(items.filter(({ endedAt }) => endedAt === undefined)).toHaveLength(12)
  })
})
