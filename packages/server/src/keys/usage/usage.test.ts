/** What a key was used for: counted at once, written behind, read by day. */
import { beforeEach, describe, expect, test } from 'vitest'
import { processorTimeOf } from '../../../../../test/support/processor-time.ts'
import { createSmallHouse, type SmallHouse } from '../../credentials/testing/small-house.ts'
import { createManualClock } from '../../host/testing.ts'
import { forEachEngine } from '../../storage/testing/stores.ts'
import { createKeys, type Key, type KeyUse } from '../index.ts'
import type { OwnedUse } from './told-apart.ts'
import { createUsageLog } from './usage-log.ts'

const hour = 60 * 60 * 1000
const day = 24 * hour
const firstDay = Date.UTC(2026, 0, 1)
const read: Omit<KeyUse, 'key'> = {
  ...{ owner: 'ada', action: 'read', target: 'pypi:acme/widget' },
  ...{ client: 'pip/24.0', address: '192.0.2.7' },
}
const row = {
  ...{ day: firstDay, action: 'read', target: 'pypi:acme/widget' },
  ...{ client: 'pip/24.0', network: '192.0.2.0/24' },
}

forEachEngine((_engine, open) => {
  let house: SmallHouse
  let key: Key

  beforeEach(async () => {
    house = createSmallHouse(await open())
    key = (await house.keyOf(await house.account('ada'), [{ actions: ['read'], targets: ['*'] }])).key
  })

  const count = (use: Partial<KeyUse> = {}) => house.keys.count({ key: key.id, ...read, ...use })
  const usage = async () => {
    await house.keys.flush()
    return (await house.keys.usage(key.id)).items
  }

  test('what a key was lately used for is a target of the last such day, and a package where there is one', async () => {
    const lately = async () => {
      await house.keys.flush()
      return (await house.keys.latelyFor([key.id, 'nobody'])).get(key.id)
    }
    expect(await lately()).toBeUndefined()
    count({ target: 'pypi:acme/old' })
    house.clock.advance(day)
    count({ action: 'read', target: 'pypi:acme' })
    expect(await lately()).toBe('pypi:acme')
    count({ action: 'publish', target: 'pypi:acme/widget' })
    house.clock.advance(day)
    count({ action: 'identify', target: '' })
    expect(await lately()).toBe('pypi:acme/widget')
    expect(await house.keys.latelyFor([])).toEqual(new Map())
  })

  describe('the usage of a key', () => {
    test('is counted by day, action, target, client and network, over any number of flushes', async () => {
      count()
      count({ address: '192.0.2.200' })
      await house.keys.flush()
      count()
      count({ action: 'publish' })
      count({ target: 'pypi:acme/gadget' })
      count({ client: 'uv/0.9' })
      count({ address: '2001:db8:1:2::9' })
      count({ address: '2001:db8:1:ffff::1' })
      expect(await usage()).toEqual([
        { ...row, action: 'publish', count: 1 },
        { ...row, target: 'pypi:acme/gadget', count: 1 },
        { ...row, count: 3 },
        { ...row, network: '2001:db8:1::/48', count: 2 },
        { ...row, client: 'uv/0.9', count: 1 },
      ])
    })

    test('that has no client, no address or no target says so', async () => {
      count({ client: undefined, address: undefined, target: '' })
      expect(await usage()).toEqual([
        { ...row, target: undefined, client: undefined, network: undefined, count: 1 },
      ])
    })

    test('changes the day at midnight UTC, also for a request of before that is written after', async () => {
      house.clock.advance(12 * hour - 1)
      count()
      house.clock.advance(1)
      count()
      count()
      expect(await usage()).toEqual([
        { ...row, day: firstDay + day, count: 2 },
        { ...row, count: 1 },
      ])
    })

    test('is one key’s, and added up over nodes that write at the same time', async () => {
      const { store, clock, masterKeys } = house
      const nodes = [1, 2, 3, 4].map(() =>
        createKeys({
          store,
          clock,
          masterKeys,
          random: () => new Uint8Array(16),
          origin: 'https://a.example',
        }),
      )
      const targets = Array.from({ length: 20 }, (_, n) => `pypi:acme/package-${n}`)
      for (let round = 0; round < 3; round += 1) {
        for (const [n, node] of nodes.entries())
          for (const target of n % 2 === 0 ? targets : targets.toReversed())
            node.count({ key: key.id, ...read, target })
        await Promise.all(nodes.map(node => node.flush()))
      }
      const items = await usage()
      expect(items).toHaveLength(20)
      expect(items.every(item => item.count === 12)).toBe(true)
      const other = await house.keyOf(await house.account('bob'), [{ actions: ['read'], targets: ['*'] }])
      expect((await house.keys.usage(other.key.id)).items).toEqual([])
    })

    test('is read a page at a time, whole and in order; a cursor that is none of ours finds nothing', async () => {
      for (let n = 0; n < 3; n += 1) {
        for (const target of ['', 'pypi:acme', 'pypi:acme/widget']) {
          count({ target })
          count({ target, client: undefined })
        }
        house.clock.advance(day)
      }
      const all = await usage()
      expect(all).toHaveLength(18)
      const paged = []
      for (let after: string | undefined; ; ) {
        const page = await house.keys.usage(key.id, { limit: 5, ...(after !== undefined && { after }) })
        paged.push(...page.items)
        if (page.next === undefined) break
        after = page.next
      }
      expect(paged).toEqual(all)
      for (const after of ['', 'nonsense', Buffer.from('1 a\0 b c d').toString('base64url'), "' or 1=1 --"])
        expect((await house.keys.usage(key.id, { after })).items).toEqual([])
    })

    test('that is too old is forgotten, and nothing younger', async () => {
      for (let n = 0; n < 3; n += 1) {
        count()
        house.clock.advance(day)
      }
      await house.keys.flush()
      await house.keys.forgetUsage(1)
      expect((await usage()).map(item => item.day)).toEqual([firstDay + 2 * day])
    })

    test('of one who calls itself otherwise each time fills neither the memory nor the disk', async () => {
      for (let n = 0; n < 2_000; n += 1) {
        count({ client: `client/${n}` })
        if (n % 700 === 0) await house.keys.flush()
      }
      await house.keys.flush()
      const { items } = await house.keys.usage(key.id, { limit: 1000 })
      expect(items).toHaveLength(501)
      expect(items.find(({ client }) => client === 'others')).toEqual({
        ...{ ...row, target: undefined, client: 'others', network: undefined, count: 1_500 },
      })
    })
  })
})

/** Takes the rows of one flush after another, or nothing while it is gone. */
function createTaking() {
  const taken: OwnedUse[] = []
  const state = { gone: true }
  const add = async (uses: readonly OwnedUse[]) => {
    if (state.gone) throw new Error('attempt to write a readonly database')
    taken.push(...uses)
  }
  return { add, state, taken }
}

const use: KeyUse = { key: 'a', ...read }

test('a database that cannot be written fails nobody, and what was counted meanwhile is written once it can', async () => {
  const { add, state, taken } = createTaking()
  const errors: unknown[] = []
  const log = createUsageLog({ add, clock: createManualClock(), failed: error => errors.push(error) })
  log.count(use)
  await log.flush()
  log.count(use)
  await log.flush()
  expect(errors).toHaveLength(2)
  state.gone = false
  log.count(use)
  await log.flush()
  await log.flush()
  expect(taken).toMatchObject([{ count: 3 }])
})

test('a database that is gone for long does not fill the memory: 20,000 rows wait at most', async () => {
  const { add, state, taken } = createTaking()
  const log = createUsageLog({ add, clock: createManualClock(), failed: () => {} })
  for (let n = 0; n < 60_000; n += 1) {
    log.count({ ...use, key: `key-${n}` })
    if (n % 15_000 === 0) await log.flush()
  }
  await log.flush()
  state.gone = false
  await log.flush()
  expect(taken).toHaveLength(20_000)
  expect(taken.every(({ count }) => count === 1)).toBe(true)
})

test('what was forgotten before it was written, and came again, is one row all the same', async () => {
  const { add, state, taken } = createTaking()
  state.gone = false
  const log = createUsageLog({ add, clock: createManualClock(), failed: () => {} })
  for (let n = 0; n < 19_990; n += 1) log.count({ ...use, key: `key-${n}` })
  log.count(use)
  await log.flush()
  log.count(use)
  for (let n = 0; n < 20; n += 1) log.count({ ...use, key: `another-${n}` })
  log.count(use)
  await log.flush()
  expect(taken.filter(({ key_id }) => key_id === use.key).map(({ count }) => count)).toEqual([1, 2])
})

test('a key that is used for two things in turn is counted for each, however they are spelled', async () => {
  const { add, state, taken } = createTaking()
  state.gone = false
  const log = createUsageLog({ add, clock: createManualClock(), failed: () => {} })
  for (let n = 0; n < 10; n += 1) {
    log.count({ ...use, address: `192.0.2.${n}` })
    log.count({ ...use, action: 'publish' })
    log.count({ ...use, target: 'pypi:acme/gadget' })
  }
  await log.flush()
  expect(taken.map(({ action, target, count }) => [action, target, count])).toEqual([
    ['publish', 'pypi:acme/widget', 10],
    ['read', 'pypi:acme/gadget', 10],
    ['read', 'pypi:acme/widget', 10],
  ])
})

test('counting one more costs about a microsecond', () => {
  const { add } = createTaking()
  const log = createUsageLog({ add, clock: createManualClock(), failed: () => {} })
  const uses = Array.from({ length: 100 }, (_, n) => ({ ...use, key: `key-${n}` }))
  const countOften = () => {
    for (let n = 0; n < 100_000; n += 1) log.count(uses[n % 100] ?? use)
  }
  const best = Math.min(...Array.from({ length: 5 }, () => processorTimeOf(countOften)))
  expect((best * 1_000) / 100_000).toBeLessThan(2)
})
