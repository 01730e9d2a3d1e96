/** The engines for tests: every promise about a store is kept on all of them. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe } from 'vitest'
import { createManualClock, createSeededRandom } from '../../host/testing.ts'
import { openStore } from '../index.ts'
import type { Store } from '../store.ts'
import { recorded } from './recorded.ts'
import { newDatabase } from './shared-postgres.ts'

export interface TestEngine {
  readonly name: string
  /** The URL of a new, empty database. `folder` passes away with the tests. */
  newUrl(folder: string): Promise<string>
}

export const testEngines: readonly TestEngine[] = [
  { name: 'sqlite', newUrl: async folder => `sqlite:${mkdtempSync(join(folder, 'store-'))}/latchkey.db` },
  { name: 'postgres', newUrl: newDatabase },
]

/**
 * Describes the same promises once for each engine. `open` gives a fresh, migrated store, closed after the last test, on
 * which nothing changes without an event.
 *
 *     forEachEngine((engine, open) => {
 *       test('...', async () => {
 *         const store = await open()
 *       })
 *     })
 */
export function forEachEngine(define: (engine: string, open: () => Promise<Store>) => void): void {
  describe.each(testEngines)('$name', engine => {
    const folder = mkdtempSync(join(tmpdir(), 'latchkey-test-'))
    const opened: Store[] = []

    // The first of a run to ask waits until the database has started; no test has to.
    beforeAll(() => engine.newUrl(folder))

    afterAll(async () => {
      await Promise.all(opened.map(store => store.close()))
      rmSync(folder, { recursive: true, force: true })
    })

    define(engine.name, async () => {
      const url = await engine.newUrl(folder)
      const store = await openStore({ url, clock: createManualClock(), random: createSeededRandom() })
      opened.push(store)
      await store.migrate()
      return recorded(store)
    })
  })
}
