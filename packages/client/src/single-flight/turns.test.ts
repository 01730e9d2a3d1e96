import { setImmediate } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import type { Clock } from '../machine.ts'
import { manualClock, realClock } from './testing/clocks.ts'
import { createTurns } from './turns.ts'

const hour = 3_600_000

test('turns of one name come in the order of asking, one at a time, also to those who ask after some have ended', async () => {
  const turns = createTurns(realClock)
  const order: string[] = []
  const asking = (name: string) => {
    const turn = turns('login')
    void turn.comesWithin(hour).then(() => order.push(name))
    return turn
  }
  const [first, second] = [asking('first'), asking('second')]
  await setImmediate()
  expect(order).toEqual(['first'])
  first.end()
  await setImmediate()
  const third = asking('third')
  await setImmediate()
  expect(order).toEqual(['first', 'second'])
  second.end()
  await setImmediate()
  expect(order).toEqual(['first', 'second', 'third'])
  third.end()
})

describe('a wait', () => {
  /** A clock that only tells what it is asked. */
  function listening() {
    const asked: { milliseconds: number; signal: AbortSignal | undefined; wake: () => void }[] = []
    const sleep: Clock['sleep'] = (milliseconds, signal) =>
      new Promise(resolve => {
        asked.push({ milliseconds, signal, wake: resolve })
        signal?.addEventListener('abort', () => resolve())
      })
    return { asked, turns: createTurns({ ...manualClock(), sleep }) }
  }

  test('that is over is no timer any more', async () => {
    const { asked, turns } = listening()
    const [first, second] = [turns('login'), turns('login')]
    const came = second.comesWithin(hour)
    expect(asked).toMatchObject([{ milliseconds: hour, signal: { aborted: false } }])
    first.end()
    expect(await came).toBe(true)
    expect(asked[0]?.signal?.aborted).toBe(true)
  })

  test('ends without the turn when its time is over, or by its signal', async () => {
    const { asked, turns } = listening()
    turns('login')
    const late = turns('login').comesWithin(hour)
    asked[0]?.wake()
    expect(await late).toBe(false)
    const called = new AbortController()
    const given = turns('login').comesWithin(hour, called.signal)
    called.abort()
    expect(await given).toBe(false)
  })
})
