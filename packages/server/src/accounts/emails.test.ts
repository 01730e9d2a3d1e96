/** How an address becomes known to be somebody's, and another one the account's. */
import { Secret } from '@latchkey/protocol'
import { beforeEach, describe, expect, test } from 'vitest'
import { operator } from '../audit/index.ts'
import { linkIn, type Mailbox, openMailbox } from '../mail/testing/mailbox.ts'
import { forEachEngine } from '../storage/testing/stores.ts'
import { createEmails, type Emails } from './emails.ts'
import type { Session } from './session.ts'
import { createHouseOfAlice, ok, origin, password } from './testing.ts'

const from = { address: '192.0.2.1', client: 'Firefox' }
const hour = 3_600_000

forEachEngine((_engine, open) => {
  let house: Awaited<ReturnType<typeof createHouseOfAlice>>
  let emails: Emails
  let mailbox: Mailbox
  let session: Session

  beforeEach(async () => {
    const store = await open()
    house = await createHouseOfAlice(store, undefined, { emailVerified: false })
    emails = createEmails({ ...house, origin })
    mailbox = openMailbox(store, house.clock)
    session = ok(await house.signIn()).session
  })

  const secretOf = (letter: { readonly text: string } | undefined) =>
    new Secret(linkIn(letter ?? { text: '' }).replace('/account/email/', ''))
  /** The one mail to each of these, however they were ordered that were queued in one millisecond. */
  const inTurn = async (addresses: readonly string[]) => {
    const letters = await mailbox()
    expect(letters).toHaveLength(addresses.length)
    return addresses.map(address => letters.find(({ to }) => to === address))
  }
  const now = () => house.accounts.byId(house.alice.id)
  const happened = async () =>
    (await house.store.read.selectFrom('events').select('what').orderBy('id').execute())
      .map(({ what }) => what)
      .filter(what => what.startsWith('account.email'))

  describe('a new account', () => {
    test('is sent a link to its address, and has shown that it is its own once that was used; once', async () => {
      const [letter, ...others] = await mailbox()
      expect(others).toEqual([])
      expect(letter).toMatchObject({ to: 'alice@example.com', subject: 'Is this the address of alice?' })
      expect(await now()).toMatchObject({ emailVerified: false })
      const secret = secretOf(letter)
      expect(await emails.openLink(session, secret)).toBe('alice@example.com')
      expect(await now()).toMatchObject({ emailVerified: false })
      expect(await emails.verify(session, secret, from)).toBe('alice@example.com')
      expect(await now()).toMatchObject({ email: 'alice@example.com', emailVerified: true })
      expect(await emails.verify(session, secret, from)).toMatchObject({ code: 'unknown_link' })
      expect(await happened()).toEqual(['account.email_verified'])
      expect(await mailbox()).toEqual([])
    })

    test('whose address is known already is sent none', async () => {
      await mailbox()
      const bob = { username: 'bob', email: 'bob@example.com', emailVerified: true, password }
      expect(ok(await house.accounts.create(bob, operator)).emailVerified).toBe(true)
      expect(await mailbox()).toEqual([])
    })
  })

  describe('another address', () => {
    test('becomes the account’s when its link is used; the former is told before and after', async () => {
      await mailbox()
      expect(await emails.sendLink(session, ' alice@example.org ', from)).toBe('alice@example.org')
      expect(await now()).toMatchObject({ email: 'alice@example.com' })
      expect(await emails.waitingFor(house.alice.id)).toBe('alice@example.org')
      const [letter, asked] = await inTurn(['alice@example.org', 'alice@example.com'])
      expect(asked).toMatchObject({ subject: 'Another e-mail address for alice' })
      expect(asked?.text).toContain('is to be sent to alice@example.org.')
      expect(asked?.text).not.toContain(secretOf(letter).expose())

      ok(await emails.verify(session, secretOf(letter), from))
      expect(await now()).toMatchObject({ email: 'alice@example.org', emailVerified: true })
      expect(await emails.waitingFor(house.alice.id)).toBeUndefined()
      const [told, ...others] = await mailbox()
      expect(others).toEqual([])
      expect(told).toMatchObject({ to: 'alice@example.com' })
      expect(told?.subject).toBe('Mail for alice goes to another address now')
      expect(await happened()).toEqual(['account.email_asked', 'account.email_changed'])
    })

    test('is the one that was asked for last: what was sent to another before leads nowhere', async () => {
      await mailbox()
      ok(await emails.sendLink(session, 'typo@example.org', from))
      house.clock.advance(1)
      ok(await emails.sendLink(session, 'alice@example.org', from))
      const letters = await mailbox()
      const to = (address: string) => letters.find(each => each.to === address)
      const former = secretOf(to('typo@example.org'))
      expect(await emails.verify(session, former, from)).toMatchObject({ code: 'unknown_link' })
      expect(await emails.verify(session, secretOf(to('alice@example.org')), from)).toBe('alice@example.org')
      expect(await emails.verify(session, former, from)).toMatchObject({ code: 'unknown_link' })
    })

    test('is asked for five times an hour', async () => {
      house.clock.advance(hour)
      for (let n = 0; n < 5; n += 1) ok(await emails.sendLink(session, `alice-${n}@example.org`, from))
      expect(await emails.sendLink(session, 'one-more@example.org', from)).toMatchObject({
        ...{ code: 'too_many_mails', retryAfter: 3600 },
      })
      expect(await mailbox('one-more@example.org')).toEqual([])
      house.clock.advance(hour)
      expect(await emails.sendLink(session, 'one-more@example.org', from)).toBe('one-more@example.org')
    })

    test('is asked for no more often by whoever uses the link of an address that is theirs', async () => {
      house.clock.advance(hour)
      await mailbox()
      for (const mine of ['me@example.org', 'me-too@example.org']) {
        ok(await emails.sendLink(session, 'victim@example.net', from))
        ok(await emails.sendLink(session, mine, from))
        ok(await emails.verify(session, secretOf((await mailbox(mine))[0]), from))
      }
      ok(await emails.sendLink(session, 'victim@example.net', from))
      expect(await emails.sendLink(session, 'victim@example.net', from)).toMatchObject({
        code: 'too_many_mails',
      })
    })

    test.each(['no address', 'alice@example.com\r\nBcc: eve@example.com', ''])('is none: %j', async text => {
      await mailbox()
      expect(await emails.sendLink(session, text, from)).toMatchObject({ code: 'invalid_email' })
      expect(await mailbox()).toEqual([])
    })

    test('is not the one that is verified already', async () => {
      ok(await emails.verify(session, secretOf((await mailbox())[0]), from))
      expect(await emails.sendLink(session, 'alice@example.com', from)).toMatchObject({
        code: 'email_already_verified',
      })
    })
  })

  describe('a link', () => {
    test('does nothing in a session of somebody else, and is not used up by that', async () => {
      const secret = secretOf((await mailbox())[0])
      const bob = { username: 'bob', email: 'bob@example.com', password }
      ok(await house.accounts.create(bob, operator))
      const other = ok(await house.signIn({ username: 'bob' })).session
      expect(await emails.openLink(other, secret)).toMatchObject({ code: 'link_of_other_account' })
      expect(await emails.verify(other, secret, from)).toMatchObject({ code: 'link_of_other_account' })
      expect(await house.accounts.byUsername('bob')).toMatchObject({ email: 'bob@example.com' })
      expect(await emails.verify(session, secret, from)).toBe('alice@example.com')
    })

    test('does nothing in a session that was ended meanwhile', async () => {
      const secret = secretOf((await mailbox())[0])
      await house.sessions.end(session, from)
      expect(await emails.verify(session, secret, from)).toMatchObject({ code: 'session_ended' })
      expect(await emails.sendLink(session, 'eve@example.com', from)).toMatchObject({ code: 'session_ended' })
      expect(await mailbox()).toEqual([])
    })

    test('works for a day', async () => {
      const secret = secretOf((await mailbox())[0])
      house.clock.advance(24 * hour)
      session = ok(await house.signIn()).session
      expect(await emails.verify(session, secret, from)).toMatchObject({ code: 'unknown_link' })
    })

    test('is written in the language of the account', async () => {
      await mailbox()
      await house.accounts.chooseLanguage(house.alice.id, 'de', operator)
      ok(await emails.sendLink(session, 'alice@example.org', from))
      const [letter, asked] = await inTurn(['alice@example.org', 'alice@example.com'])
      expect(letter?.text).toMatch(/^Hallo alice,\n\nJemand hat angegeben, dass alice auf /)
      expect(asked?.text).toContain('  Wer: alice, angemeldet mit einem Browser\n  Wann: 1. Januar 2026 um ')
    })
  })
})
