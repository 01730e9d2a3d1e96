/** The device authorization grant (RFC 8628), as its device and the person beside it find it. */
import { parseScopes, type Scope, Secret } from '@latchkey/protocol'
import { refused } from '@latchkey/tokens'
import { beforeEach, describe, expect, test } from 'vitest'
import { ok } from '../accounts/testing.ts'
import { operator } from '../audit/index.ts'
import { windowOf } from '../second-factors/index.ts'
import { unrecorded } from '../storage/testing/recorded.ts'
import { forEachEngine } from '../storage/testing/stores.ts'
import { createDeviceAuthorizations, type DeviceCodes } from './index.ts'
import {
  type AuthorizationsHouse,
  browser,
  clients,
  createAuthorizationsHouse,
  device,
  nonsense,
  textsOf,
} from './testing/house.ts'

type Session = Awaited<ReturnType<AuthorizationsHouse['session']>>

const second = 1000
const minute = 60 * second
const hour = 60 * minute

forEachEngine((_engine, open) => {
  let house: AuthorizationsHouse
  let alice: Session

  beforeEach(async () => {
    house = await createAuthorizationsHouse(await open())
    alice = await house.session()
  })

  const ask = async (scope?: string, client = clients.latchkey) =>
    ok(await house.devices.request(client, { scope, deviceName: 'build-7' }, device))
  const poll = ({ deviceCode }: DeviceCodes, client = clients.latchkey) =>
    house.devices.poll(deviceCode, client, device)
  const enter = (code: string, session = alice) => house.devices.open(code, session, browser)
  const approve = (codes: DeviceCodes, scopes: readonly Scope[], code?: Secret, session = alice) =>
    house.devices.approve(codes.userCode, session, { scopes, code }, browser)

  /** Opens a code and says yes to all that is asked for. */
  async function letIn(codes: DeviceCodes, session = alice) {
    const asked = ok(await enter(codes.userCode, session))
    return ok(await approve(codes, asked.scopes, undefined, session))
  }

  async function tokensFor(codes: DeviceCodes) {
    const tokens = await poll(codes)
    if (refused(tokens)) throw new Error(tokens.message)
    return tokens
  }

  const rows = () => house.store.read.selectFrom('device_authorizations').selectAll().execute()

  describe('a device that asks', () => {
    test('security 8: gets two codes, of which the database holds hashes, for ten minutes and every five seconds', async () => {
      const codes = await ask('api repositories')
      expect(codes).toMatchObject({ expiresIn: 600, interval: 5 })
      expect(codes.deviceCode.expose()).toMatch(/^[\w-]{43}$/)
      const stored = JSON.stringify(await rows())
      expect(stored).not.toContain(codes.deviceCode.expose())
      expect(stored).not.toContain(codes.userCode)
      expect(stored).not.toContain(codes.userCode.replace('-', ''))
      expect(await poll(codes)).toMatchObject({ code: 'authorization_pending' })
    })

    test('for what is no scope, or none of its client’s, is told which', async () => {
      const wrong = await house.devices.request(clients.latchkey, { scope: 'api openid' }, device)
      expect(wrong).toMatchObject({ code: 'invalid_scope', message: expect.stringContaining('openid') })
      const foreign = await house.devices.request(clients.hex, { scope: 'repository:pypi:acme' }, device)
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
        return length === 8 ? new Uint8Array(8).fill(calls < 5 ? 0 : 1) : house.random(length)
      }
      const devices = createDeviceAuthorizations({ ...house.options, random })
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
          house.clock.advance(wait * second)
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
      expect((await house.events())[0]).toMatchObject({
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
      house.clock.advance(minute + 1)
      const used = await poll(codes)
      expect(used).toMatchObject({ code: 'invalid_grant' })
      expect(await house.devices.poll(nonsense, clients.latchkey, device)).toEqual(used)
    })

    test('after ten minutes hears that the code expired, and after a denial that it was denied', async () => {
      const codes = await ask()
      const denied = await ask()
      ok(await enter(denied.userCode))
      ok(await house.devices.deny(denied.userCode, alice, browser))
      expect(await poll(denied)).toMatchObject({ code: 'access_denied' })
      house.clock.advance(10 * minute - 1)
      expect(await poll(codes)).toMatchObject({ code: 'authorization_pending' })
      house.clock.advance(1)
      expect(await poll(codes)).toMatchObject({ code: 'expired_token' })
      expect(await poll(denied)).toMatchObject({ code: 'expired_token' })
    })

    test('what was approved and not fetched in time expires too', async () => {
      const codes = await ask()
      await letIn(codes)
      house.clock.advance(10 * minute)
      expect(await poll(codes)).toMatchObject({ code: 'expired_token' })
      expect((await house.logins.list(alice.account.id)).items).toEqual([])
    })
  })

  describe('an approval', () => {
    test('makes the login at the first poll, with its device and its scopes', async () => {
      const codes = await ask('api:read repositories')
      await letIn(codes)
      expect((await house.logins.list(alice.account.id)).items).toEqual([])
      const tokens = await tokensFor(codes)
      expect(tokens).toMatchObject({ expiresIn: 1800, grantedScope: 'api:read repositories' })
      const [login, ...others] = (await house.logins.list(alice.account.id)).items
      expect(login).toMatchObject({ deviceName: 'build-7', client: { id: 'latchkey' }, generation: 0 })
      expect(others).toEqual([])
    })

    test('security 11: two polls at once get one and the same tokens, of one login', async () => {
      const codes = await ask()
      await letIn(codes)
      const answers = await Promise.all([tokensFor(codes), tokensFor(codes), tokensFor(codes)])
      expect(new Set(answers.map(answer => JSON.stringify(textsOf(answer)))).size).toBe(1)
      expect(answers[1]).toEqual(answers[0])
      expect((await house.logins.list(alice.account.id)).items).toHaveLength(1)
    })

    test('security 11: a lost answer is given again for a minute, the same, and then never more', async () => {
      const codes = await ask()
      await letIn(codes)
      const first = textsOf(await tokensFor(codes))
      house.clock.advance(minute)
      expect(textsOf(await tokensFor(codes))).toEqual(first)
      house.clock.advance(1)
      expect(await poll(codes)).toMatchObject({ code: 'invalid_grant' })
    })

    test.each(['used', 'refreshed', 'ended'] as const)(
      'its answer is not given again once the login was %s',
      async how => {
        const codes = await ask()
        await letIn(codes)
        await tokensFor(codes)
        const [login] = (await house.logins.list(alice.account.id)).items
        const id = login?.id ?? ''
        if (how === 'ended') ok(await house.logins.end(id, 'any', operator))
        else {
          const change = how === 'used' ? { seen: 0 } : { generation: 1 }
          await house.store.write(transaction =>
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
      expect(await house.devices.deny(codes.userCode, alice, browser)).toMatchObject({ code: 'unknown_code' })
      expect(refused(await poll(codes))).toBe(false)
    })

    test('of two answers at once one holds', async () => {
      const codes = await ask()
      const { scopes } = ok(await enter(codes.userCode))
      const [yes, no] = await Promise.all([
        approve(codes, scopes),
        house.devices.deny(codes.userCode, alice, browser),
      ])
      expect([refused(yes), refused(no)].sort()).toEqual([false, true])
      expect(refused(await poll(codes))).toBe(refused(yes))
    })

    test('is written down, and so is a denial, without what the device calls itself', async () => {
      const codes = await ask('api:read')
      await letIn(codes)
      const [approved] = await house.events()
      expect(approved).toMatchObject({
        ...{ what: 'authorization.approved', actor_id: alice.account.id, subject_id: 'latchkey' },
        ...{ address: browser.address, details: '{"scope":"api:read"}' },
      })
      const other = await ask()
      ok(await enter(other.userCode))
      ok(await house.devices.deny(other.userCode, alice, browser))
      expect((await house.events())[0]).toMatchObject({ what: 'authorization.denied' })
    })

    test.each([
      [
        'is signed out',
        (house: AuthorizationsHouse, session: Session) => house.sessions.end(session, browser),
      ],
      ['is disabled', (house: AuthorizationsHouse) => house.disable()],
    ] as const)('of somebody who %s before the device comes back lets nobody in', async (_what, lockOut) => {
      const codes = await ask()
      await letIn(codes)
      await lockOut(house, alice)
      expect(await poll(codes)).toMatchObject({ code: 'access_denied' })
      expect((await house.logins.list(alice.account.id)).items).toEqual([])
    })

    test('of a client that is removed before the device comes back lets nobody in', async () => {
      const input = { name: 'Gone', redirectUris: [], confidential: false }
      const { client } = ok(await house.clients.create(input, operator))
      const codes = await ask(undefined, client)
      await letIn(codes)
      ok(await house.clients.remove(client.id, operator))
      // Looked up before it was removed.
      expect(await poll(codes, client)).toMatchObject({ code: 'access_denied' })
      expect((await house.logins.list(alice.account.id)).items).toEqual([])
    })

    test('holds where the session got a new id since', async () => {
      const codes = await ask()
      const { scopes } = ok(await enter(codes.userCode))
      const renewed = ok(
        await house.sessions.stepUp(alice, new Secret('a long enough phrase'), browser),
      ).session
      expect(renewed.idHash).not.toBe(alice.idHash)
      expect(await approve(codes, scopes)).toMatchObject({ code: 'unknown_code' })
      ok(await approve(codes, scopes, undefined, renewed))
      expect(refused(await poll(codes))).toBe(false)
    })
  })

  describe('with a second factor', () => {
    const writing: readonly Scope[] = [{ kind: 'api:write' }]

    test('what can change something takes a code, which opens the window of the login for five minutes', async () => {
      const app = await house.giveSecondFactor(alice.account.id)
      const codes = await ask('api')
      ok(await enter(codes.userCode))
      expect(await approve(codes, writing)).toMatchObject({ code: 'totp_required' })
      expect(await approve(codes, writing, new Secret('000000'))).toMatchObject({ code: 'invalid_totp' })
      const approvedAt = house.clock.now()
      ok(await approve(codes, writing, app.code()))
      house.clock.advance(5 * second)
      await tokensFor(codes)
      const [login] = (await house.logins.list(alice.account.id)).items
      expect(await windowOf(house.store.read, 'login', login?.id ?? '')).toBe(approvedAt + 5 * minute)
    })

    test('the code is used up with it, and not by an answer that comes to nothing', async () => {
      const app = await house.giveSecondFactor(alice.account.id)
      const [one, two] = [await ask('api'), await ask('api')]
      ok(await enter(one.userCode))
      ok(await enter(two.userCode))
      ok(await house.devices.deny(one.userCode, alice, browser))
      expect(await approve(one, writing, app.code())).toMatchObject({ code: 'unknown_code' })
      ok(await approve(two, writing, app.code()))
      const three = await ask('api')
      ok(await enter(three.userCode))
      expect(await approve(three, writing, app.code())).toMatchObject({ code: 'invalid_totp' })
    })

    test('what can only read takes none, and opens no window', async () => {
      await house.giveSecondFactor(alice.account.id)
      const codes = await ask('api repositories')
      ok(await enter(codes.userCode))
      ok(await approve(codes, [{ kind: 'repositories' }]))
      await tokensFor(codes)
      const [login] = (await house.logins.list(alice.account.id)).items
      expect(await windowOf(house.store.read, 'login', login?.id ?? '')).toBeUndefined()
    })

    test('a code of somebody who has none is refused, so that it stands for nothing', async () => {
      const codes = await ask('api')
      ok(await enter(codes.userCode))
      expect(await approve(codes, writing, new Secret('123456'))).toMatchObject({ code: 'invalid_totp' })
      expect(await poll(codes)).toMatchObject({ code: 'authorization_pending' })
    })
  })

  describe('entering a code', () => {
    test('shows what asks, from where, since when and for what', async () => {
      const codes = await ask('api:read package:pypi:acme/widget')
      expect(ok(await enter(codes.userCode.toLowerCase().replace('-', ' ')))).toMatchObject({
        ...{ userCode: codes.userCode, client: { name: 'latchkey' }, deviceName: 'build-7' },
        ...{ address: device.address, userAgent: device.client },
        ...{ createdAt: house.clock.now(), expiresAt: house.clock.now() + 10 * minute },
        scopes: [{ kind: 'api:read' }, { kind: 'package' }],
      })
    })

    test('approves nothing by itself', async () => {
      const codes = await ask()
      ok(await enter(codes.userCode))
      expect(await poll(codes)).toMatchObject({ code: 'authorization_pending' })
    })

    test('security 9: says one and the same of a code that is wrong, expired, used, denied or opened by another', async () => {
      const bob = await house.session('bob')
      const elsewhere = await house.session()
      const expired = await ask()
      house.clock.advance(10 * minute)
      const [used, denied, claimed] = [await ask(), await ask(), await ask()]
      await letIn(used)
      await tokensFor(used)
      ok(await enter(denied.userCode))
      ok(await house.devices.deny(denied.userCode, alice, browser))
      ok(await enter(claimed.userCode, bob))
      const refusals = [
        await enter('BBBB-BBBB'),
        await enter(expired.userCode),
        await enter(used.userCode),
        await enter(denied.userCode),
        await enter(claimed.userCode, elsewhere),
      ]
      expect(refusals[0]).toMatchObject({ code: 'unknown_code' })
      for (const refusal of refusals) expect(refusal).toEqual(refusals[0])
    })

    test('CVE row 2: whoever did not open a code can neither approve nor deny it, and whoever did still can', async () => {
      const codes = await ask()
      const { scopes } = ok(await enter(codes.userCode))
      const bob = await house.session('bob')
      expect(await enter(codes.userCode, bob)).toMatchObject({ code: 'unknown_code' })
      expect(await approve(codes, scopes, undefined, bob)).toMatchObject({ code: 'unknown_code' })
      expect(await house.devices.deny(codes.userCode, bob, browser)).toMatchObject({ code: 'unknown_code' })
      expect(await poll(codes)).toMatchObject({ code: 'authorization_pending' })
      ok(await approve(codes, scopes))
      expect(refused(await poll(codes))).toBe(false)
      expect((await house.logins.list(bob.account.id)).items).toEqual([])
    })

    test('security 9: five wrong ones from a session lock the form for an hour, the right code included, and no other session', async () => {
      const codes = await ask()
      for (let tries = 0; tries < 5; tries += 1)
        expect(await enter('BBBB-BBBB')).toMatchObject({ code: 'unknown_code' })
      expect(await enter(codes.userCode)).toMatchObject({ code: 'too_many_requests', retryAfter: 3600 })
      expect(refused(await enter(codes.userCode, await house.session()))).toBe(false)
      house.clock.advance(hour)
      const later = await ask()
      expect(refused(await enter(later.userCode))).toBe(false)
    })

    test('security 9: twenty wrong ones in an hour lock an account out, however many sessions it has', async () => {
      for (let browsers = 0; browsers < 4; browsers += 1) {
        const session = await house.session()
        for (let tries = 0; tries < 5; tries += 1) {
          const from = { address: `192.0.2.${10 + browsers}` }
          expect(await house.devices.open('BBBB-BBBB', session, from)).toMatchObject({ code: 'unknown_code' })
        }
        house.clock.advance(minute)
      }
      const codes = await ask()
      const fresh = await house.session()
      const elsewhere = { address: '203.0.113.9' }
      const refusal = await house.devices.open(codes.userCode, fresh, elsewhere)
      expect(refusal).toMatchObject({ code: 'too_many_requests', retryAfter: 56 * 60 })
      expect(refused(await house.devices.open(codes.userCode, await house.session('bob'), elsewhere))).toBe(
        false,
      )
    })

    test('security 9: twenty wrong ones from an address lock it out, whatever accounts somebody has', async () => {
      const sessions = [
        await house.session(),
        await house.session(),
        await house.session('bob'),
        await house.session('bob'),
      ]
      for (const session of sessions)
        for (let tries = 0; tries < 5; tries += 1)
          expect(await enter('BBBB-BBBB', session)).toMatchObject({ code: 'unknown_code' })
      const codes = await ask()
      const fresh = await house.session('bob')
      expect(await enter(codes.userCode, fresh)).toMatchObject({ code: 'too_many_requests' })
      expect(refused(await house.devices.open(codes.userCode, fresh, { address: '203.0.113.9' }))).toBe(false)
    })

    test('security 9: wrong ones are counted on every node together', async () => {
      const nodes = [house.devices, createDeviceAuthorizations(house.options)]
      for (let tries = 0; tries < 5; tries += 1)
        expect(await nodes[tries % 2]?.open('BBBB-BBBB', alice, browser)).toMatchObject({
          code: 'unknown_code',
        })
      for (const node of nodes)
        expect(await node.open('BBBB-BBBB', alice, browser)).toMatchObject({ code: 'too_many_requests' })
    })

    test('security 9: guesses at the same time are all counted', async () => {
      const answers = await Promise.all(Array.from({ length: 12 }, () => enter('BBBB-BBBB')))
      expect(answers.filter(answer => refused(answer) && answer.code === 'unknown_code')).toHaveLength(5)
    })

    test('a right code is not counted, however often it is entered', async () => {
      const codes = await ask()
      for (let times = 0; times < 25; times += 1) expect(refused(await enter(codes.userCode))).toBe(false)
    })

    test('looking again at what was opened claims nothing and counts nothing', async () => {
      const codes = await ask()
      for (let tries = 0; tries < 30; tries += 1)
        expect(await house.devices.opened(codes.userCode, alice)).toMatchObject({ code: 'unknown_code' })
      const asked = ok(await enter(codes.userCode))
      expect(await house.devices.opened(codes.userCode, alice)).toEqual(asked)
    })
  })

  test('what a device calls itself is one short line that turns nothing around', async () => {
    const nasty = `  a\u202eb\r\nc${'x'.repeat(500)}`
    const codes = ok(
      await house.devices.request(clients.latchkey, { deviceName: nasty }, { client: 'y'.repeat(999) }),
    )
    const asked = ok(await enter(codes.userCode))
    expect(asked.deviceName).toMatch(/^a b cx{95}$/)
    expect(asked.userAgent).toHaveLength(256)
    const nameless = ok(await house.devices.request(clients.latchkey, { deviceName: ' \n ' }, device))
    expect(ok(await enter(nameless.userCode)).deviceName).toBeUndefined()
  })

  test('what expired is forgotten after a day, and a login that came of it stays', async () => {
    const codes = await ask()
    await letIn(codes)
    await tokensFor(codes)
    await enter('BBBB-BBBB')
    house.clock.advance(24 * hour)
    await house.devices.forget()
    expect(await rows()).toHaveLength(1)
    house.clock.advance(10 * minute)
    await house.devices.forget()
    expect(await rows()).toEqual([])
    const wrong = unrecorded(house.store).read.selectFrom('wrong_user_codes').selectAll()
    expect(await wrong.execute()).toEqual([])
    expect((await house.logins.list(alice.account.id)).items).toHaveLength(1)
  })

  test('however many clients somebody lets in, none pushes another out', async () => {
    for (let n = 0; n < 12; n += 1) {
      const codes = await ask()
      await letIn(codes)
      await tokensFor(codes)
    }
    const { items } = await house.logins.list(alice.account.id)
    expect(items.filter(({ endedAt }) => endedAt === undefined)).toHaveLength(12)
  })
})
