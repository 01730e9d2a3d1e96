/** Transactions run as if each ran alone, whichever program they come from. */
import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { advanceEpoch, type Store } from './index.ts'
import { holdElsewhere } from './testing/processes.ts'
import { findName, insertName, type Subject } from './testing/subject.ts'

export function describeConcurrency({ store, other, url }: Subject): void {
  describe('writes at the same time', () => {
    test('with the same condition: one of them wins', async () => {
      for (let round = 0; round < 10; round += 1) {
        const name = `once-${round}`
        await store().write(transaction => insertName(transaction, name))
        const claims = Array.from({ length: 8 }, (_, n) =>
          (n % 2 ? store() : other()).write(async transaction => {
            const claim = transaction.updateTable('names').set({ owner_id: `owner-${n}` })
            return claim.where('name', '=', name).where('owner_id', 'is', null).executeTakeFirstOrThrow()
          }),
        )
        const outcomes = await Promise.all(claims)
        expect(outcomes.filter(({ numUpdatedRows }) => numUpdatedRows === 1n)).toHaveLength(1)
        expect(outcomes.filter(({ numUpdatedRows }) => numUpdatedRows === 0n)).toHaveLength(7)
      }
    })

    test('of the same unique name: one row', async () => {
      for (let round = 0; round < 10; round += 1) {
        const inserts = Array.from({ length: 8 }, (_, n) =>
          (n % 2 ? store() : other()).write(transaction => insertName(transaction, `unique-${round}`)),
        )
        const outcomes = await Promise.allSettled(inserts)
        expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
      }
    })

    test('that each read what the other changes: as if one ran after the other (no write skew)', async () => {
      for (let round = 0; round < 20; round += 1) {
        const pair = [`skew-${round}-a`, `skew-${round}-b`]
        await store().write(async transaction => {
          for (const name of pair) await insertName(transaction, name)
        })
        const leave = (at: Store, name: string) =>
          at.write(async transaction => {
            const present = await transaction
              .selectFrom('names')
              .select('name')
              .where('name', 'in', pair)
              .execute()
            if (present.length === 2) await transaction.deleteFrom('names').where('name', '=', name).execute()
          })
        await Promise.all([leave(store(), `skew-${round}-a`), leave(other(), `skew-${round}-b`)])
        const left = await store().read.selectFrom('names').select('name').where('name', 'in', pair).execute()
        expect(left).toHaveLength(1)
      }
    })

    test('fifty at once all land', async () => {
      const before = await epoch(store())
      await Promise.all(Array.from({ length: 50 }, (_, n) => (n % 2 ? store() : other()).write(advanceEpoch)))
      expect(await epoch(store())).toBe(before + 50)
    })

    test('another process that holds the database is waited for', async () => {
      const release = await holdElsewhere(url())
      let landed = false
      const write = store()
        .write(advanceEpoch)
        .then(() => {
          landed = true
        })
      await pause(300)
      expect(landed).toBe(false)
      expect(await findName(store(), 'committed')).toBe(true)
      await release()
      await write
    })
  })
}

async function epoch(store: Store): Promise<number> {
  return (await store.read.selectFrom('epoch').select('value').executeTakeFirstOrThrow()).value
}
