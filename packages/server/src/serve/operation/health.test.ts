import { expect, test } from 'vitest'
import { createManualClock } from '../../host/testing.ts'
import { forEachEngine } from '../../storage/testing/stores.ts'
import { createHealth, type HealthGround } from './health.ts'

const readOnly = new Error('attempt to write a readonly database')

forEachEngine((_engine, open) => {
  async function opened(more: Partial<HealthGround> = {}) {
    const clock = createManualClock()
    const store = await open()
    const health = createHealth(clock)
    health.opened({ store, epoch: { age: () => 300 }, ...more })
    return { clock, health, store }
  }

  test('a database that takes changes is ready, and nothing was changed to find out', async () => {
    const { health, store } = await opened()
    const epoch = () => store.read.selectFrom('epoch').selectAll().execute()
    const before = await epoch()
    expect(await health.readiness()).toEqual({ status: 'ready', reasons: [] })
    expect(await epoch()).toEqual(before)
  })

  test('one that takes no changes is degraded, until it takes them again', async () => {
    let broken = true
    const store = await open()
    const write: typeof store.write = work => (broken ? Promise.reject(readOnly) : store.write(work))
    const { clock, health } = await opened({ store: { write } })
    expect(await health.readiness()).toMatchObject({ status: 'degraded' })
    broken = false
    expect(await health.readiness()).toMatchObject({ status: 'degraded' })
    clock.advance(5_001)
    expect(await health.readiness()).toMatchObject({ status: 'ready' })
  })

  test('one that has not answered for two seconds is not ready', async () => {
    let age: number | undefined
    const { health } = await opened({ epoch: { age: () => age } })
    expect(await health.readiness()).toMatchObject({ status: 'not ready' })
    age = 2_000
    expect(await health.readiness()).toMatchObject({ status: 'ready' })
    age = 2_001
    expect(await health.readiness()).toEqual({
      status: 'not ready',
      reasons: ['The database does not answer.'],
    })
  })
})

test('a server that starts is not ready', async () => {
  expect(await createHealth(createManualClock()).readiness()).toEqual({
    status: 'not ready',
    reasons: ['This server is starting.'],
  })
})
