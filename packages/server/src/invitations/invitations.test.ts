import { Secret } from '@latchkey/protocol'
import { refused } from '@latchkey/tokens'
import { describe, expect, test } from 'vitest'
import { createAccounts, type Passwords } from '../accounts/index.ts'
import { createCheapPasswords, ok, origin, password } from '../accounts/testing.ts'
import { operator } from '../audit/index.ts'
import { sha256 } from '../host/index.ts'
import { createManualClock, createSeededRandom } from '../host/testing.ts'
import { createOrganizations } from '../organizations/index.ts'
import { unrecorded } from '../storage/testing/recorded.ts'
import { forEachEngine } from '../storage/testing/stores.ts'
import { createInvitations } from './index.ts'

const day = 86_400_000

forEachEngine((_engine, open) => {
  async function setUp() {
    const store = await open()
    const cheap = createCheapPasswords()
    let hashed = 0
    const passwords: Passwords = {
      ...cheap,
      hash: given => {
        hashed += 1
        return cheap.hash(given)
      },
    }
    const host = { store, clock: createManualClock(), random: createSeededRandom(), origin }
    return {
      ...host,
      accounts: createAccounts({ ...host, passwords: cheap }),
      organizations: createOrganizations(host),
      invitations: createInvitations({ ...host, passwords }),
      hashed: () => hashed,
    }
  }

  /** A server with an administrator, who owns an organization. */
  async function setUpAcme() {
    const house = await setUp()
    const root = await house.accounts.create({ ...as('owner'), administrator: true }, operator)
    const owner = ok(root)
    const acme = ok(await house.organizations.create({ name: 'acme', displayName: 'Acme', owner }, operator))
    return { ...house, owner, acme, write: { id: acme.id, role: 'write' } as const }
  }

  const as = (username: string) => ({ username, email: `${username}@example.com`, password })
  const unknown = expect.objectContaining({ code: 'unknown_invitation' })

  describe('the set-up link', () => {
    test('makes the first administrator, once', async () => {
      const { invitations, accounts } = await setUp()
      const link = await invitations.setUp(operator)
      if (!link) throw new Error('There is no set-up link.')
      expect(await invitations.open(link)).toMatchObject({ administrator: true, organization: undefined })
      const alice = ok(await invitations.redeem(link, as('alice'), {}))
      expect(alice.administrator).toBe(true)
      expect(await accounts.byId(alice.id)).toEqual(alice)
      expect(await invitations.redeem(link, as('mallory'), {})).toEqual(unknown)
      expect(await accounts.count()).toBe(1)
    })

    test('is given only while there is no account', async () => {
      const { invitations, accounts } = await setUp()
      ok(await accounts.create(as('alice'), operator))
      expect(await invitations.setUp(operator)).toBeUndefined()
    })

    test('of each start works until the first is used, and then none', async () => {
      for (const first of [0, 1]) {
        const { invitations } = await setUp()
        const links = [await invitations.setUp(operator), await invitations.setUp(operator)].flatMap(
          each => each ?? [],
        )
        expect(links).toHaveLength(2)
        const [used, left] = first === 0 ? links : links.reverse()
        if (!used || !left) throw new Error('There is no set-up link.')
        expect(await invitations.open(left)).toMatchObject({ administrator: true })
        expect(ok(await invitations.redeem(used, as('alice'), {})).administrator).toBe(true)
        expect(await invitations.open(left)).toEqual(unknown)
        expect(await invitations.redeem(left, as('mallory'), {})).toEqual(unknown)
      }
    })

    test('of two starts used at once makes one administrator', async () => {
      const { invitations, accounts } = await setUp()
      const links = await Promise.all([invitations.setUp(operator), invitations.setUp(operator)])
      const outcomes = await Promise.all(
        links.map((link, n) => link && invitations.redeem(link, as(`name-${n}`), {})),
      )
      expect(outcomes.filter(refused)).toEqual([unknown])
      expect(await accounts.count()).toBe(1)
    })

    test('that is over is forgotten when another is made', async () => {
      const { invitations, clock, store } = await setUp()
      for (let start = 0; start < 3; start += 1) {
        await invitations.setUp(operator)
        clock.advance(day)
      }
      expect(await store.read.selectFrom('invitations').selectAll().execute()).toHaveLength(1)
    })

    test('is worth nothing once there is an account, however that came to be', async () => {
      const { invitations, accounts } = await setUp()
      const link = await invitations.setUp(operator)
      if (!link) throw new Error('There is no set-up link.')
      ok(await accounts.create(as('alice'), operator))
      expect(await invitations.open(link)).toEqual(unknown)
      expect(await invitations.redeem(link, as('mallory'), {})).toEqual(unknown)
    })

    test('redeemed by twenty at once makes one administrator', async () => {
      const { invitations, accounts } = await setUp()
      const link = await invitations.setUp(operator)
      if (!link) throw new Error('There is no set-up link.')
      const redeemed = Array.from({ length: 20 }, (_, n) => invitations.redeem(link, as(`name-${n}`), {}))
      expect((await Promise.all(redeemed)).filter(outcome => !refused(outcome))).toHaveLength(1)
      expect(await accounts.count()).toBe(1)
    })

    test('is good for a day', async () => {
      const { invitations, clock } = await setUp()
      const link = await invitations.setUp(operator)
      if (!link) throw new Error('There is no set-up link.')
      clock.advance(day)
      expect(await invitations.redeem(link, as('alice'), {})).toEqual(unknown)
    })
  })

  describe('an invitation', () => {
    test('makes an account that is a member, and of nothing else', async () => {
      const { invitations, organizations, owner, acme, write, clock } = await setUpAcme()
      const link = ok(await invitations.invite({ by: owner, organization: write }, operator))
      expect(await invitations.open(link)).toEqual({
        administrator: false,
        organization: { id: acme.id, name: 'acme', displayName: 'Acme', role: 'write' },
        expiresAt: clock.now() + 7 * day,
      })
      const bob = ok(await invitations.redeem(link, as('bob'), {}))
      expect(bob.administrator).toBe(false)
      expect(await organizations.roleOf(bob.id, acme.id)).toBe('write')
      expect(await organizations.memberships(bob.id)).toHaveLength(1)
    })

    test('without an organization makes an account that is a member of none', async () => {
      const { invitations, organizations, owner } = await setUpAcme()
      const link = ok(await invitations.invite({ by: owner }, operator))
      const bob = ok(await invitations.redeem(link, as('bob'), {}))
      expect(await organizations.memberships(bob.id)).toEqual([])
    })

    test('redeemed by twenty at once makes one account and one member', async () => {
      const { invitations, organizations, accounts, owner, acme, write } = await setUpAcme()
      const link = ok(await invitations.invite({ by: owner, organization: write }, operator))
      const redeemed = Array.from({ length: 20 }, (_, n) => invitations.redeem(link, as(`name-${n}`), {}))
      const outcomes = await Promise.all(redeemed)
      expect(outcomes.filter(outcome => !refused(outcome))).toHaveLength(1)
      expect(outcomes.filter(refused)).toEqual(Array(19).fill(unknown))
      expect(await accounts.count()).toBe(2)
      expect((await organizations.members(acme.id)).items).toHaveLength(2)
    })

    test('that is wrong, used, expired or its maker’s who was disabled gets one and the same answer, and no password is hashed for it', async () => {
      const { invitations, owner, clock, store, hashed } = await setUpAcme()
      const used = ok(await invitations.invite({ by: owner }, operator))
      ok(await invitations.redeem(used, as('bob'), {}))
      const expired = ok(await invitations.invite({ by: owner, validFor: 1000 }, operator))
      clock.advance(1000)
      const orphaned = ok(await invitations.invite({ by: owner }, operator))
      await unrecorded(store).write(transaction =>
        transaction.updateTable('accounts').set({ disabled_at: 1 }).where('id', '=', owner.id).execute(),
      )
      const before = hashed()
      const links = [
        used,
        expired,
        orphaned,
        new Secret(''),
        new Secret('x'.repeat(43)),
        new Secret('é'.repeat(9999)),
      ]
      const answers = await Promise.all(
        links.flatMap(link => [invitations.open(link), invitations.redeem(link, as('mallory'), {})]),
      )
      expect(answers).toEqual(Array(12).fill(answers[0]))
      expect(answers[0]).toEqual(unknown)
      expect(hashed()).toBe(before)
    })

    test.each(['removed', 'made an admin'])(
      'of an owner who was %s since lets nobody in, new or known',
      async what => {
        const { invitations, organizations, accounts, owner, acme } = await setUpAcme()
        const mallory = ok(await accounts.create(as('mallory'), operator))
        const membership = { organizationId: acme.id, accountId: mallory.id }
        ok(await organizations.addMember({ ...membership, role: 'owner' }, operator))
        const invitation = { by: mallory, organization: { id: acme.id, role: 'owner' } } as const
        const [first, second] = [
          ok(await invitations.invite(invitation, operator)),
          ok(await invitations.invite(invitation, operator)),
        ]
        if (what === 'removed') ok(await organizations.removeMember(membership, operator))
        else ok(await organizations.setRole({ ...membership, role: 'admin' }, operator))
        expect(await invitations.open(first)).toEqual(unknown)
        expect(await invitations.redeem(first, as('puppet'), {})).toEqual(unknown)
        expect(await invitations.accept(second, mallory, operator)).toEqual(unknown)
        expect(await organizations.roleOf(owner.id, acme.id)).toBe('owner')
        expect((await organizations.members(acme.id)).items).toHaveLength(what === 'removed' ? 1 : 2)
      },
    )

    test('of another administrator is worth nothing once its maker is none', async () => {
      const { invitations, owner, store } = await setUpAcme()
      const link = ok(await invitations.invite({ by: owner, administrator: true }, operator))
      await unrecorded(store).write(transaction =>
        transaction.updateTable('accounts').set({ administrator: 0 }).execute(),
      )
      expect(await invitations.redeem(link, as('mallory'), {})).toEqual(unknown)
    })

    test('is not used up by a name that is taken, a bad address or a weak password', async () => {
      const { invitations, owner, write, organizations, acme } = await setUpAcme()
      const link = ok(await invitations.invite({ by: owner, organization: write }, operator))
      expect(await invitations.redeem(link, as('owner'), {})).toMatchObject({ code: 'name_taken' })
      expect(await invitations.redeem(link, { ...as('bob'), email: 'bob' }, {})).toMatchObject({
        code: 'invalid_email',
      })
      const weak = { ...as('bob'), password: new Secret('password') }
      expect(await invitations.redeem(link, weak, {})).toMatchObject({ code: 'weak_password' })
      expect((await organizations.members(acme.id)).items).toHaveLength(1)
      ok(await invitations.redeem(link, as('bob'), {}))
    })

    test('of another administrator is an administrator’s to make', async () => {
      const { invitations, owner } = await setUpAcme()
      const bob = ok(
        await invitations.redeem(ok(await invitations.invite({ by: owner }, operator)), as('bob'), {}),
      )
      expect(await invitations.invite({ by: bob, administrator: true }, operator)).toMatchObject({
        code: 'administrators_only',
      })
      const link = ok(await invitations.invite({ by: owner, administrator: true }, operator))
      expect(ok(await invitations.redeem(link, as('carol'), {})).administrator).toBe(true)
    })

    test('security 18: is stored as SHA-256 of a secret of 256 bits, and prints as redacted', async () => {
      const { invitations, owner, store } = await setUpAcme()
      const link = ok(await invitations.invite({ by: owner }, operator))
      expect(Buffer.from(link.expose(), 'base64url')).toHaveLength(32)
      const rows = JSON.stringify(await store.read.selectFrom('invitations').selectAll().execute())
      expect(rows).toContain(sha256(link.expose()))
      expect(rows).not.toContain(link.expose())
      expect(await invitations.open(new Secret(sha256(link.expose())))).toEqual(unknown)
    })
  })

  describe('accepting an invitation', () => {
    test('makes somebody who has an account a member, once', async () => {
      const { invitations, organizations, accounts, owner, acme, write } = await setUpAcme()
      const [bob, carol] = [
        ok(await accounts.create(as('bob'), operator)),
        ok(await accounts.create(as('carol'), operator)),
      ]
      const link = ok(await invitations.invite({ by: owner, organization: write }, operator))
      const outcomes = await Promise.all([
        invitations.accept(link, bob, operator),
        invitations.accept(link, carol, operator),
      ])
      expect(outcomes.filter(outcome => outcome === undefined)).toHaveLength(1)
      expect(outcomes).toContainEqual(unknown)
      expect((await organizations.members(acme.id)).items).toHaveLength(2)
    })

    test('of an organization that they are in already leaves the link and their role as they were', async () => {
      const { invitations, organizations, accounts, owner, acme, write } = await setUpAcme()
      const link = ok(await invitations.invite({ by: owner, organization: write }, operator))
      expect(await invitations.accept(link, owner, operator)).toMatchObject({ code: 'already_member' })
      expect(await organizations.roleOf(owner.id, acme.id)).toBe('owner')
      expect(
        await invitations.accept(link, ok(await accounts.create(as('bob'), operator)), operator),
      ).toBeUndefined()
    })

    test('makes nobody an administrator', async () => {
      const { invitations, accounts, owner, write } = await setUpAcme()
      const bob = ok(await accounts.create(as('bob'), operator))
      const link = ok(
        await invitations.invite({ by: owner, administrator: true, organization: write }, operator),
      )
      expect(await invitations.accept(link, bob, operator)).toBeUndefined()
      expect((await accounts.byId(bob.id))?.administrator).toBe(false)
    })

    test('that only makes an account is refused, and leaves it for whom it is meant', async () => {
      const { invitations, owner } = await setUpAcme()
      const link = ok(await invitations.invite({ by: owner }, operator))
      expect(await invitations.accept(link, owner, operator)).toMatchObject({ code: 'for_new_accounts' })
      ok(await invitations.redeem(link, as('bob'), {}))
    })
  })
})
