/** Passkeys: added, used once for each challenge, and refused to everybody else. */
import { Secret } from '@latchkey/protocol'
import { beforeEach, describe, expect, test } from 'vitest'
import { createHouseOfAlice, ok, password } from '../accounts/testing.ts'
import { operator } from '../audit/index.ts'
import { createSeededRandom } from '../host/testing.ts'
import { secondFactorOf, windowOf } from '../second-factors/index.ts'
import { giveSecondFactor, secondFactorKey } from '../second-factors/testing.ts'
import type { Store } from '../storage/index.ts'
import { embeddedStores } from '../storage/testing/embedded.ts'
import { createPasskeys, type Passkeys, removeSecondFactors } from './index.ts'
import { Device, type Fault } from './testing.ts'

const origin = 'https://packages.example.com'
const minute = 60_000
const from = { address: '192.0.2.1', client: 'Firefox' }
const browser = new Secret('a browser')

const open = embeddedStores()
let store: Store
let house: Awaited<ReturnType<typeof createHouseOfAlice>>
let passkeys: Passkeys

/** A node on the same database; with another origin it is another site. */
const node = (seed: string, at = origin) =>
  createPasskeys({
    store,
    clock: house.clock,
    random: createSeededRandom(seed),
    key: secondFactorKey,
    origin: at,
  })

beforeEach(async () => {
  store = await open()
  house = await createHouseOfAlice(store)
  passkeys = node('one')
})

const session = async (username = 'alice') =>
  ok(await house.sessions.signIn({ ...from, username, password, userAgent: 'Firefox' })).session

/** Makes a passkey for somebody who is signed in. */
async function add(device: Device, current: Awaited<ReturnType<typeof session>>, fault?: Fault) {
  const asked = ok(await passkeys.askToAdd(current))
  return passkeys.add(current, { credential: device.create(asked, fault), name: 'Blue key' }, from)
}

/** Alice, and a device with a passkey of hers. */
async function alice(synced = false) {
  const device = new Device({ origin, synced })
  const added = ok(await add(device, await session()))
  return { device, ...added, session: added.signedIn.session }
}

function signIn(device: Device, fault?: Fault, as = browser) {
  const asked = passkeys.askToSignIn(as)
  if (asked === undefined) throw new Error('Passkeys are used here.')
  return passkeys.signIn({ browser: as, credential: device.get(asked, fault), from })
}

const events = async () =>
  (await store.read.selectFrom('events').select('what').orderBy('id').execute()).map(({ what }) => what)
const subjects = async () =>
  (await store.read.selectFrom('outbox').select('subject').execute()).map(({ subject }) => subject)
const bob = () => house.accounts.create({ username: 'bob', email: 'bob@example.com', password }, operator)

describe('adding one', () => {
  test('is a second factor from then on, given in this session, and comes with recovery codes', async () => {
    const { session: current, recoveryCodes, passkey } = await alice()
    expect(recoveryCodes).toHaveLength(10)
    expect(passkey).toMatchObject({ name: 'Blue key', synced: false, lastUsedAt: undefined })
    expect(current.secondFactor).toEqual({ active: true, givenAt: house.clock.now() })
    expect((await session()).secondFactor).toEqual({ active: true, givenAt: undefined })
    expect(await events()).toContain('passkey.added')
    expect(await subjects()).toContain('Your account has another passkey (alice)')
  })

  test('gives the session another id, and tells no recovery codes where there are some', async () => {
    const former = await alice()
    const added = ok(await add(new Device({ origin }), former.session))
    expect(added.recoveryCodes).toEqual([])
    expect(added.signedIn.session.idHash).not.toBe(former.session.idHash)
    expect(await house.sessions.find(former.signedIn.cookie)).toBeUndefined()
  })

  test('asks the browser for one that finds itself and unlocks, and for none that it has', async () => {
    const { device, session: current } = await alice()
    expect(ok(await passkeys.askToAdd(current))).toMatchObject({
      rp: { id: 'packages.example.com' },
      user: { id: house.alice.id, name: 'alice' },
      attestation: 'none',
      excludeCredentials: [{ id: device.id, type: 'public-key', transports: ['internal'] }],
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    })
  })

  test.each<[string, Fault]>([
    ['made on another site', { origin: 'https://evil.example' }],
    ['for another site', { rpId: 'evil.example' }],
    ['without unlocking it', { unverified: true }],
    ['that was used and not made', { type: 'webauthn.get' }],
  ])('is refused one %s', async (_what, fault) => {
    expect(await add(new Device({ origin }), await session(), fault)).toMatchObject({
      code: 'passkey_not_added',
    })
    expect(await passkeys.list(house.alice.id)).toEqual([])
  })

  test.each(['packed', 'android-key', 'of-tomorrow'])(
    'takes one whatever its device says of its maker: a statement of the format %s is not looked at',
    async attested => {
      ok(await add(new Device({ origin }), await session(), { attested }))
    },
  )

  test('is refused in another session than the one that was asked, and a second time', async () => {
    const [mine, other] = [await session(), await session()]
    const device = new Device({ origin })
    const credential = device.create(ok(await passkeys.askToAdd(mine)))
    const passkey = { credential, name: 'x' }
    expect(await passkeys.add(other, passkey, from)).toMatchObject({ code: 'passkey_too_late' })
    const { signedIn } = ok(await passkeys.add(mine, passkey, from))
    expect(await passkeys.add(signedIn.session, passkey, from)).toMatchObject({ code: 'passkey_too_late' })
    expect(await add(device, signedIn.session)).toMatchObject({ code: 'passkey_exists' })
  })

  test('is refused to somebody else who found the same one', async () => {
    const { device } = await alice()
    ok(await bob())
    expect(await add(device, await session('bob'))).toMatchObject({ code: 'passkey_exists' })
  })
})

describe('signing in', () => {
  test('takes the passkey alone, which is password and code in one, on any node', async () => {
    const { device, passkey } = await alice()
    house.clock.advance(minute)
    const asked = passkeys.askToSignIn(browser)
    expect(asked?.allowCredentials).toEqual([])
    if (asked === undefined) return
    const credential = device.get(asked)
    const { session: current } = ok(await node('two').signIn({ browser, credential, from }))
    expect(current).toMatchObject({
      account: { id: house.alice.id },
      authenticatedAt: house.clock.now(),
      secondFactor: { active: true, givenAt: house.clock.now() },
    })
    expect((await passkeys.list(house.alice.id))[0]).toMatchObject({
      id: passkey.id,
      lastUsedAt: house.clock.now(),
    })
    expect((await events()).at(-1)).toBe('account.signed_in_by_passkey')
  })

  test('is refused in another browser, after five minutes, and with a challenge that nobody made', async () => {
    const { device, session: current } = await alice()
    const asked = passkeys.askToSignIn(browser)
    const confirming = await passkeys.ask(current)
    if (asked === undefined || confirming === undefined) return expect.unreachable()
    const late = { code: 'passkey_too_late' }
    const other = new Secret('another browser')
    expect(await passkeys.signIn({ browser: other, credential: device.get(asked), from })).toMatchObject(late)
    expect(await signIn(device, { challenge: 'A'.repeat(75) })).toMatchObject(late)
    // One that was asked of somebody who is signed in is for nothing else.
    expect(await passkeys.signIn({ browser, credential: device.get(confirming), from })).toMatchObject(late)
    house.clock.advance(5 * minute)
    expect(await passkeys.signIn({ browser, credential: device.get(asked), from })).toMatchObject(late)
  })

  test.each<[string, Fault]>([
    ['another site', { origin: 'https://evil.example' }],
    ['another relying party', { rpId: 'evil.example' }],
    ['a passkey that was not unlocked', { unverified: true }],
    ['a passkey that nobody knows', { id: 'bm9ib2R5' }],
    ['a passkey that says to be of somebody else', { userHandle: 'c29tZWJvZHk' }],
    ['a passkey that was made and not used', { type: 'webauthn.create' }],
  ])('hears one and the same from %s', async (_what, fault) => {
    const { device } = await alice()
    expect(await signIn(device, fault)).toMatchObject({ code: 'unknown_passkey' })
  })

  test('says the same of a disabled account, and of one whose passkey is gone', async () => {
    const { device, passkey } = await alice()
    await house.disable()
    expect(await signIn(device)).toMatchObject({ code: 'unknown_passkey' })
    ok(await passkeys.remove(house.alice.id, { id: passkey.id, cause: operator }))
    expect(await signIn(device)).toMatchObject({ code: 'unknown_passkey' })
  })

  test.each([
    '',
    'null',
    '{}',
    '[]',
    '{"id":7}',
    'x'.repeat(60_000),
    '"\\u0000"',
    '{"id":"a","rawId":"a","type":"public-key","response":{"clientDataJSON":"AAAA","authenticatorData":"AA","signature":"AA"}}',
  ])('cannot read %.20j, and says so', async credential => {
    expect(await passkeys.signIn({ browser, credential, from })).toMatchObject({ code: 'passkey_unreadable' })
  })

  test('refuses bytes that only look like a passkey’s, whatever they are', async () => {
    const { device } = await alice()
    const asked = passkeys.askToSignIn(browser)
    if (asked === undefined) return expect.unreachable()
    const honest = JSON.parse(device.get(asked))
    for (const name of ['authenticatorData', 'signature'])
      for (const bytes of ['AA', 'A'.repeat(400)]) {
        const credential = JSON.stringify({ ...honest, response: { ...honest.response, [name]: bytes } })
        expect(await passkeys.signIn({ browser, credential, from })).toMatchObject({
          code: 'unknown_passkey',
        })
      }
  })
})

describe('a counter', () => {
  test('that goes back is refused, written down and told, and stays where it was', async () => {
    const { device } = await alice()
    ok(await signIn(device, { counter: 7 }))
    for (const counter of [7, 6, 0])
      expect(await signIn(device, { counter })).toMatchObject({ code: 'passkey_copied' })
    expect((await events()).filter(what => what === 'passkey.copied')).toHaveLength(3)
    expect(await subjects()).toContain('A passkey of your account was refused (alice)')
    ok(await signIn(device, { counter: 8 }))
  })

  test('is not asked of a passkey that is synced', async () => {
    const { device, passkey } = await alice(true)
    expect(passkey.synced).toBe(true)
    ok(await signIn(device))
    ok(await signIn(device))
  })
})

describe('beside a password', () => {
  test('one’s own passkey stands in for the code, and another’s does not', async () => {
    const hers = await alice()
    ok(await bob())
    const bobs = new Device({ origin })
    ok(await add(bobs, await session('bob')))
    const half = await session()
    const asked = await passkeys.ask(half)
    if (asked === undefined) return expect.unreachable()
    expect(asked.allowCredentials).toMatchObject([{ id: hers.device.id }])
    const attempt = { session: half, from }
    expect(await passkeys.giveTo({ ...attempt, credential: bobs.get(asked) })).toMatchObject({
      code: 'unknown_passkey',
    })
    const given = ok(await passkeys.giveTo({ ...attempt, credential: hers.device.get(asked) }))
    expect(given.session.secondFactor.givenAt).toBe(house.clock.now())
    expect(given.session.idHash).not.toBe(half.idHash)
  })

  test('it opens the window of a login', async () => {
    const { device, session: current } = await alice()
    const asked = await passkeys.ask(current)
    if (asked === undefined) return expect.unreachable()
    const subject = { kind: 'login', id: 'a-login', accountId: house.alice.id } as const
    const opened = await passkeys.openWindow(
      { session: current, credential: device.get(asked), from },
      subject,
    )
    expect(opened).toEqual({ closesAt: house.clock.now() + 5 * minute })
    expect(await windowOf(store.read, 'login', 'a-login')).toBe(house.clock.now() + 5 * minute)
  })
})

describe('removing', () => {
  test('the last one takes the recovery codes along, and the password alone signs in', async () => {
    const { passkey } = await alice()
    ok(await passkeys.remove(house.alice.id, { id: passkey.id, cause: operator }))
    expect((await events()).at(-1)).toBe('passkey.removed')
    expect((await session()).secondFactor).toEqual({ active: false, givenAt: undefined })
    expect(await store.read.selectFrom('recovery_codes').selectAll().execute()).toEqual([])
  })

  test('one beside an app leaves the second factor as it is', async () => {
    const { passkey } = await alice()
    await giveSecondFactor(store, house.alice.id, house.clock)
    ok(await passkeys.remove(house.alice.id, { id: passkey.id, cause: operator }))
    expect(await secondFactorOf(store.read, house.alice.id)).toEqual({ active: true })
    expect(await store.read.selectFrom('recovery_codes').selectAll().execute()).not.toEqual([])
  })

  test('and renaming those of somebody else says that there are none', async () => {
    const { passkey } = await alice()
    const other = ok(await bob())
    const change = { id: passkey.id, cause: operator }
    expect(await passkeys.remove(other.id, change)).toMatchObject({ code: 'no_such_passkey' })
    expect(await passkeys.rename(other.id, { ...change, name: 'mine' })).toMatchObject({
      code: 'no_such_passkey',
    })
    expect(await passkeys.list(house.alice.id)).toEqual([{ ...passkey }])
  })

  test('the whole second factor takes apps and passkeys alike, and is told once', async () => {
    await alice()
    await giveSecondFactor(store, house.alice.id, house.clock)
    const changing = { accountId: house.alice.id, cause: operator, now: house.clock.now() }
    const told: string[] = []
    const telling = {
      origin,
      outbox: { queue: async (_: unknown, { subject }: { subject: string }) => void told.push(subject) },
    }
    await store.write(transaction => removeSecondFactors(transaction, changing, telling as never))
    expect(await secondFactorOf(store.read, house.alice.id)).toEqual({ active: false })
    expect(told).toEqual(['Your account has no second factor any more (alice)'])
  })
})

test.each(['', ' ', 'a\nb', 'x'.repeat(81)])('a passkey cannot be called %j', async name => {
  const { passkey } = await alice()
  const renaming = { id: passkey.id, name, cause: operator }
  expect(await passkeys.rename(house.alice.id, renaming)).toMatchObject({ code: 'invalid_passkey_name' })
})

test.each([
  ['https://packages.example.com', true],
  ['http://localhost:7420', true],
  ['http://latchkey.localhost', true],
  ['http://packages.example.com', false],
  ['http://127.0.0.1:7420', false],
  ['https://[2001:db8::1]', false],
])('at %s passkeys are used: %s', (at, are) => {
  expect(node('x', at).unavailable === undefined).toBe(are)
  expect(node('x', at).askToSignIn(browser) !== undefined).toBe(are)
})

test('a passkey is counted whose account has no app, wherever a second factor is asked about', async () => {
  await alice()
  expect((await session()).secondFactor.active).toBe(true)
  expect((await secondFactorOf(store.read, house.alice.id)).active).toBe(true)
})
