/** Adding a second factor, taking it away, and what a session is good for without its code. */
import { Secret } from '@latchkey/protocol'
import { beforeEach, describe, expect, test } from 'vitest'
import { type CurrentSession, isSignedIn } from '../accounts/index.ts'
import { createHouseOfAlice, ok, password } from '../accounts/testing.ts'
import { operator } from '../audit/index.ts'
import { createSeededRandom } from '../host/testing.ts'
import { readEpoch } from '../storage/epoch.ts'
import type { Store } from '../storage/index.ts'
import { unrecorded } from '../storage/testing/recorded.ts'
import { forEachEngine } from '../storage/testing/stores.ts'
import { createSecondFactors, type SecondFactors, secondFactorOf } from './index.ts'
import { createApp, giveSecondFactor, readSecret, secondFactorKey } from './testing.ts'

const hour = 3_600_000
const from = { address: '192.0.2.1', client: 'Firefox' }

forEachEngine((_engine, open) => {
  let store: Store
  let house: Awaited<ReturnType<typeof createHouseOfAlice>>
  let secondFactors: SecondFactors

  beforeEach(async () => {
    store = await open()
    house = await createHouseOfAlice(store)
    secondFactors = createSecondFactors({
      ...{ store, clock: house.clock, random: createSeededRandom('second factors') },
      ...{ key: secondFactorKey, origin: 'https://packages.example.com' },
    })
  })

  const appOf = ({ secret }: { readonly secret: Secret }) => createApp(readSecret(secret), house.clock)
  const signIn = async () => ok(await house.signIn()).session
  const enroll = async (session: CurrentSession) => ok(await secondFactors.enroll(session, from))
  async function begin() {
    const session = await signIn()
    return { session, app: appOf(await enroll(session)) }
  }
  async function add() {
    const { app, session } = await begin()
    return { app, session, ...ok(await secondFactors.confirm(session, app.code(), from)) }
  }
  const everything = async () => {
    const tables = ['authenticators', 'recovery_codes', 'events', 'outbox', 'sessions'] as const
    const rows = tables.map(table => store.read.selectFrom(table).selectAll().execute())
    return JSON.stringify(await Promise.all(rows))
  }
  const events = async () =>
    (await store.read.selectFrom('events').select('what').orderBy('id').execute())
      .map(({ what }) => what)
      .filter(what => what.includes('second_factor'))

  describe('a second factor', () => {
    test('counts from its first code on, in the session that gave it too', async () => {
      const { app, session } = await begin()
      expect(await secondFactorOf(store.read, house.alice.id)).toEqual({ active: false })
      const { signedIn } = ok(await secondFactors.confirm(session, app.code(), from))
      expect(await secondFactorOf(store.read, house.alice.id)).toEqual({ active: true })
      expect(await secondFactors.status(house.alice.id)).toEqual({
        ...{ active: true, appSince: house.clock.now(), recoveryCodesLeft: 10 },
      })
      expect(isSignedIn(signedIn.session)).toBe(true)
      expect(await house.sessions.find(signedIn.cookie)).toEqual(signedIn.session)
      expect(signedIn.session.idHash).not.toBe(session.idHash)
    })

    test('has a secret of 160 bits, which the QR code carries too', async () => {
      const { secret, uri, svg } = await enroll(await signIn())
      expect(readSecret(secret)).toHaveLength(20)
      expect(uri.expose()).toContain(`secret=${secret.expose()}`)
      expect(uri.expose()).toMatch(/^otpauth:\/\/totp\/packages\.example\.com:alice\?/)
      expect(svg.expose()).toMatch(/^<svg [^>]*>.*<\/svg>$/s)
    })

    test('that was begun is the same when the page is loaded again, and another after an hour', async () => {
      const session = await signIn()
      const first = await enroll(session)
      expect((await enroll(session)).secret.expose()).toBe(first.secret.expose())
      house.clock.advance(hour)
      expect(await secondFactors.confirm(session, appOf(first).code(), from)).toMatchObject({
        code: 'no_second_factor',
      })
      expect((await enroll(session)).secret.expose()).not.toBe(first.secret.expose())
    })

    test('goes on being added in its session after the password was given once more', async () => {
      const { app, session } = await begin()
      house.clock.advance(hour / 2)
      const again = ok(await house.sessions.stepUp(session, password, from)).session
      expect(
        appOf(await enroll(again))
          .code()
          .expose(),
      ).toBe(app.code().expose())
      ok(await secondFactors.confirm(again, app.code(), from))
    })

    test('that is being added in one session is neither shown to another nor confirmed by it', async () => {
      const { app, session } = await begin()
      const other = await signIn()
      expect(await secondFactors.confirm(other, app.code(), from)).toMatchObject({ code: 'no_second_factor' })
      expect(await secondFactorOf(store.read, house.alice.id)).toEqual({ active: false })
      const shown = appOf(await enroll(other))
      expect(shown.code().expose()).not.toBe(app.code().expose())
      // The account has one app: of two sessions that add one, the last to begin goes on.
      expect(await secondFactors.confirm(session, shown.code(), from)).toMatchObject({
        code: 'no_second_factor',
      })
      ok(await secondFactors.confirm(other, shown.code(), from))
    })

    test('is not begun in a session that ended', async () => {
      const session = await signIn()
      await house.sessions.end(session, from)
      expect(await secondFactors.enroll(session, from)).toMatchObject({ code: 'session_ended' })
      expect(await store.read.selectFrom('authenticators').selectAll().execute()).toEqual([])
    })

    test('takes the code that confirmed it for no other thing', async () => {
      const { app, signedIn } = await add()
      expect(await secondFactors.giveTo(signedIn.session, app.code(), from)).toMatchObject({
        code: 'invalid_totp',
      })
    })

    test('is not confirmed by a wrong code, and may be tried again', async () => {
      const { app, session } = await begin()
      for (let n = 0; n < 9; n += 1) {
        expect(await secondFactors.confirm(session, new Secret('000000'), from)).toMatchObject({
          code: 'invalid_totp',
        })
      }
      ok(await secondFactors.confirm(session, app.code(), from))
    })

    test('is not confirmed by a session that ended', async () => {
      const { app, session } = await begin()
      await house.sessions.end(session, from)
      expect(await secondFactors.confirm(session, app.code(), from)).toMatchObject({ code: 'session_ended' })
      expect(await secondFactorOf(store.read, house.alice.id)).toEqual({ active: false })
    })

    test('is one: another is added once it is removed', async () => {
      const { session } = (await add()).signedIn
      expect(await secondFactors.enroll(session, from)).toMatchObject({ code: 'second_factor_exists' })
      expect(await secondFactors.confirm(session, new Secret('123456'), from)).toMatchObject({
        code: 'second_factor_exists',
      })
      ok(await secondFactors.remove(house.alice.id, operator))
      expect(await secondFactors.remove(house.alice.id, operator)).toMatchObject({ code: 'no_second_factor' })
      await add()
    })

    test('advances the epoch when it is added and when it is removed, ends nothing, and is told by mail', async () => {
      const other = ok(await house.signIn())
      const before = await readEpoch(store.read)
      const { signedIn } = await add()
      const between = await readEpoch(store.read)
      expect(between).toBeGreaterThan(before)
      expect(await house.sessions.find(other.cookie)).toBeDefined()
      ok(await secondFactors.remove(house.alice.id, operator))
      expect(await readEpoch(store.read)).toBeGreaterThan(between)
      for (const { cookie } of [other, signedIn]) expect(await house.sessions.find(cookie)).toBeDefined()
      const mails = await store.read.selectFrom('outbox').select(['recipient', 'subject']).execute()
      expect(mails.map(({ recipient }) => recipient)).toEqual(['alice@example.com', 'alice@example.com'])
      expect(mails.map(({ subject }) => subject).sort()).toEqual([
        'Your account has a second factor now (alice)',
        'Your account has no second factor any more (alice)',
      ])
      expect(await events()).toEqual(['second_factor.begun', 'second_factor.added', 'second_factor.removed'])
    })

    test('is told with who did it, when, from where, and a link to it', async () => {
      await add()
      const mails = await store.read.selectFrom('outbox').select('text').execute()
      expect(mails).toEqual([
        {
          text: `Hello alice,

Your account has a second factor now: alice, at https://packages.example.com.

Whoever signs in is asked for a code beside the password. Keep the recovery codes where you find them without the app.

What is known of it:
  Who: alice, signed in with a browser
  When: 1 January 2026 at 12:00 UTC
  From: 192.0.2.1, with Firefox

If that was not you, ask an administrator of the server at once, and look at your second factor:

  https://packages.example.com/account/second-factor
`,
        },
      ])
    })

    test('security 21, law 4: of its secret and its recovery codes nothing that can be presented is stored', async () => {
      const session = await signIn()
      const { secret } = await enroll(session)
      const { recoveryCodes } = ok(await secondFactors.confirm(session, appOf({ secret }).code(), from))
      const rows = await everything()
      const bytes = Buffer.from(readSecret(secret))
      const forms = [
        secret.expose(),
        ...(['base64url', 'base64', 'hex'] as const).map(as => bytes.toString(as)),
      ]
      for (const form of forms) expect(rows).not.toContain(form)
      for (const code of recoveryCodes) {
        expect(rows).not.toContain(code.expose())
        expect(rows).not.toContain(code.expose().replaceAll('-', ''))
      }
    })

    test('that was sealed for one account opens for no other', async () => {
      const app = await giveSecondFactor(store, house.alice.id, house.clock)
      const bob = ok(
        await house.accounts.create({ username: 'bob', email: 'bob@example.com', password }, operator),
      )
      await giveSecondFactor(store, bob.id, house.clock)
      await unrecorded(store).write(async transaction => {
        const { sealed_secret } = await transaction
          .selectFrom('authenticators')
          .select('sealed_secret')
          .where('account_id', '=', house.alice.id)
          .executeTakeFirstOrThrow()
        await transaction
          .updateTable('authenticators')
          .set({ sealed_secret, failures: 0 })
          .where('account_id', '=', bob.id)
          .execute()
      })
      const attempt = { accountId: bob.id, code: app.code(), cause: operator }
      await expect(secondFactors.check(attempt, async () => true)).rejects.toThrow()
    })
  })

  describe('recovery codes', () => {
    test('are ten, each of at least 112 bits, all different', async () => {
      const { recoveryCodes } = await add()
      const texts = recoveryCodes.map(code => code.expose())
      expect(new Set(texts).size).toBe(10)
      // Five bits a letter, 120 in all.
      for (const text of texts) expect(text).toMatch(/^([a-z2-7]{4}-){5}[a-z2-7]{4}$/)
    })

    test('made anew make the former good for nothing', async () => {
      const { recoveryCodes, signedIn } = await add()
      const renewed = ok(await secondFactors.renewRecoveryCodes(house.alice.id, operator))
      expect(renewed).toHaveLength(10)
      for (const former of recoveryCodes) {
        expect(await secondFactors.giveTo(signedIn.session, former, from)).toMatchObject({
          code: 'invalid_totp',
        })
      }
      const [first] = renewed
      ok(await secondFactors.giveTo(signedIn.session, first ?? password, from))
      expect(await secondFactors.status(house.alice.id)).toMatchObject({ recoveryCodesLeft: 9 })
    })

    test('made anew without end are told six times an hour where nobody verified the address', async () => {
      await add()
      await unrecorded(store).write(async transaction => {
        await transaction.deleteFrom('outbox').execute()
        await transaction.updateTable('accounts').set({ email_verified_at: null }).execute()
      })
      for (let n = 0; n < 8; n += 1) ok(await secondFactors.renewRecoveryCodes(house.alice.id, operator))
      const mails = await store.read.selectFrom('outbox').select('text').execute()
      const last = mails.map(({ text }) => text.includes('until the hour is over')).sort()
      expect(last).toEqual([false, false, false, false, false, true])
    })

    test('are of an account with a second factor only', async () => {
      expect(await secondFactors.renewRecoveryCodes(house.alice.id, operator)).toMatchObject({
        code: 'no_second_factor',
      })
    })
  })

  describe('a session', () => {
    test('of an account with a second factor is signed in once its code was given, under a new id', async () => {
      const { app } = await add()
      const { session, cookie } = ok(await house.signIn())
      expect(isSignedIn(session)).toBe(false)
      const given = ok(await secondFactors.giveTo(session, app.nextCode(house.clock), from))
      expect(isSignedIn(given.session)).toBe(true)
      expect(await house.sessions.find(cookie)).toBeUndefined()
      expect(await house.sessions.find(given.cookie)).toEqual(given.session)
      expect(await events()).toContain('account.second_factor_given')
    })

    test('that was there before the second factor is asked for its code', async () => {
      const other = ok(await house.signIn())
      await add()
      const found = await house.sessions.find(other.cookie)
      expect(found && isSignedIn(found)).toBe(false)
    })

    test('that gave the code of a former second factor gave none of this one', async () => {
      const { signedIn } = await add()
      ok(await secondFactors.remove(house.alice.id, operator))
      house.clock.advance(1)
      await giveSecondFactor(store, house.alice.id, house.clock)
      const found = await house.sessions.find(signedIn.cookie)
      expect(found && isSignedIn(found)).toBe(false)
    })

    test('gives its code after the password was given again as before', async () => {
      const { app } = await add()
      const { session } = ok(await house.signIn())
      const again = ok(await house.sessions.stepUp(session, password, from))
      expect(isSignedIn(again.session)).toBe(false)
      ok(await secondFactors.giveTo(again.session, app.nextCode(house.clock), from))
    })
  })
})
