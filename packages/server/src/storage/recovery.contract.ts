/** What outlives a crash, and a new version. */
import { describe, expect, test } from 'vitest'
import { runs, seededRandom } from '../../../../test/support/runs.ts'
import { advanceEpoch } from './index.ts'
import { killWhileWriting, migrateElsewhere } from './testing/processes.ts'
import type { Subject } from './testing/subject.ts'

export function describeRecovery({ open, newUrl }: Subject): void {
  describe('a crash', () => {
    test('kill -9 in the middle of writing loses nothing that was acknowledged, and the next to open needs no help', {
      timeout: 300_000,
    }, async () => {
      const url = await newUrl()
      await migrateElsewhere(url)
      const random = seededRandom()
      for (let round = 0; round < runs(30); round += 1) {
        const acknowledged = await killWhileWriting(url, 5 + random(60))
        expect(acknowledged.length).toBeGreaterThanOrEqual(5)
        const survivor = await open(url)
        const query = survivor.read.selectFrom('names').select('name').where('name', 'in', acknowledged)
        expect(await query.execute()).toHaveLength(acknowledged.length)
        await survivor.write(advanceEpoch)
        await survivor.close()
      }
    })
  })

  describe('migrating', () => {
    test('says where an empty database stands, before and after', async () => {
      const empty = await open(await newUrl())
      expect(await empty.schemaState()).toBe('empty')
      expect(await empty.migrate()).toContain('0001-ground')
      expect(await empty.schemaState()).toBe('current')
      expect(await empty.migrate()).toEqual([])
    })

    test('by many at once, of this process and another, happens once', async () => {
      const url = await newUrl()
      const stores = await Promise.all(Array.from({ length: 8 }, () => open(url)))
      const outcomes = await Promise.all([migrateElsewhere(url), ...stores.map(store => store.migrate())])
      expect(outcomes.filter(names => names.length > 0)).toHaveLength(1)
      for (const store of stores) expect(await store.schemaState()).toBe('current')
    })
  })
}
