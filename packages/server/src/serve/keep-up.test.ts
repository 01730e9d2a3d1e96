import { refuse } from '@latchkey/tokens'
import { beforeEach, describe, expect, test } from 'vitest'
import { createKeepUp } from './keep-up.ts'

const lacking = refuse('master_key_missing', 'This node lacks the master key m2.', 'Install it.')

describe('a node that follows the epoch', () => {
  let at: number | undefined
  let answers: (() => undefined | typeof lacking)[]
  let looked: number
  let logged: unknown[]
  let keepUp: () => Promise<void>

  beforeEach(() => {
    at = 1
    answers = []
    looked = 0
    logged = []
    keepUp = createKeepUp({
      epoch: { confirmed: () => at },
      masterKeys: {
        keepUp: async () => {
          looked += 1
          return answers.shift()?.()
        },
      },
      log: { warn: () => undefined, error: bindings => logged.push(bindings) },
    })
  })

  test('looks at the master keys when it moved, and not while it stands or is not known', async () => {
    for (const epoch of [1, 1, undefined, 1, 2, 2]) {
      at = epoch
      await keepUp()
    }
    expect(looked).toBe(2)
    expect(logged).toEqual([])
  })

  test('looks each time while it lacks a master key, and says so once', async () => {
    answers = [() => lacking, () => lacking, () => undefined]
    for (let reading = 0; reading < 5; reading += 1) await keepUp()
    expect(looked).toBe(3)
    expect(logged).toEqual([{ reason: lacking.message, next: lacking.next }])
  })

  test('looks again where the database was gone, or the file could not be read', async () => {
    const gone = () => {
      throw new Error('connection refused')
    }
    answers = [gone, gone, () => undefined]
    for (let reading = 0; reading < 5; reading += 1) await keepUp()
    expect(looked).toBe(3)
    expect(logged).toHaveLength(1)
  })
})
