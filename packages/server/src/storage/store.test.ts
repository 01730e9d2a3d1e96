import { describe, expect, test } from 'vitest'
import { createManualClock, createSeededRandom } from '../host/testing.ts'
import { engines } from './engines/index.ts'
import { openStore } from './index.ts'
import { describeStore } from './store.contract.ts'
import { testEngines } from './testing/stores.ts'

for (const engine of testEngines) describeStore(engine)

describe('the engines', () => {
  test('each of the list is under the contract', () => {
    expect(testEngines.map(({ name }) => name)).toEqual(engines.map(({ name }) => name))
  })

  test('a URL that none of them knows says which there are, and shows no password', async () => {
    const open = openStore({
      url: 'mysql://root:hunter2@db/latchkey',
      clock: createManualClock(),
      random: createSeededRandom(),
    })
    await expect(open).rejects.toThrow(
      'A database\'s URL begins with "sqlite:" or "postgres:", not "mysql:".',
    )
  })
})
