/** Invitations that are mailed: only whoever reads the mail gets in, once, and as long as they are wanted. */
import { Secret } from '@latchkey/protocol'
import { beforeEach, expect, test } from 'vitest'
import { type Account, createAccounts } from '../accounts/index.ts'
import { createCheapPasswords, ok, origin, password } from '../accounts/testing.ts'
import { createAudit, operator, recordEvent } from '../audit/index.ts'
import { createManualClock, createSeededRandom } from '../host/testing.ts'
import { linkIn, type Mailbox, openMailbox } from '../mail/testing/mailbox.ts'
import { createOrganizations, type Organization } from '../organizations/index.ts'
import type { Store } from '../storage/index.ts'
import { forEachEngine } from '../storage/testing/stores.ts'
import { createInvitations, forgetInvited, type Invitations } from './index.ts'

const minute = 60_000
const day = 24 * 60 * minute
const unknown = expect.objectContaining({ code: 'unknown_invitation' })

forEachEngine((_engine, open) => {
  let store: Store
  let clock: ReturnType<typeof createManualClock>
  let invitations: Invitations
  let accounts: ReturnType<typeof createAccounts>
  let organizations: ReturnType<typeof createOrganizations>
  let mailbox: Mailbox
  let owner: Account
  let acme: Organization

  const as = (username: string) => ({ username, email: `${username}@example.com`, password })

  beforeEach(async () => {
    store = await open()
    clock = createManualClock()
    const host = { store, clock, random: createSeededRandom(), origin, passwords: createCheapPasswords() }
    invitations = createInvitations(host)
    accounts = createAccounts(host)
    organizations = createOrganizations(host)
    mailbox = openMailbox(store, clock)
    owner = ok(await accounts.create(as('owner'), operator))
    acme = ok(await organizations.create({ name: 'acme', displayName: 'Acme', owner }, operator))
    await mailbox()
  })

  const mail = (email: string, by = owner) =>
    invitations.mail({ by, email, organization: { id: acme.id, role: 'write' } }, operator)
  const secretIn = async (address: string) => {
    const [letter] = await mailbox(address)
    return new Secret(linkIn(letter ?? { text: '' }).replace('/invitations/', ''))
  }
  const only = async () => {
    const [invitation, ...others] = (await invitations.list(acme.id)).items
    if (invitation === undefined || others.length > 0) throw new Error('One is open.')
    return { organizationId: acme.id, id: invitation.id }
  }

  test('lets in whoever opens the link of the mail, once, with an address that needs no other proof', async () => {
    expect(await mail('bob@example.com')).toBeUndefined()
    const secret = await secretIn('bob@example.com')
    expect(await invitations.open(secret)).toMatchObject({
      organization: { name: 'acme', role: 'write' },
      address: 'bob@example.com',
    })
    const bob = ok(await invitations.redeem(secret, as('bob'), {}))
    expect(bob.emailVerified).toBe(true)
    expect(await organizations.roleOf(bob.id, acme.id)).toBe('write')
    expect(await invitations.redeem(secret, as('mallory'), {})).toEqual(unknown)
    expect((await invitations.list(acme.id)).items).toEqual([])
    expect(await mailbox()).toEqual([])
  })

  test('proves nothing about another address than the one that it was sent to', async () => {
    await mail('bob@example.com')
    const secret = await secretIn('bob@example.com')
    const bob = ok(await invitations.redeem(secret, { ...as('bob'), email: 'root@example.com' }, {}))
    expect(bob.emailVerified).toBe(false)
    expect(await mailbox('root@example.com')).toHaveLength(1)
  })

  test('is told in the language of whoever invites, by whom, to what and until when', async () => {
    await accounts.chooseLanguage(owner.id, 'de', operator)
    const german = await accounts.byId(owner.id)
    await mail('bob@example.com', german)
    expect(await mailbox()).toMatchObject([
      {
        subject: 'Du bist zu Acme eingeladen',
        text: expect.stringMatching(/owner lädt dich zu Acme auf .* mit der Rolle write.*8\. Januar 2026/s),
      },
    ])
  })

  test('stores nothing that lets anybody in, and keeps no address of who came', async () => {
    await mail('bob@example.com')
    const dump = async () => {
      const tables = ['invitations', 'email_links', 'email_link_secrets', 'outbox', 'events'] as const
      return JSON.stringify(
        await Promise.all(tables.map(table => store.read.selectFrom(table).selectAll().execute())),
      )
    }
    const before = await dump()
    const secret = await secretIn('bob@example.com')
    expect(before).not.toContain(secret.expose())
    expect(await dump()).not.toContain(secret.expose())
    expect(await invitations.open(new Secret((await only()).id))).toEqual(unknown)
    ok(await invitations.redeem(secret, as('ben'), {}))
    expect(await dump()).not.toContain('bob@example.com')
  })

  test('sent again works for seven days from then, with the former link too; and not within ten minutes', async () => {
    await mail('bob@example.com')
    const first = await secretIn('bob@example.com')
    expect(await invitations.sendAgain(await only(), owner, operator)).toMatchObject({
      code: 'sent_just_now',
      retryAfter: 600,
    })
    clock.advance(6 * day)
    expect(await invitations.sendAgain(await only(), owner, operator)).toBeUndefined()
    const second = await secretIn('bob@example.com')
    clock.advance(6 * day)
    expect(await invitations.open(second)).toMatchObject({ address: 'bob@example.com' })
    ok(await invitations.redeem(second, as('bob'), {}))
    expect(await invitations.open(first)).toEqual(unknown)
  })

  test('sent again by another owner works after whoever made it is gone', async () => {
    const other = ok(await accounts.create(as('other'), operator))
    const membership = { organizationId: acme.id, accountId: other.id }
    ok(await organizations.addMember({ ...membership, role: 'owner' }, operator))
    await mail('bob@example.com', other)
    ok(await organizations.removeMember(membership, operator))
    expect((await invitations.list(acme.id)).items).toMatchObject([{ works: false, madeBy: 'other' }])
    const secret = await secretIn('bob@example.com')
    expect(await invitations.open(secret)).toEqual(unknown)
    clock.advance(11 * minute)
    await invitations.sendAgain(await only(), owner, operator)
    expect((await invitations.list(acme.id)).items).toMatchObject([{ works: true, madeBy: 'owner' }])
    ok(await invitations.redeem(await secretIn('bob@example.com'), as('bob'), {}))
  })

  test('withdrawn lets nobody in, also by a mail that had not left', async () => {
    await mail('bob@example.com')
    const secret = await secretIn('bob@example.com')
    await mail('carol@example.com')
    for (const { id, email } of (await invitations.list(acme.id)).items)
      expect(await invitations.withdraw({ organizationId: acme.id, id }, operator)).toMatchObject({ email })
    expect(await mailbox()).toEqual([])
    expect(await invitations.open(secret)).toEqual(unknown)
    expect(await invitations.redeem(secret, as('bob'), {})).toEqual(unknown)
    expect(JSON.stringify(await store.read.selectFrom('invitations').selectAll().execute())).not.toContain(
      '@',
    )
  })

  test('of another organization is neither sent again nor withdrawn', async () => {
    await mail('bob@example.com')
    const globex = ok(await organizations.create({ name: 'globex', displayName: 'Globex', owner }, operator))
    const foreign = { ...(await only()), organizationId: globex.id }
    clock.advance(11 * minute)
    expect(await invitations.sendAgain(foreign, owner, operator)).toMatchObject({ code: 'invitation_over' })
    expect(await invitations.withdraw(foreign, operator)).toMatchObject({ code: 'invitation_over' })
    expect(await invitations.open(await secretIn('bob@example.com'))).toMatchObject({
      address: 'bob@example.com',
    })
  })

  test('to an address that is invited already is refused, whoever has an account or not', async () => {
    await mail('bob@example.com')
    expect(await mail('bob@example.com')).toMatchObject({ code: 'already_invited' })
    expect(await mail('Bob@Example.com')).toMatchObject({ code: 'already_invited' })
    expect(await mail('no address')).toMatchObject({ code: 'invalid_email' })
    // Of an account hears nobody: who is a member learns it where they open it.
    expect(await mail('owner@example.com')).toBeUndefined()
    expect(await invitations.accept(await secretIn('owner@example.com'), owner, operator)).toMatchObject({
      code: 'already_member',
    })
  })

  test('fills no mailbox: of those that are withdrawn a fourth waits an hour, however the address is written', async () => {
    const again = async (email: string) => {
      const refusal = await mail(email)
      if (refusal === undefined) await invitations.withdraw(await only(), operator)
      return refusal
    }
    for (const email of ['bob@example.com', 'Bob@example.com', 'BOB@example.com'])
      expect(await again(email)).toBeUndefined()
    const tooMany = { code: 'mailed_too_often', retryAfter: 3600 }
    for (const email of ['bob@example.com', 'bOB@example.com', ' bob@example.com'])
      expect(await again(email)).toMatchObject(tooMany)
    expect(await again('carol@example.com')).toBeUndefined()
    clock.advance(60 * minute)
    expect(await again('bob@example.com')).toBeUndefined()
    expect(await again('bob@example.com')).toMatchObject(tooMany)
  })

  test('of each that is open a list tells, the newest first, a page at a time', async () => {
    for (let each = 0; each < 5; each += 1) {
      await mail(`n${each}@example.com`)
      clock.advance(each % 2)
    }
    const seen: (string | undefined)[] = []
    for (let after: string | undefined; ; ) {
      const page = await invitations.list(acme.id, { limit: 2, ...(after !== undefined && { after }) })
      seen.push(...page.items.map(({ email }) => email))
      if (page.next === undefined) break
      after = page.next
    }
    expect(seen.toSorted()).toEqual([0, 1, 2, 3, 4].map(each => `n${each}@example.com`))
    expect(seen[0]).toBe('n4@example.com')
    expect((await invitations.list(acme.id, { after: 'nonsense' })).items).toEqual([])
  })

  test('of an address whose account is deleted is over, and the address forgotten', async () => {
    await mail('bob@example.com')
    const secret = await secretIn('bob@example.com')
    await store.write(async transaction => {
      await forgetInvited(transaction, 'bob@example.com', clock.now())
      await recordEvent(transaction, { what: 'account.deleted', at: clock.now(), cause: operator })
    })
    expect(await invitations.open(secret)).toEqual(unknown)
    expect(JSON.stringify(await store.read.selectFrom('invitations').selectAll().execute())).not.toContain(
      'bob@',
    )
  })

  test('made, sent again and withdrawn are events, without the address', async () => {
    await mail('bob@example.com')
    clock.advance(11 * minute)
    await invitations.sendAgain(await only(), owner, operator)
    await invitations.withdraw(await only(), operator)
    const { items } = await createAudit({ store, clock }).list({ of: acme.id })
    expect(items.slice(0, 3).map(({ what }) => what)).toEqual([
      'invitation.withdrawn',
      'invitation.sent_again',
      'invitation.made',
    ])
    expect(JSON.stringify(items)).not.toContain('@')
  })
})
