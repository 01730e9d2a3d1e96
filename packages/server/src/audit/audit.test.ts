/** What is written down is found again by whoever it concerns, and nothing of it outlives what it may. */
import { refuse } from '@latchkey/tokens'
import { beforeEach, describe, expect, test } from 'vitest'
import type { Account } from '../accounts/index.ts'
import { createSmallHouse, granted, type SmallHouse } from '../credentials/testing/small-house.ts'
import { keyCaveats } from '../keys/index.ts'
import type { Organization } from '../organizations/index.ts'
import { unrecorded } from '../storage/testing/recorded.ts'
import { forEachEngine } from '../storage/testing/stores.ts'
import { causeByAccount, causeOf, forgetPerson, type NewEvent, operator, recordEvent } from './index.ts'

const day = 86_400_000
const publishing = [{ actions: ['publish'], targets: ['pypi:acme'] }] as const

forEachEngine((_engine, open) => {
  let house: SmallHouse
  let alice: Account
  let acme: Organization

  beforeEach(async () => {
    house = createSmallHouse(await open())
    alice = await house.account('alice')
    acme = await house.organization('acme', alice)
  })

  const record = (event: Partial<NewEvent> = {}) =>
    house.store.write(transaction =>
      recordEvent(transaction, { what: 'key.revoked', at: house.clock.now(), cause: operator, ...event }),
    )
  const namesIn = async (...asked: Parameters<SmallHouse['audit']['list']>) =>
    (await house.audit.list(...asked)).items.map(({ what }) => what)

  describe('an event', () => {
    test('says who did what to what, by which key, from where, with what and when', async () => {
      const place = { organization: 'acme', address: '192.0.2.9', client: 'curl/8' }
      const maker = await house.keyOf(alice, [{ actions: ['administer'], targets: ['*:acme'] }])
      const by = await house.judge(granted(await house.authenticate(maker.token)), {
        ...{ action: 'administer', administers: 'keys', keyRole: 'read', ...place },
      })
      const made = granted(
        await house.keys.create({
          ...{ owner: { kind: 'organization', id: acme.id }, name: 'ci', role: 'read', by },
          caveats: granted(keyCaveats({ allow: [{ actions: ['read'], targets: ['pypi:acme'] }] })),
        }),
      )
      const [event] = (await house.audit.list({ of: acme.id })).items
      expect(event).toMatchObject({
        what: 'key.created',
        at: house.clock.now(),
        actor: { kind: 'account', id: alice.id, name: 'alice' },
        credential: { kind: 'key', id: maker.key.id, name: maker.key.name },
        ...{ address: '192.0.2.9', client: 'curl/8' },
        subject: { kind: 'key', id: made.key.id, name: 'ci' },
        organization: { id: acme.id, name: 'acme' },
      })
      expect(JSON.stringify(event)).not.toContain(made.token.expose())
    })

    test('is there only if what happened is', async () => {
      const before = await namesIn('all')
      await house.store.write(async transaction => {
        await recordEvent(transaction, { what: 'key.revoked', at: 1, cause: operator })
        return refuse('changed_my_mind', 'No.', 'Nothing.')
      })
      expect(await namesIn('all')).toEqual(before)
    })

    test('stands in the lists of the organization, the persons and the keys that it concerns, and in no other', async () => {
      const [bob, carol] = [await house.account('bob'), await house.account('carol')]
      const key = { kind: 'key', id: 'a-key', name: 'a' } as const
      await record({ cause: causeByAccount(bob.id, 'session', {}), organizationId: acme.id, subject: key })
      for (const id of [bob.id, acme.id, 'a-key']) expect((await namesIn({ of: id }))[0]).toBe('key.revoked')
      expect(await namesIn({ of: carol.id })).not.toContain('key.revoked')
      expect(await namesIn({ of: alice.id })).not.toContain('key.revoked')
    })

    test('holds no more of what others wrote than a few words', async () => {
      const details = { text: 'x'.repeat(10_000), list: Array<string>(500).fill('y') }
      await record({ details, cause: { ...operator, client: 'z'.repeat(10_000) } })
      const [event] = (await house.audit.list('all')).items
      expect(JSON.stringify(event).length).toBeLessThan(2_000)
    })
  })

  describe('a list', () => {
    test('gives every event once, the newest first, whatever the size of its pages', async () => {
      for (let at = 1; at <= 25; at += 1) await record({ at, organizationId: 'place', details: { at } })
      for (const limit of [1, 4, 25, 100]) {
        const seen: unknown[] = []
        for (let after: string | undefined; ; ) {
          const page = await house.audit.list(
            { of: 'place' },
            { limit, ...(after !== undefined && { after }) },
          )
          seen.push(...page.items.map(({ details }) => details['at']))
          if (page.next === undefined) break
          after = page.next
        }
        expect(seen).toEqual(Array.from({ length: 25 }, (_, index) => 25 - index))
      }
    })

    test('is narrowed to one name, to one key, and to both', async () => {
      const [own, other] = ['one', 'two'].map(id => ({ kind: 'key', id, name: id }) as const)
      await record({ organizationId: 'place', ...(own && { subject: own }) })
      await record({ organizationId: 'place', what: 'key.renamed', ...(own && { subject: own }) })
      await record({ organizationId: 'place', ...(other && { subject: other }) })
      await record({ organizationId: 'elsewhere', ...(own && { subject: own }) })
      const of = 'place'
      expect(await namesIn({ of })).toEqual(['key.revoked', 'key.renamed', 'key.revoked'])
      expect(await namesIn({ of }, { what: 'key.revoked' })).toHaveLength(2)
      expect(await namesIn({ of }, { key: 'one' })).toEqual(['key.renamed', 'key.revoked'])
      expect(await namesIn({ of }, { key: 'one', what: 'key.renamed' })).toEqual(['key.renamed'])
      expect(await namesIn('all', { key: 'one' })).toHaveLength(3)
      expect(await namesIn('all', { what: 'key.renamed' })).toHaveLength(1)
    })

    test('of a login are those of what was done with it, and of its beginning and its end', async () => {
      const { login, tokens } = await house.loginOf(alice, { deviceName: 'laptop' })
      await house.loginOf(alice)
      const credential = granted(await house.authenticate(tokens.accessToken))
      const allowed = await house.allowed(credential, { action: 'account', safe: true })
      await record({ what: 'key.created', cause: causeOf(allowed) })
      granted(await house.logins.end(login.id, alice.id, operator))
      expect(await namesIn({ of: alice.id }, { login: login.id })).toEqual([
        'login.ended',
        'key.created',
        'login.created',
      ])
      expect(await namesIn('all', { login: login.id, what: 'login.ended' })).toEqual(['login.ended'])
      expect(await namesIn({ of: acme.id }, { login: login.id })).toEqual([])
    })

    test('ends at a cursor that is none of ours', async () => {
      for (const after of ['x', '-1', '1e9', '0x10', ' ', '9'.repeat(40), "1' or '1'='1"])
        expect((await house.audit.list('all', { after })).items).toEqual([])
    })
  })

  describe('what is too old', () => {
    test('goes, with all its places in lists, and nothing else does', async () => {
      for (let each = 0; each < 3; each += 1) {
        house.clock.advance(day)
        const event = { what: 'key.revoked', at: house.clock.now(), cause: operator } as const
        await house.store.write(async transaction => {
          for (let n = 0; n < 400; n += 1)
            await recordEvent(transaction, { ...event, organizationId: 'place' })
        })
      }
      house.clock.advance(day)
      expect(await house.audit.prune(1.5)).toBeGreaterThanOrEqual(800)
      expect((await house.audit.list({ of: 'place' }, { limit: 1000 })).items).toHaveLength(400)
      const orphans = house.store.read
        .selectFrom('event_lists')
        .leftJoin('events', 'events.id', 'event_lists.event_id')
        .select('event_lists.event_id')
        .where('events.id', 'is', null)
      expect(await orphans.execute()).toEqual([])
      expect(await house.audit.prune(1.5)).toBe(0)
    })

    test('never gives its number to another event', async () => {
      const [last] = (await house.audit.list('all')).items
      house.clock.advance(day)
      await house.audit.prune(0)
      await record()
      const [next] = (await house.audit.list('all')).items
      expect(Number(next?.id)).toBeGreaterThan(Number(last?.id))
    })
  })

  test('of a person who is forgotten stay the ids and what happened, and nothing that tells who it was', async () => {
    const bob = await house.account('bob')
    const from = { address: '198.51.100.7', client: 'Firefox on the laptop of bob' }
    const { key } = await house.keyOf(bob, [...publishing])
    granted(await house.keys.rename(key.id, 'laptop of bob', 'local command'))
    await record({ cause: causeByAccount(bob.id, 'session', from), organizationId: acme.id })
    await record({
      cause: {
        ...{ actor: { kind: 'account', id: bob.id }, ...from },
        credential: { kind: 'key', id: key.id, name: 'laptop of bob' },
      },
      organizationId: acme.id,
    })
    await record({ cause: causeByAccount(alice.id, 'session', from), organizationId: acme.id })
    const before = (await house.audit.list({ of: bob.id })).items.length
    await unrecorded(house.store).write(async transaction => {
      await transaction.updateTable('accounts').set({ deleted_at: 1 }).where('id', '=', bob.id).execute()
      await forgetPerson(transaction, bob.id)
    })
    const { items } = await house.audit.list({ of: bob.id })
    expect(items).toHaveLength(before)
    const told = JSON.stringify(items)
    for (const trace of ['198.51.100.7', 'laptop', '"bob"']) expect(told).not.toContain(trace)
    expect(told).toContain(bob.id)
    expect((await house.audit.list({ of: alice.id })).items[0]).toMatchObject(from)
  })
})
