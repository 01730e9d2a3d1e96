import { refuse } from '@latchkey/tokens'
import { beforeEach, describe, expect, test } from 'vitest'
import { createManualClock, type ManualClock } from '../host/testing.ts'
import { createEpochWatch, type EpochWatch } from './epoch-watch.ts'
import { advanceEpoch, type Store } from './index.ts'
import { forEachEngine } from './testing/stores.ts'

forEachEngine((_engine, open) => {
  let store: Store
  let clock: ManualClock
  let failures: unknown[]
  let epoch: EpochWatch

  const watch = (over: Store) =>
    createEpochWatch({ store: over, clock, failed: error => failures.push(error) })

  beforeEach(async () => {
    store = await open()
    clock = createManualClock()
    failures = []
    epoch = watch(store)
  })

  describe('the epoch', () => {
    test('is confirmed by a reading, for less than 700 milliseconds', async () => {
      expect(epoch.confirmed()).toBeUndefined()
      await epoch.read()
      const value = epoch.confirmed()
      expect(value).toBeTypeOf('number')
      clock.advance(699)
      expect(epoch.confirmed()).toBe(value)
      clock.advance(1)
      expect(epoch.confirmed()).toBeUndefined()
    })

    test('that somebody else advanced is another after the next reading', async () => {
      await epoch.read()
      const before = epoch.confirmed()
      await store.write(advanceEpoch)
      await epoch.read()
      expect(epoch.confirmed()).toBe((before ?? 0) + 1)
    })

    test('that this node advanced is unconfirmed when the write returns, until it was read again', async () => {
      await epoch.read()
      await epoch.store.write(advanceEpoch)
      expect(epoch.confirmed()).toBeUndefined()
      await epoch.read()
      expect(epoch.confirmed()).toBeTypeOf('number')
    })

    test('stays confirmed over a write that narrows nothing', async () => {
      await epoch.read()
      await epoch.store.write(async transaction => transaction.selectFrom('names').selectAll().execute())
      expect(epoch.confirmed()).toBeTypeOf('number')
    })

    test('is doubted also where nobody can tell whether the write that narrows was committed', async () => {
      const cutOff = watch({
        ...store,
        write: async (work, options) => {
          await store.write(work, options)
          throw new Error('Connection terminated')
        },
      })
      await cutOff.read()
      await expect(cutOff.store.write(advanceEpoch)).rejects.toThrow('terminated')
      expect(cutOff.confirmed()).toBeUndefined()
    })

    test('did not move where the narrowing was refused', async () => {
      await epoch.read()
      const before = epoch.confirmed()
      await epoch.store.write(async transaction => {
        await advanceEpoch(transaction)
        return refuse('last_owner', 'No.', 'Ask somebody else.')
      })
      await epoch.read()
      expect(epoch.confirmed()).toBe(before)
    })

    test('counts from before its query was sent: an answer that took 700 milliseconds confirms nothing', async () => {
      const reading = epoch.read()
      clock.advance(700)
      await reading
      expect(epoch.confirmed()).toBeUndefined()
    })

    test('is not confirmed by a reading that began before a change of this node', async () => {
      const reading = epoch.read()
      await epoch.store.write(advanceEpoch)
      await reading
      expect(epoch.confirmed()).toBeUndefined()
    })

    for (const [what, milliseconds] of [
      ['an hour ahead, as after a sleep', 3_600_000],
      ['back', -1],
    ] as const) {
      test(`is unconfirmed when the wall clock jumps ${what}`, async () => {
        let jumped = 0
        const hand = { now: () => clock.now() + jumped, monotonic: clock.monotonic }
        const jumping = createEpochWatch({ store, clock: hand, failed: () => undefined })
        await jumping.read()
        jumped = milliseconds
        expect(jumping.confirmed()).toBeUndefined()
      })
    }

    test('that cannot be read is told once, and again only after it could be', async () => {
      let broken = true
      const read = {
        selectFrom() {
          if (broken) throw new Error('gone')
          return store.read.selectFrom('epoch')
        },
      }
      const watching = watch({ ...store, read: read as unknown as Store['read'] })
      for (let round = 0; round < 5; round += 1) await watching.read()
      expect(failures).toEqual([new Error('gone')])
      broken = false
      await watching.read()
      expect(watching.confirmed()).toBeTypeOf('number')
      broken = true
      await watching.read()
      expect(failures).toHaveLength(2)
    })
  })
})
