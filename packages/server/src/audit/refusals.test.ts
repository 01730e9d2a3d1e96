/** Refusals are written down, behind whoever is refused, and nobody fills the disk with them. */
import { beforeEach, describe, expect, test } from 'vitest'
import { createSmallHouse, type SmallHouse } from '../credentials/testing/small-house.ts'
import type { Store } from '../storage/index.ts'
import { unrecorded } from '../storage/testing/recorded.ts'
import { forEachEngine } from '../storage/testing/stores.ts'
import { createAudit, type NotedRefusal } from './index.ts'

const stranger: NotedRefusal = {
  ...{ what: 'request.refused', code: 'signature_mismatch', address: '192.0.2.1', client: 'curl/8' },
}

forEachEngine((_engine, open) => {
  let house: SmallHouse
  let store: Store

  beforeEach(async () => {
    store = await open()
    house = createSmallHouse(store)
  })

  const written = async (what: NotedRefusal['what']) =>
    (await house.audit.list('all', { what, limit: 1000 })).items
  const minutePasses = async () => {
    house.clock.advance(60_000)
    await house.audit.flush()
  }

  describe('of a token of ours', () => {
    test('nine are written within a second, and the tenth says at the end of the minute how many there were besides', async () => {
      const alice = await house.account('alice')
      const { key } = await house.keyOf(alice, [{ actions: ['read'], targets: ['*'] }])
      const refusal = {
        ...stranger,
        what: 'token.refused',
        keyId: key.id,
        code: 'role_insufficient',
      } as const
      for (let each = 0; each < 1000; each += 1) house.audit.note(refusal)
      await house.audit.flush()
      expect(await written('token.refused')).toHaveLength(9)
      await minutePasses()
      const [last, ...others] = await written('token.refused')
      expect(others).toHaveLength(9)
      expect(last).toMatchObject({
        actor: { kind: 'account', id: alice.id, name: 'alice' },
        credential: { kind: 'key', id: key.id, name: key.name },
        details: { code: 'role_insufficient', leftOut: 990 },
        ...{ address: '192.0.2.1', client: 'curl/8' },
      })
      expect((await house.audit.list({ of: alice.id }, { what: 'token.refused' })).items).toHaveLength(10)
      expect((await house.audit.list('all', { key: key.id, what: 'token.refused' })).items).toHaveLength(10)
    })

    test('whose row is not there any more, the id is kept', async () => {
      house.audit.note({ ...stranger, what: 'token.refused', keyId: 'gone' })
      await house.audit.close()
      expect(await written('token.refused')).toMatchObject([
        { actor: { kind: 'nobody' }, credential: { kind: 'key', id: 'gone' } },
      ])
    })
  })

  describe('of a token of a login', () => {
    test('they are written with whose login it was, and apart from those of a key', async () => {
      const alice = await house.account('alice')
      const of = { kid: 'm1', account_id: alice.id, client_id: 'latchkey', client_name: 'latchkey' }
      const at = { created_at: 0, rotated_at: 0, expires_at: 1, generation: 0, seen: -1 }
      await unrecorded(house.store).write(transaction =>
        transaction
          .insertInto('logins')
          .values({ ...of, ...at, id: 'login', scope: 'api' })
          .execute(),
      )
      for (const holder of [{ loginId: 'login' }, { loginId: 'gone' }])
        for (let each = 0; each < 100; each += 1)
          house.audit.note({ ...stranger, ...holder, what: 'token.refused' })
      await house.audit.close()
      const events = await written('token.refused')
      expect(events).toHaveLength(20)
      expect(events.filter(({ actor }) => actor.id === alice.id)).toHaveLength(10)
      const credentials = new Set(events.map(({ actor, credential }) => `${actor.kind} ${credential?.id}`))
      expect(credentials).toEqual(new Set(['account login', 'nobody gone']))
      expect(events.find(({ credential }) => credential?.id === 'login')?.credential).toEqual({
        ...{ kind: 'login', id: 'login', name: 'latchkey' },
      })
      expect((await house.audit.list({ of: alice.id }, { what: 'token.refused' })).items).toHaveLength(10)
    })
  })

  describe('of anything else', () => {
    test('one of each address is written in a minute, with how many like it there were', async () => {
      for (let each = 0; each < 50; each += 1) house.audit.note(stranger)
      house.audit.note({ ...stranger, address: '192.0.2.2' })
      await minutePasses()
      const events = await written('request.refused')
      expect(events.map(({ address, details }) => [address, details['leftOut']]).sort()).toEqual([
        ['192.0.2.1', 49],
        ['192.0.2.2', undefined],
      ])
      house.audit.note(stranger)
      await minutePasses()
      expect(await written('request.refused')).toHaveLength(3)
    })

    test('all addresses of one /64 are one', async () => {
      for (let each = 0; each < 50; each += 1)
        house.audit.note({ ...stranger, address: `2001:db8::${each.toString(16)}` })
      await minutePasses()
      expect(await written('request.refused')).toHaveLength(1)
    })

    test('a hundred thousand addresses within a minute are no more than a hundred and one events', async () => {
      for (let each = 0; each < 100_000; each += 1)
        house.audit.note({ ...stranger, address: `10.${each >> 16}.${(each >> 8) & 255}.${each & 255}` })
      await minutePasses()
      const rows = await store.read
        .selectFrom('events')
        .select('details')
        .where('what', '=', 'request.refused')
        .execute()
      expect(rows).toHaveLength(101)
      const leftOut = rows.map(({ details }) => JSON.parse(details ?? '{}').leftOut ?? 0)
      expect(rows.length + leftOut.reduce((sum, each) => sum + each, 0)).toBe(100_000)
    })

    test('whoever guesses from everywhere buries neither the list of one person nor what is tried on another', async () => {
      const [alice, bob] = [await house.account('alice'), await house.account('bob')]
      const wrong = { ...stranger, what: 'account.sign_in_refused', code: 'wrong_password' } as const
      for (let each = 0; each < 5_000; each += 1) {
        const address = `10.0.${each >> 8}.${each & 255}`
        house.audit.note({ ...wrong, address })
        house.audit.note({ ...wrong, address, accountId: alice.id })
      }
      house.audit.note({ ...wrong, accountId: bob.id })
      await minutePasses()
      const listed = async (of: string) =>
        (await house.audit.list({ of }, { what: wrong.what, limit: 1000 })).items
      expect(await listed(alice.id)).toHaveLength(101)
      expect(await listed(bob.id)).toMatchObject([{ address: stranger.address }])
      expect(await written(wrong.what)).toHaveLength(203)
    })
  })

  test('nobody waits for it while the database is gone, and what was noted is written when it is back', async () => {
    let isGone = true
    const failures: unknown[] = []
    const audit = createAudit({
      ...{ clock: house.clock, failed: error => failures.push(error) },
      store: {
        ...store,
        write: (work, options) => (isGone ? Promise.reject(new Error('gone')) : store.write(work, options)),
      },
    })
    audit.note(stranger)
    await audit.close()
    expect(failures).toHaveLength(1)
    isGone = false
    await audit.flush()
    expect(await written('request.refused')).toHaveLength(1)
  })
})
