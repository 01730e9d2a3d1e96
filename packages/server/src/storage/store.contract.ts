/** What every engine promises, as tests. `store.test.ts` runs them for each engine of the list. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe } from 'vitest'
import { createManualClock, createSeededRandom } from '../host/testing.ts'
import { describeConcurrency } from './concurrency.contract.ts'
import { openStore, type Store } from './index.ts'
import { describeMoving } from './moving.contract.ts'
import { describeReading } from './reading.contract.ts'
import { describeRecovery } from './recovery.contract.ts'
import { describeRevision } from './revision.contract.ts'
import type { TestEngine } from './testing/stores.ts'
import type { Subject } from './testing/subject.ts'
import { describeWrites } from './writes.contract.ts'

export function describeStore(engine: TestEngine): void {
  describe(`a store on ${engine.name}`, () => {
    const folder = mkdtempSync(join(tmpdir(), 'latchkey-contract-'))
    const opened: Store[] = []
    let url: string
    let store: Store
    let other: Store

    const subject: Subject = {
      store: () => store,
      other: () => other,
      url: () => url,
      newUrl: () => engine.newUrl(folder),
      open: async at => {
        const random = createSeededRandom(`program ${opened.length}`)
        const store = await openStore({ url: at, clock: createManualClock(), random })
        opened.push(store)
        return store
      },
    }

    beforeAll(async () => {
      url = await subject.newUrl()
      store = await subject.open(url)
      await store.migrate()
      other = await subject.open(url)
    })

    afterAll(async () => {
      await Promise.all(opened.map(each => each.close()))
      rmSync(folder, { recursive: true, force: true })
    })

    describeWrites(subject)
    describeConcurrency(subject)
    describeReading(subject)
    describeRevision(subject)
    describeRecovery(subject)
    describeMoving(subject)
  })
}
