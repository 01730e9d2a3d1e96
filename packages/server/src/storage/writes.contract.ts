/** A transaction is kept whole, or nothing of it. */
import { refuse } from '@latchkey/tokens'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { propertyOptions } from '../../../../test/support/runs.ts'
import { findName, insertName, type Subject } from './testing/subject.ts'

export function describeWrites({ store, other, url, open }: Subject): void {
  describe('a write', () => {
    test('that resolved is there for a program that opens the database later', async () => {
      await store().write(transaction => insertName(transaction, 'committed'))
      const later = await open(url())
      expect(await findName(later, 'committed')).toBe(true)
    })

    test('is seen by whoever reads after it, here and in another program', async () => {
      for (let round = 0; round < 20; round += 1) {
        await store().write(transaction => insertName(transaction, `seen-${round}`))
        expect(await findName(store(), `seen-${round}`)).toBe(true)
        expect(await findName(other(), `seen-${round}`)).toBe(true)
      }
    })

    test('that returns a refusal returns it and leaves nothing behind', async () => {
      const refusal = refuse('no', 'No.', 'Go.')
      const outcome = await store().write(async transaction => {
        await insertName(transaction, 'refused')
        return refusal
      })
      expect(outcome).toBe(refusal)
      expect(await findName(store(), 'refused')).toBe(false)
    })

    test('that throws throws the same and leaves nothing behind', async () => {
      const error = new Error('broken')
      const write = store().write(async transaction => {
        await insertName(transaction, 'thrown')
        throw error
      })
      await expect(write).rejects.toBe(error)
      expect(await findName(store(), 'thrown')).toBe(false)
    })

    test('that fails in the database leaves nothing behind and does not hinder the next', async () => {
      await store().write(transaction => insertName(transaction, 'twice'))
      const write = store().write(async transaction => {
        await insertName(transaction, 'before the failure')
        await insertName(transaction, 'twice')
      })
      await expect(write).rejects.toThrow()
      expect(await findName(store(), 'before the failure')).toBe(false)
      await store().write(transaction => insertName(transaction, 'after the failure'))
      expect(await findName(store(), 'after the failure')).toBe(true)
    })

    test('cannot use its transaction once it is over', async () => {
      const kept = await store().write(async transaction => [transaction])
      await expect(kept[0]?.deleteFrom('names').execute()).rejects.toThrow()
      expect(await findName(store(), 'committed')).toBe(true)
    })

    test('with relaxed durability is a transaction all the same', async () => {
      const relaxed = { durability: 'relaxed' } as const
      await store().write(transaction => insertName(transaction, 'relaxed'), relaxed)
      await store().write(async transaction => {
        await insertName(transaction, 'relaxed and refused')
        return refuse('no', 'No.', 'Go.')
      }, relaxed)
      expect(await findName(other(), 'relaxed')).toBe(true)
      expect(await findName(other(), 'relaxed and refused')).toBe(false)
    })

    test('of random rows, refusals and failures leaves what a map would hold', async () => {
      const change = fc.record({
        name: fc.constantFrom('m-a', 'm-b', 'm-c'),
        kind: fc.constantFrom('put', 'remove'),
        outcome: fc.constantFrom('commit', 'commit', 'refuse', 'throw'),
        at: fc.integer({ min: -(2 ** 53) + 1, max: 2 ** 53 - 1 }),
      })
      const property = fc.asyncProperty(fc.array(change, { maxLength: 12 }), async changes => {
        await store().write(transaction =>
          transaction.deleteFrom('names').where('name', 'like', 'm-%').execute(),
        )
        const model = new Map<string, number>()
        for (const { name, kind, outcome, at } of changes) {
          const write = store().write(async transaction => {
            await transaction.deleteFrom('names').where('name', '=', name).execute()
            if (kind === 'put') await insertName(transaction, name, at)
            if (outcome === 'throw') throw new Error('thrown')
            return outcome === 'refuse' ? refuse('no', 'No.', 'Go.') : undefined
          })
          await write.catch(() => undefined)
          if (outcome !== 'commit') continue
          model.delete(name)
          if (kind === 'put') model.set(name, at)
        }
        const query = store()
          .read.selectFrom('names')
          .where('name', 'like', 'm-%')
          .select(['name', 'created_at'])
        const rows = await query.orderBy('name').execute()
        expect(rows.map(row => [row.name, row.created_at])).toEqual([...model].sort())
      })
      await fc.assert(property, propertyOptions(300))
    })
  })
}
