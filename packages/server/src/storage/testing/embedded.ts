/** A store for tests whose promises have nothing to do with the engine. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { createManualClock, createSeededRandom } from '../../host/testing.ts'
import { openStore, type Store } from '../index.ts'
import { recorded } from './recorded.ts'

/** Gives an opener of fresh stores on the embedded database; they go when the tests of this suite have run. */
export function embeddedStores(): () => Promise<Store> {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-embedded-'))
  const opened: Store[] = []
  afterAll(async () => {
    await Promise.all(opened.map(store => store.close()))
    rmSync(folder, { recursive: true, force: true })
  })
  return async () => {
    const url = `sqlite:${join(folder, `${opened.length}.db`)}`
    const store = await openStore({ url, clock: createManualClock(), random: createSeededRandom() })
    opened.push(store)
    await store.migrate()
    return recorded(store)
  }
}
