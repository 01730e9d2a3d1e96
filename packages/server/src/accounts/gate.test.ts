import { expect, test } from 'vitest'
import { createGate } from './gate.ts'

function createTestGate() {
  const gate = createGate({ atOnce: 2, waiting: 3, retryAfter: 7 })
  const finish: (() => void)[] = []
  let running = 0
  let most = 0
  const enter = (name: string) =>
    gate(async () => {
      running += 1
      most = Math.max(most, running)
      await new Promise<void>(resolve => finish.push(resolve))
      running -= 1
      return name
    })
  const finishNext = async () => {
    finish.shift()?.()
    await new Promise(resolve => setImmediate(resolve))
  }
  return { gate, enter, finishNext, most: () => most }
}

test('two run, three wait in their order, and the rest are told when to come back', async () => {
  const { enter, finishNext, most } = createTestGate()
  const done: string[] = []
  const inside = ['a', 'b', 'c', 'd', 'e'].map(name => enter(name).then(() => done.push(name)))
  expect(await enter('f')).toMatchObject({ code: 'busy', retryAfter: 7, next: 'Try again in 7 seconds.' })
  for (let n = 0; n < 5; n += 1) await finishNext()
  await Promise.all(inside)
  expect(done).toEqual(['a', 'b', 'c', 'd', 'e'])
  expect(most()).toBe(2)
})

test('a place is free again after work that failed', async () => {
  const { gate } = createTestGate()
  const fail = () => gate(() => Promise.reject(new Error('failed')))
  for (let n = 0; n < 10; n += 1) await expect(fail()).rejects.toThrow('failed')
  expect(await gate(async () => 'in')).toBe('in')
})

test('whoever comes as a place becomes free does not overtake those who wait', async () => {
  const { enter, finishNext, most } = createTestGate()
  const done: string[] = []
  const first = ['a', 'b', 'c'].map(name => enter(name).then(() => done.push(name)))
  await finishNext()
  const last = enter('late').then(() => done.push('late'))
  for (let n = 0; n < 3; n += 1) await finishNext()
  await Promise.all([...first, last])
  expect(done).toEqual(['a', 'b', 'c', 'late'])
  expect(most()).toBe(2)
})
