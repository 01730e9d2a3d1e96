import { once } from 'node:events'
import { type AddressInfo, connect, createServer } from 'node:net'
import { join } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { createManualClock, createSeededRandom } from '../../../host/testing.ts'
import { advanceEpoch } from '../../epoch.ts'
import { migrations } from '../../migrations/index.ts'
import { type Store, StoreBusy } from '../../store.ts'
import { newDatabase } from '../../testing/shared-postgres.ts'
import { postgres } from './engine.ts'
import { whileConflicting } from './retry.ts'

const host = { clock: createManualClock(), random: createSeededRandom(), migrations }

describe('a store', () => {
  let url: string
  let store: Store

  beforeAll(async () => {
    url = `${await newDatabase()}&application_name=to-be-ended`
    store = await postgres.open({ url, ...host })
    await store.migrate()
  })

  afterAll(() => store.close())

  test('whose connections the database ended goes on with new ones', async () => {
    await Promise.all([store.write(advanceEpoch), store.read.selectFrom('epoch').selectAll().execute()])
    const administrator = new pg.Client({ connectionString: url })
    await administrator.connect()
    await administrator.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'to-be-ended' and pid <> pg_backend_pid()",
    )
    const ended = () =>
      administrator.query(
        "select pid from pg_stat_activity where application_name = 'to-be-ended' and pid <> pg_backend_pid()",
      )
    await expect.poll(async () => (await ended()).rows).toEqual([])
    await administrator.end()
    // Their last words came before that answer, and are read by the end of this turn.
    await nextTurn()
    await store.write(advanceEpoch)
    expect(await store.read.selectFrom('epoch').selectAll().executeTakeFirst()).toEqual({ id: 1, value: 2 })
  })

  test('whose connections break as they are made loses no place for others, and can be closed', async () => {
    let breaking = true
    const place = new URL(url)
    const socket = join(place.searchParams.get('host') ?? '', '.s.PGSQL.5432')
    const way = createServer(near => {
      const far = connect(socket).on('error', () => undefined)
      near.on('error', () => undefined).on('close', () => far.destroy())
      // Where something is asked over it, it is made.
      near.on('data', said => (breaking && said.includes('set session') ? near.destroy() : far.write(said)))
      far.pipe(near)
    })
    await once(way.listen(0, '127.0.0.1'), 'listening')
    onTestFinished(() => void way.close())
    place.searchParams.delete('host')
    Object.assign(place, { hostname: '127.0.0.1', port: String((way.address() as AddressInfo).port) })
    const broken = await postgres.open({ url: place.href, ...host })
    for (let each = 0; each < 9; each += 1) await expect(broken.schemaState()).rejects.toThrow()
    breaking = false
    expect(await broken.schemaState()).toBe('current')
    await broken.close()
  })

  test('that cannot be reached says so without the password', async () => {
    const nowhere = await postgres.open({ url: 'postgres://latchkey:hunter2@127.0.0.1:1/latchkey', ...host })
    const error = await nowhere.schemaState().catch((error: unknown) => error)
    expect(error).toBeInstanceOf(Error)
    expect(String(error)).toContain('ECONNREFUSED')
    expect(String(error)).not.toContain('hunter2')
    await nowhere.close()
  })
})

describe('a write in the way of others', () => {
  const inTheWay = (code: string) => Object.assign(new Error('could not serialize'), { code })
  const noPause = () => new Uint8Array(1)

  test('is tried again until it lands, with pauses that differ', async () => {
    const failures = [inTheWay('40001'), inTheWay('40P01'), inTheWay('40001')]
    const attempt = async () => {
      const failure = failures.shift()
      if (failure) throw failure
      return 'landed'
    }
    expect(await whileConflicting(attempt, createSeededRandom())).toBe('landed')
    expect(failures).toEqual([])
  })

  test('that never lands gives up as busy', async () => {
    const attempt = async () => {
      throw inTheWay('40001')
    }
    await expect(whileConflicting(attempt, noPause)).rejects.toThrow(StoreBusy)
  })

  test('that failed for another reason is not tried again', async () => {
    let tried = 0
    const attempt = async () => {
      tried += 1
      throw inTheWay('23505')
    }
    await expect(whileConflicting(attempt, noPause)).rejects.toThrow('could not serialize')
    expect(tried).toBe(1)
  })
})
