import { Secret } from '@latchkey/protocol'
import { refused } from '@latchkey/tokens'
import { beforeEach, describe, expect, test } from 'vitest'
import { type Account, createAccounts, createSessions } from '../accounts/index.ts'
import { createCheapPasswords, ok } from '../accounts/testing.ts'
import { causeByAccount, operator } from '../audit/index.ts'
import { createSmallHouse, origin, type SmallHouse } from '../credentials/testing/small-house.ts'
import { createSeededRandom } from '../host/testing.ts'
import { createInvitations } from '../invitations/index.ts'
import { publish, tokenOf } from '../repositories/testing/publish.ts'
import { secondFactorOf } from '../second-factors/index.ts'
import { giveSecondFactor } from '../second-factors/testing.ts'
import { readEpoch } from '../storage/epoch.ts'
import type { Schema, Store } from '../storage/index.ts'
import { unrecorded } from '../storage/testing/recorded.ts'
import { forEachEngine } from '../storage/testing/stores.ts'
import { createLockOut, type LockOut } from './index.ts'

const password = new Secret('nine small owls at dusk')
const other = new Secret('ten large cranes at dawn')
const from = { address: '192.0.2.9', client: 'Firefox' }
const day = 86_400_000
const read = { action: 'identify' } as const

forEachEngine((_engine, open) => {
  let store: Store
  let house: SmallHouse
  let lockOut: LockOut
  let hands: ReturnType<typeof createHands>

  function createHands() {
    const basic = { store, clock: house.clock, random: createSeededRandom('lock-out'), origin }
    const passwords = createCheapPasswords()
    return {
      ...basic,
      passwords,
      accounts: createAccounts({ ...basic, passwords }),
      sessions: createSessions({ ...basic, passwords }),
    }
  }

  beforeEach(async () => {
    store = await open()
    house = createSmallHouse(store, createSeededRandom('house'))
    hands = createHands()
    lockOut = createLockOut({ ...hands, logins: house.logins })
  })

  const person = async (username: string, administrator = false): Promise<Account> =>
    ok(
      await hands.accounts.create(
        { username, email: `${username}@example.com`, emailVerified: true, password, administrator },
        operator,
      ),
    )
  const signIn = (username: string, given = password) =>
    hands.sessions.signIn({ username, password: given, address: from.address, userAgent: from.client })
  const keyOf = (account: Account) => house.keyOf(account, [{ actions: ['read'], targets: ['*'] }])
  const mails = async () =>
    (await store.read.selectFrom('outbox').selectAll().orderBy('created_at').execute()).map(
      ({ recipient, subject, text }) => ({ recipient, subject, text }),
    )
  const events = async () =>
    (await store.read.selectFrom('events').select('what').orderBy('id').execute()).map(({ what }) => what)
  const everything = async () => {
    const tables: (keyof Schema)[] = [
      ...(['accounts', 'sessions', 'keys', 'logins', 'files', 'events', 'event_lists'] as const),
      ...(['device_authorizations', 'authorization_codes'] as const),
    ]
    const rows = tables.map(table => store.read.selectFrom(table).selectAll().execute())
    return JSON.stringify(await Promise.all(rows))
  }

  /** A device and a code that the account let in, and that nobody has picked up yet. */
  async function pendingOf(account: Account): Promise<void> {
    const now = house.clock.now()
    const asked = { client_id: 'latchkey', scope: 'api', created_at: now, expires_at: now + day }
    const device = { address: '192.0.2.8', user_agent: 'Chromium', device_name: 'laptop', interval: 5 }
    const answered = { answer: 'approved', answered_at: now, account_id: account.id } as const
    const sent = { redirect_uri: 'http://127.0.0.1/', code_challenge: 'S256', account_id: account.id }
    await unrecorded(store).write(async transaction => {
      const codes = { device_code_hash: `device ${account.id}`, user_code_hash: `user ${account.id}` }
      await transaction
        .insertInto('device_authorizations')
        .values({ ...asked, ...device, ...answered, ...codes })
        .execute()
      await transaction
        .insertInto('authorization_codes')
        .values({ ...asked, ...sent, code_hash: `code ${account.id}` })
        .execute()
    })
  }
  const pending = async () =>
    [
      ...(await store.read.selectFrom('device_authorizations').select('account_id').execute()),
      ...(await store.read.selectFrom('authorization_codes').select('account_id').execute()),
    ].map(({ account_id }) => account_id)

  describe('a link for a new password', () => {
    test('ends every login of the account once it is used, and none of anybody else', async () => {
      const [ada, bob] = [await person('ada'), await person('bob')]
      const mine = [await house.loginOf(ada), await house.loginOf(ada)]
      const others = await house.loginOf(bob)
      const link = ok(await lockOut.makeResetLink(ada.id, operator))
      for (const { tokens } of mine)
        expect(await house.ask(tokens.accessToken, read)).toMatchObject({ answer: 'allowed' })
      const epoch = await readEpoch(store.read)
      ok(await lockOut.reset(link, { password: other }, from))
      expect(await readEpoch(store.read)).toBeGreaterThan(epoch)
      for (const { tokens, login } of mine) {
        expect(await house.ask(tokens.accessToken, read)).toMatchObject({ answer: 'refused' })
        expect(await house.logins.byId(login.id)).toMatchObject({ endedBecause: 'ended' })
      }
      expect(await house.ask(others.tokens.accessToken, read)).toMatchObject({ answer: 'allowed' })
      expect((await events()).filter(each => each === 'login.ended')).toHaveLength(2)
      expect((await mails()).find(({ subject }) => subject.includes('anew'))?.text).toContain(
        'every login ended',
      )
    })

    test('sets it once, and ends every session when it is made and when it is used', async () => {
      const ada = await person('ada')
      ok(await signIn('ada'))
      const link = ok(await lockOut.makeResetLink(ada.id, operator))
      expect(await hands.sessions.list(ada.id)).toEqual([])
      ok(await signIn('ada'))
      expect(ok(await lockOut.openResetLink(link)).account.username).toBe('ada')
      ok(await lockOut.reset(link, { password: other }, from))
      expect(await hands.sessions.list(ada.id)).toEqual([])
      expect(await signIn('ada')).toMatchObject({ code: 'wrong_password' })
      ok(await signIn('ada', other))
      expect(await lockOut.openResetLink(link)).toMatchObject({ code: 'unknown_link' })
      expect(await lockOut.reset(link, { password }, from)).toMatchObject({ code: 'unknown_link' })
      expect(await events()).toEqual(
        expect.arrayContaining(['account.reset_link_made', 'account.password_reset']),
      )
    })

    test('is stored as its SHA-256 alone, and stands in no mail and no event', async () => {
      const ada = await person('ada')
      const link = ok(await lockOut.makeResetLink(ada.id, operator))
      const rows = JSON.stringify(await store.read.selectFrom('reset_links').selectAll().execute())
      for (const text of [rows, JSON.stringify(await mails()), await everything()])
        expect(text).not.toContain(link.expose())
    })

    test('is told to the person, when it is made and when it was used', async () => {
      const ada = await person('ada')
      ok(await lockOut.reset(ok(await lockOut.makeResetLink(ada.id, operator)), { password: other }, from))
      const told = (await mails()).sort((one, two) => (one.subject < two.subject ? -1 : 1))
      expect(told).toEqual([
        expect.objectContaining({ recipient: 'ada@example.com', subject: expect.stringContaining('link') }),
        expect.objectContaining({ recipient: 'ada@example.com', subject: expect.stringContaining('anew') }),
      ])
    })

    test('takes the place of the former one, and is over after a day', async () => {
      const ada = await person('ada')
      const former = ok(await lockOut.makeResetLink(ada.id, operator))
      const link = ok(await lockOut.makeResetLink(ada.id, operator))
      expect(await lockOut.reset(former, { password: other }, from)).toMatchObject({ code: 'unknown_link' })
      house.clock.advance(day - 1)
      expect(refused(await lockOut.openResetLink(link))).toBe(false)
      house.clock.advance(1)
      expect(await lockOut.reset(link, { password: other }, from)).toMatchObject({ code: 'unknown_link' })
      ok(await signIn('ada'))
    })

    test('stays as it was where the password is weak', async () => {
      const ada = await person('ada')
      const link = ok(await lockOut.makeResetLink(ada.id, operator))
      expect(await lockOut.reset(link, { password: new Secret('short') }, from)).toMatchObject({
        code: 'weak_password',
      })
      ok(await lockOut.reset(link, { password: other }, from))
    })

    test('lets in one of two who use it at once', async () => {
      const ada = await person('ada')
      const link = ok(await lockOut.makeResetLink(ada.id, operator))
      const outcomes = await Promise.all(
        [password, other].map(each => lockOut.reset(link, { password: each }, from)),
      )
      expect(outcomes.filter(refused)).toMatchObject([{ code: 'unknown_link' }])
    })

    test('opens nothing once the account is disabled or deleted, and none is made for it then', async () => {
      await person('warden', true)
      for (const [username, lock] of [
        ['ada', 'disable'],
        ['bob', 'delete'],
      ] as const) {
        const account = await person(username)
        const link = ok(await lockOut.makeResetLink(account.id, operator))
        ok(await lockOut[lock](account.id, operator))
        expect(await lockOut.reset(link, { password: other }, from)).toMatchObject({ code: 'unknown_link' })
        expect(refused(await lockOut.makeResetLink(account.id, operator))).toBe(true)
      }
    })

    test('stays dead once the account is enabled again, or its person set another password meanwhile', async () => {
      const ada = await person('ada')
      const stolen = ok(await lockOut.makeResetLink(ada.id, operator))
      ok(await lockOut.disable(ada.id, operator))
      ok(await lockOut.enable(ada.id, operator))
      expect(await lockOut.reset(stolen, { password: other }, from)).toMatchObject({ code: 'unknown_link' })
      const left = ok(await lockOut.makeResetLink(ada.id, operator))
      const { session } = ok(await signIn('ada'))
      ok(await lockOut.changePassword(session, other, from))
      expect(await lockOut.reset(left, { password }, from)).toMatchObject({ code: 'unknown_link' })
      expect(await store.read.selectFrom('reset_links').selectAll().execute()).toEqual([])
    })

    test('takes the second factor away too, where it was made for that and the person says so', async () => {
      const ada = await person('ada')
      const hasOne = async () => (await secondFactorOf(store.read, ada.id)).active
      await giveSecondFactor(store, ada.id, house.clock)
      const anew = { password: other, removeSecondFactor: true }
      const plain = ok(await lockOut.makeResetLink(ada.id, operator))
      expect(ok(await lockOut.openResetLink(plain)).mayRemoveSecondFactor).toBe(false)
      ok(await lockOut.reset(plain, anew, from))
      expect(await hasOne()).toBe(true)

      const secondFactor = { secondFactor: true }
      const unused = ok(await lockOut.makeResetLink(ada.id, operator, secondFactor))
      expect(ok(await lockOut.openResetLink(unused)).mayRemoveSecondFactor).toBe(true)
      ok(await lockOut.reset(unused, { password: other }, from))
      expect(await hasOne()).toBe(true)

      const link = ok(await lockOut.makeResetLink(ada.id, operator, secondFactor))
      const epoch = await readEpoch(store.read)
      ok(await lockOut.reset(link, anew, from))
      expect(await hasOne()).toBe(false)
      expect(await readEpoch(store.read)).toBeGreaterThan(epoch)
      expect(await events()).toEqual(
        expect.arrayContaining(['account.second_factor_link_made', 'second_factor.removed']),
      )
      const subjects = (await mails()).map(({ subject }) => subject)
      expect(subjects).toContain('Your account has no second factor any more (ada)')
      expect(subjects).toContain(
        'A link for setting a new password and removing the second factor was made (ada)',
      )
      const without = ok(await lockOut.makeResetLink(ada.id, operator, secondFactor))
      expect(ok(await lockOut.openResetLink(without)).mayRemoveSecondFactor).toBe(false)
    })

    test.each(['', 'guessed', 'a'.repeat(43), '\0'])('that nobody made is none: %j', async text => {
      await person('ada')
      expect(await lockOut.reset(new Secret(text), { password: other }, from)).toMatchObject({
        code: 'unknown_link',
      })
    })
  })

  describe('one’s own new password', () => {
    test('ends every session but the one that set it, and says so by mail', async () => {
      const ada = await person('ada')
      ok(await signIn('ada'))
      const { session, cookie } = ok(await signIn('ada'))
      ok(await lockOut.changePassword(session, other, from))
      expect((await hands.sessions.list(ada.id)).map(({ idHash }) => idHash)).toEqual([session.idHash])
      expect(await hands.sessions.find(cookie)).toBeDefined()
      expect(await signIn('ada')).toMatchObject({ code: 'wrong_password' })
      ok(await signIn('ada', other))
      expect(await mails()).toEqual([
        {
          ...{ recipient: 'ada@example.com', subject: 'Your password was changed (ada)' },
          text: `Hello ada,

Your password was changed: ada, at ${origin}.

Every other browser was signed out. Your logins and keys work as before.

What is known of it:
  Who: ada, who gave the password
  When: 1 January 2026 at 12:00 UTC
  From: ${from.address}, with ${from.client}

If you do not know why, ask an administrator of the server at once, and look at what was done with your account:

  ${origin}/account/events
`,
        },
      ])
    })

    test('is told each time, and six times an hour where nobody verified the address', async () => {
      await person('ada')
      const eve = { username: 'eve', email: 'stranger@example.com', password }
      ok(await hands.accounts.create(eve, operator))
      const change = async (username: string) => {
        const { session } = ok(await signIn(username))
        for (let n = 0; n < 8; n += 1) ok(await lockOut.changePassword(session, password, from))
      }
      const told = async (recipient: string) =>
        (await mails())
          .filter(
            mail => mail.recipient === recipient && mail.subject.startsWith('Your password was changed'),
          )
          .map(({ text }) => text.includes('until the hour is over'))
          .sort()
      for (const username of ['ada', 'eve']) await change(username)
      expect(await told('ada@example.com')).toEqual(Array(8).fill(false))
      expect(await told('stranger@example.com')).toEqual([...Array(5).fill(false), true])
      hands.clock.advance(60 * 60 * 1000)
      await change('eve')
      expect(await told('stranger@example.com')).toHaveLength(12)
    })

    test('ends no login', async () => {
      const ada = await person('ada')
      const { tokens } = await house.loginOf(ada)
      const { session } = ok(await signIn('ada'))
      ok(await lockOut.changePassword(session, other, from))
      expect(await house.ask(tokens.accessToken, read)).toMatchObject({ answer: 'allowed' })
    })

    test('is refused to a session that ended meanwhile', async () => {
      const ada = await person('ada')
      const { session } = ok(await signIn('ada'))
      await hands.sessions.endAll(ada.id, operator)
      expect(await lockOut.changePassword(session, other, from)).toMatchObject({ code: 'session_ended' })
      ok(await signIn('ada'))
    })
  })

  describe('a disabled account', () => {
    test('lets nobody in, and its keys work again only once it is enabled', async () => {
      const ada = await person('ada')
      const { cookie } = ok(await signIn('ada'))
      const { token } = await keyOf(ada)
      const epoch = await readEpoch(store.read)
      expect(ok(await lockOut.disable(ada.id, operator)).disabledAt).toBe(house.clock.now())
      expect(await readEpoch(store.read)).toBeGreaterThan(epoch)
      expect(await hands.sessions.find(cookie)).toBeUndefined()
      expect(await signIn('ada')).toMatchObject({ code: 'account_disabled' })
      expect(await house.ask(token, read)).toMatchObject({ refusal: { code: 'account_disabled' } })
      ok(await lockOut.disable(ada.id, operator))

      ok(await lockOut.enable(ada.id, operator))
      expect(await hands.sessions.find(cookie)).toBeUndefined()
      ok(await signIn('ada'))
      expect(await house.ask(token, read)).toMatchObject({ answer: 'allowed' })
      expect((await events()).filter(each => /abled$/.test(each))).toEqual([
        'account.disabled',
        'account.enabled',
      ])
    })

    test('has logins that are refused, and work again once it is enabled', async () => {
      const ada = await person('ada')
      const { login, tokens } = await house.loginOf(ada)
      ok(await lockOut.disable(ada.id, operator))
      expect(await house.ask(tokens.accessToken, read)).toMatchObject({
        refusal: { code: 'account_disabled' },
      })
      expect(await house.logins.byId(login.id)).toMatchObject({ endedAt: undefined })
      ok(await lockOut.enable(ada.id, operator))
      expect(await house.ask(tokens.accessToken, read)).toMatchObject({ answer: 'allowed' })
    })

    test('keeps its memberships', async () => {
      const [ada, bob] = [await person('ada'), await person('bob')]
      const acme = await house.organization('acme', bob)
      await house.member(acme, ada, 'admin')
      ok(await lockOut.disable(ada.id, operator))
      ok(await lockOut.enable(ada.id, operator))
      expect(await house.organizations.roleOf(ada.id, acme.id)).toBe('admin')
    })
  })

  describe('a deleted account', () => {
    test('leaves nothing of the person but name and id', async () => {
      const [ada, bob] = [await person('ada'), await person('bob')]
      const acme = await house.organization('acme', bob)
      await house.member(acme, ada, 'write')
      ok(await lockOut.makeResetLink(ada.id, operator))
      const { cookie } = ok(await signIn('ada'))
      const { key, token } = await keyOf(ada)
      house.keys.used(key.id, { at: house.clock.now(), address: from.address, client: 'twine/4.0.2' })
      await house.keys.flush()
      const visibility = 'private'
      ok(await house.repositories.create({ organization: acme, ecosystem: 'pypi', visibility }, operator))
      ok(await publish(house, await tokenOf(house, ada), { client: 'uv/0.4.1' }))
      const { login, tokens } = await house.loginOf(ada, { deviceName: 'adas-laptop' })
      house.logins.used(login.id, { at: house.clock.now(), address: from.address, client: 'mix/2.1' })
      await house.logins.flush()
      ok(
        await house.logins.end(
          (await house.loginOf(ada, { deviceName: 'adas-desk' })).login.id,
          ada.id,
          operator,
        ),
      )
      await pendingOf(ada)
      expect(await everything()).toMatch(
        /ada@example\.com.*192\.0\.2\.9.*twine.*adas-laptop.*mix.*192\.0\.2\.7.*uv.*Chromium/s,
      )
      ok(await lockOut.delete(ada.id, operator))

      const left = await everything()
      for (const personal of [
        'ada@example.com',
        '192.0.2.9',
        '192.0.2.7',
        'Firefox',
        'twine',
        'uv/',
        ...['mix/', 'adas-laptop', 'adas-desk', '192.0.2.8', 'Chromium'],
        key.name,
      ])
        expect(left).not.toContain(personal)
      expect(left).toContain(ada.id)
      const row = store.read.selectFrom('accounts').selectAll().where('id', '=', ada.id)
      expect(await row.executeTakeFirst()).toMatchObject({ email: '', password_hash: '', administrator: 0 })
      expect(await store.read.selectFrom('reset_links').selectAll().execute()).toEqual([])
      expect(await hands.sessions.find(cookie)).toBeUndefined()
      expect(await house.ask(token, read)).toMatchObject({ refusal: { code: 'key_revoked' } })
      expect(await house.ask(tokens.accessToken, read)).toMatchObject({ answer: 'refused' })
      expect(await house.logins.byId(login.id)).toMatchObject({ endedBecause: 'ended' })
      expect(await pending()).toEqual([])
      expect(await house.organizations.roleOf(ada.id, acme.id)).toBeUndefined()
      const last = (await mails()).find(({ subject }) => subject === 'Your account was deleted (ada)')
      // There is nothing left that a link would lead to.
      expect(last?.text).toMatch(/ {2}Who: somebody who types commands .*\n {2}When: [^\n]*\n$/)
    })

    test('is gone without from where its own person did it', async () => {
      const ada = await person('ada')
      const cause = causeByAccount(ada.id, 'session', from)
      ok(await lockOut.delete(ada.id, cause))
      // From another window, on its way meanwhile.
      await hands.accounts.chooseLanguage(ada.id, 'de', cause)
      const rows = await store.read
        .selectFrom('events')
        .selectAll()
        .where('subject_id', '=', ada.id)
        .execute()
      expect(rows).toContainEqual(expect.objectContaining({ what: 'account.deleted', actor_id: ada.id }))
      expect(JSON.stringify(rows)).not.toMatch(new RegExp(`${from.address}|${from.client}`))
    })

    test('leaves no second factor, no recovery code and no window', async () => {
      const ada = await person('ada')
      const { login } = await house.loginOf(ada)
      const of = { account_id: ada.id, created_at: house.clock.now() }
      const open = { kind: 'login', credential_id: login.id, account_id: ada.id, opened_at: 0 } as const
      await unrecorded(store).write(async transaction => {
        const factor = { ...of, sealed_secret: 'sealed', last_step: 0, failures: 0 }
        await transaction.insertInto('authenticators').values(factor).execute()
        await transaction
          .insertInto('recovery_codes')
          .values({ ...of, code_hash: 'hash' })
          .execute()
        await transaction
          .insertInto('windows')
          .values({ ...open, closes_at: 1 })
          .execute()
      })
      ok(await lockOut.delete(ada.id, operator))
      for (const table of ['authenticators', 'recovery_codes', 'windows'] as const)
        expect(await store.read.selectFrom(table).selectAll().execute(), table).toEqual([])
    })

    test('is told nothing more of by what was noted before and is written after, here or on another node', async () => {
      const ada = await person('ada')
      const { key } = await keyOf(ada)
      const elsewhere = createSmallHouse(store, createSeededRandom('another node'))
      const from = { address: '198.51.100.7', client: 'twine/4.0.2' }
      for (const node of [house, elsewhere]) {
        const target = 'pypi:acme/widget'
        node.keys.used(key.id, { at: node.clock.now(), ...from })
        node.keys.count({ key: key.id, owner: ada.id, action: 'read', target, ...from })
        node.audit.note({ what: 'token.refused', code: 'network', keyId: key.id, ...from })
        node.audit.note({ what: 'request.refused', code: 'not_allowed', accountId: ada.id, ...from })
        node.audit.note({
          what: 'account.sign_in_refused',
          code: 'wrong_password',
          accountId: ada.id,
          ...from,
        })
      }
      ok(await lockOut.delete(ada.id, operator))
      for (const node of [house, elsewhere]) {
        await node.keys.flush()
        await node.audit.close()
      }
      const usage = JSON.stringify(await store.read.selectFrom('key_usage').selectAll().execute())
      for (const personal of [from.address, '198.51.100.0', 'twine'])
        expect((await everything()) + usage).not.toContain(personal)
      expect((await events()).filter(each => each.endsWith('refused')).sort()).toEqual([
        ...['account.sign_in_refused', 'account.sign_in_refused', 'request.refused', 'request.refused'],
        ...['token.refused', 'token.refused'],
      ])
    })

    test('is to everybody who signs in as if it never was, and its name is nobody’s again', async () => {
      const ada = await person('ada')
      ok(await lockOut.delete(ada.id, operator))
      expect(await signIn('ada')).toEqual(await signIn('nobody-there'))
      expect(await signIn('ada', new Secret(''))).toMatchObject({ code: 'wrong_password' })
      expect(await hands.accounts.byUsername('ada')).toBeUndefined()
      expect(await hands.accounts.byId(ada.id)).toBeUndefined()
      const again = { username: 'ada', email: 'ada@example.com', password }
      expect(await hands.accounts.create(again, operator)).toMatchObject({ code: 'name_taken' })
      for (const change of [lockOut.enable, lockOut.disable, lockOut.delete, lockOut.makeResetLink])
        expect(await change(ada.id, operator)).toMatchObject({ code: 'unknown_account' })
      expect(await lockOut.setAdministrator(ada.id, true, operator)).toMatchObject({
        code: 'unknown_account',
      })
    })

    test('lets nobody in through an invitation that it made, and joins nothing', async () => {
      const [ada, bob] = [await person('ada'), await person('bob')]
      const acme = await house.organization('acme', ada)
      await house.member(acme, bob, 'owner')
      const invitations = createInvitations(hands)
      const link = ok(
        await invitations.invite({ by: ada, organization: { id: acme.id, role: 'write' } }, operator),
      )
      ok(await lockOut.delete(ada.id, operator))
      expect(await invitations.open(link)).toMatchObject({ code: 'unknown_invitation' })
      const joining = { organizationId: acme.id, accountId: ada.id, role: 'read' } as const
      expect(await house.organizations.addMember(joining, operator)).toMatchObject({
        code: 'unknown_account',
      })
    })
  })

  describe('the last who can act', () => {
    const locks = ['disable', 'delete'] as const

    test.each(locks)('owner of an organization cannot be locked out: %s', async lock => {
      const [ada, bob] = [await person('ada'), await person('bob')]
      const acme = await house.organization('acme', ada)
      await house.member(acme, bob, 'owner')
      ok(await lockOut.disable(bob.id, operator))
      expect(await lockOut[lock](ada.id, operator)).toMatchObject({
        code: 'last_owner',
        message: expect.stringContaining('acme'),
      })
      const key = { organizationId: acme.id, accountId: ada.id }
      expect(await house.organizations.removeMember(key, operator)).toMatchObject({ code: 'last_owner' })
      const lowered = { ...key, role: 'admin' } as const
      expect(await house.organizations.setRole(lowered, operator)).toMatchObject({ code: 'last_owner' })
      ok(await lockOut.enable(bob.id, operator))
      ok(await lockOut[lock](ada.id, operator))
    })

    test.each(locks)('administrator cannot be locked out: %s', async lock => {
      const [root, second] = [await person('root-one', true), await person('root-two', true)]
      ok(await lockOut.disable(second.id, operator))
      const refusal = { code: 'last_administrator' }
      expect(await lockOut[lock](root.id, operator)).toMatchObject(refusal)
      expect(await lockOut.setAdministrator(root.id, false, operator)).toMatchObject(refusal)
      ok(await lockOut.enable(second.id, operator))
      ok(await lockOut[lock](root.id, operator))
      expect(await lockOut.setAdministrator(second.id, false, operator)).toMatchObject(refusal)
    })

    test('is still there when two are locked out at once', async () => {
      for (const lock of locks) {
        const [one, two] = [await person(`${lock}-one`, true), await person(`${lock}-two`, true)]
        const acme = await house.organization(`acme-${lock}`, one)
        await house.member(acme, two, 'owner')
        // Of the administrators of the round before one is left, who is no owner of this organization.
        const outcomes = await Promise.all([one, two].map(({ id }) => lockOut[lock](id, operator)))
        expect(outcomes.filter(refused)).toMatchObject([{ code: expect.stringMatching(/^last_/) }])
      }
    })

    test('owner is still there when one is disabled and the other removed or lowered at once', async () => {
      const change = {
        removed: (key: { organizationId: string; accountId: string }) =>
          house.organizations.removeMember(key, operator),
        lowered: (key: { organizationId: string; accountId: string }) =>
          house.organizations.setRole({ ...key, role: 'read' }, operator),
      }
      for (const [name, act] of Object.entries(change)) {
        const [one, two] = [await person(`${name}-one`), await person(`${name}-two`)]
        const acme = await house.organization(`acme-${name}`, one)
        await house.member(acme, two, 'owner')
        const outcomes = await Promise.all([
          lockOut.disable(one.id, operator),
          act({ organizationId: acme.id, accountId: two.id }),
        ])
        expect(outcomes.filter(refused)).toMatchObject([{ code: 'last_owner' }])
      }
    })

    test('administrator is still there when two are withdrawn at once', async () => {
      const both = [await person('root-one', true), await person('root-two', true)]
      const outcomes = await Promise.all(both.map(({ id }) => lockOut.setAdministrator(id, false, operator)))
      expect(outcomes.filter(refused)).toMatchObject([{ code: 'last_administrator' }])
    })
  })

  test('an account is let run the server, and not any more', async () => {
    await person('warden', true)
    const ada = await person('ada')
    const { cookie } = ok(await signIn('ada'))
    for (const is of [true, true, false, false]) {
      expect(ok(await lockOut.setAdministrator(ada.id, is, operator)).administrator).toBe(is)
      expect((await hands.sessions.find(cookie))?.account.administrator).toBe(is)
    }
    expect((await events()).filter(each => each.startsWith('account.administrator'))).toEqual([
      'account.administrator_granted',
      'account.administrator_withdrawn',
    ])
  })
})
