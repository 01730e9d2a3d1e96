/** A forgotten password: what whoever says so hears, who is sent a link, how often, and what the link does. */
import { Secret } from '@latchkey/protocol'
import { beforeEach, describe, expect, test } from 'vitest'
import {
  type Account,
  type Accounts,
  type AccountsOptions,
  createAccounts,
  createSessions,
  type Sessions,
} from '../accounts/index.ts'
import { createCheapPasswords, ok } from '../accounts/testing.ts'
import { operator } from '../audit/index.ts'
import { createSmallHouse, origin, type SmallHouse } from '../credentials/testing/small-house.ts'
import { createSeededRandom } from '../host/testing.ts'
import { linkIn, type Mailbox, openMailbox } from '../mail/testing/mailbox.ts'
import { giveSecondFactor } from '../second-factors/testing.ts'
import { forEachEngine } from '../storage/testing/stores.ts'
import { createForgottenPasswords, createLockOut, type ForgottenPasswords, type LockOut } from './index.ts'

const hour = 3_600_000
const from = { address: '192.0.2.7', client: 'Firefox' }
const password = new Secret('a long enough phrase')
const next = new Secret('ten large cranes at dawn')

forEachEngine((_engine, open) => {
  let house: SmallHouse
  let hands: AccountsOptions
  let accounts: Accounts
  let sessions: Sessions
  let lockOut: LockOut
  let forgotten: ForgottenPasswords
  let mailbox: Mailbox
  let ada: Account

  beforeEach(async () => {
    house = createSmallHouse(await open())
    const { store, clock } = house
    hands = {
      store,
      clock,
      random: createSeededRandom('forgotten'),
      origin,
      passwords: createCheapPasswords(),
    }
    accounts = createAccounts(hands)
    sessions = createSessions(hands)
    lockOut = createLockOut({ ...hands, logins: house.logins })
    forgotten = createForgottenPasswords(hands)
    mailbox = openMailbox(store, clock)
    ada = await person('ada')
  })

  const person = async (username: string, known: { email?: string; emailVerified?: boolean } = {}) => {
    const email = `${username}@example.com`
    return ok(await accounts.create({ username, email, emailVerified: true, password, ...known }, operator))
  }
  const secretIn = (letter: { readonly text: string } | undefined) =>
    new Secret(linkIn(letter ?? { text: '' }).replace('/reset/', ''))
  /** What is found in the mailboxes after somebody said so. */
  const say = async (whose: string) => {
    expect(await forgotten.say(whose, from)).toBeUndefined()
    await forgotten.answer()
    return mailbox()
  }
  const signIn = (given: Secret) =>
    sessions.signIn({ username: 'ada', password: given, address: '192.0.2.7', userAgent: 'Firefox' })

  describe('who says to have forgotten a password', () => {
    test.each(['ada', ' ADA ', 'ada@example.com', 'Ada@Example.com'])('as %j is sent a link', async whose => {
      const [letter, ...others] = await say(whose)
      expect(others).toEqual([])
      expect(letter).toMatchObject({ to: 'ada@example.com', subject: 'A new password for ada' })
      expect(letter?.text).toContain('  Who: somebody who is not known\n')
      expect(letter?.text).toContain('  From: 192.0.2.7, with Firefox\n')
      expect(ok(await lockOut.openResetLink(secretIn(letter))).account.id).toBe(ada.id)
    })

    test('makes the server do the same, whoever is called so: what differs is done later', async () => {
      const work: string[] = []
      const watched = new Proxy(house.store, {
        get(store, name: keyof typeof house.store) {
          work.push(name)
          return store[name]
        },
      })
      const watching = createForgottenPasswords({ ...hands, store: watched })
      await person('eve', { emailVerified: false })
      const ways = []
      for (const whose of ['ada', 'ada@example.com', 'eve', 'nobody', 'nobody@example.com']) {
        expect(await watching.say(whose, from)).toBeUndefined()
        ways.push(work.splice(0))
      }
      expect(new Set(ways.map(way => way.join()))).toEqual(new Set(['write']))
      const waiting = await house.store.read.selectFrom('forgotten_passwords').select('whose').execute()
      expect(waiting).toHaveLength(5)
    })

    test.each([
      ['whose address nobody verified', { emailVerified: false }, undefined],
      ['whose account is disabled', {}, 'disable'],
      ['whose account is deleted', {}, 'delete'],
    ] as const)('and %s is sent nothing', async (_who, known, done) => {
      const eve = await person('eve', known)
      if (done !== undefined) ok(await lockOut[done](eve.id, operator))
      await mailbox()
      expect(await say('eve')).toEqual([])
      expect(await say('eve@example.com')).toEqual([])
    })

    test('with an address that two accounts share is sent a link for each', async () => {
      await person('admin-of-acme', { email: 'ada@example.com' })
      const letters = await say('ada@example.com')
      expect(letters.map(({ subject }) => subject).sort()).toEqual([
        'A new password for ada',
        'A new password for admin-of-acme',
      ])
    })

    test('is sent it however many others say that the address is theirs', async () => {
      for (let n = 0; n < 6; n += 1)
        await person(`aaa-${n}`, { email: 'ada@example.com', emailVerified: false })
      await mailbox()
      const letters = await say('ada@example.com')
      expect(letters.map(({ subject }) => subject)).toEqual(['A new password for ada'])
    })

    test('may say so five times, then once in five minutes, from one address, whatever they type', async () => {
      for (let n = 0; n < 5; n += 1) expect(await forgotten.say(`nobody-${n}`, from)).toBeUndefined()
      expect(await forgotten.say('ada', from)).toMatchObject({ code: 'asked_too_often', retryAfter: 300 })
      expect(await forgotten.say('ada', { ...from, address: '198.51.100.1' })).toBeUndefined()
      house.clock.advance(300_000)
      expect(await forgotten.say('ada', from)).toBeUndefined()
    })

    test('is sent three links an hour, from how many addresses ever it is said', async () => {
      const sent = []
      for (let n = 0; n < 5; n += 1) {
        await forgotten.say('ada', { ...from, address: `198.51.100.${n}` })
        await forgotten.answer()
        sent.push(...(await mailbox()))
      }
      expect(sent).toHaveLength(3)
      house.clock.advance(hour)
      expect(await say('ada')).toHaveLength(1)
    })

    test('is sent one link, however many nodes look', async () => {
      await forgotten.say('ada', from)
      await Promise.all([forgotten.answer(), forgotten.answer(), forgotten.answer()])
      expect(await mailbox()).toHaveLength(1)
    })
  })

  describe('the link', () => {
    test('sets the password once, and ends every session and login and every other link', async () => {
      const [first] = await say('ada')
      const [second] = await say('ada')
      const handedOver = ok(await lockOut.makeResetLink(ada.id, operator))
      await mailbox()
      const [third] = await say('ada')
      ok(await signIn(password))
      await mailbox()
      // Whoever makes one by hand wants what was sent before to open nothing.
      for (const link of [first, second])
        expect(await lockOut.reset(secretIn(link), { password: next }, from)).toMatchObject({
          code: 'unknown_link',
        })
      ok(await lockOut.reset(secretIn(third), { password: next }, from))
      expect(await sessions.list(ada.id)).toEqual([])
      for (const link of [secretIn(third), handedOver])
        expect(await lockOut.reset(link, { password }, from)).toMatchObject({ code: 'unknown_link' })
      expect((await mailbox()).map(({ subject }) => subject)).toEqual(['Your password was set anew (ada)'])
      ok(await signIn(next))
    })

    test('works for an hour', async () => {
      const [letter] = await say('ada')
      house.clock.advance(hour - 1)
      ok(await lockOut.openResetLink(secretIn(letter)))
      house.clock.advance(1)
      expect(await lockOut.openResetLink(secretIn(letter))).toMatchObject({ code: 'unknown_link' })
    })

    test('takes no second factor away: a code is asked for after it', async () => {
      await giveSecondFactor(house.store, ada.id, house.clock)
      const [letter] = await say('ada')
      expect(letter?.text).toContain('Your second factor stays')
      expect(ok(await lockOut.openResetLink(secretIn(letter)))).toMatchObject({
        mayRemoveSecondFactor: false,
      })
      ok(await lockOut.reset(secretIn(letter), { password: next, removeSecondFactor: true }, from))
      expect(ok(await signIn(next)).session.secondFactor).toEqual({ active: true, givenAt: undefined })
    })

    test.each(['disabled', 'changed'] as const)(
      'opens nothing once the account is, or its password is: %s',
      async how => {
        const [letter] = await say('ada')
        if (how === 'disabled') {
          ok(await lockOut.disable(ada.id, operator))
          ok(await lockOut.enable(ada.id, operator))
        } else ok(await lockOut.changePassword(ok(await signIn(password)).session, next, from))
        expect(await lockOut.openResetLink(secretIn(letter))).toMatchObject({ code: 'unknown_link' })
      },
    )

    test('of an account that is deleted leaves nothing', async () => {
      await say('ada')
      ok(await lockOut.delete(ada.id, operator))
      const links = house.store.read.selectFrom('email_links').select('subject_id')
      expect(await links.where('subject_id', '=', ada.id).execute()).toEqual([])
    })
  })
})
