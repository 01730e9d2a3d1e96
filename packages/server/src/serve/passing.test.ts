/** A machine that has no room, or a database that takes no changes, is said to be so by every door. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { sql } from 'kysely'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createApiHouse } from '../api/testing/house.ts'
import { origin } from '../credentials/testing/small-house.ts'
import { createPagesHouse } from '../pages/testing/house.ts'
import { Visitor } from '../pages/testing/visitor.ts'
import { openStore, type Store } from '../storage/index.ts'
import { newDatabase } from '../storage/testing/shared-postgres.ts'
import { forEachEngine } from '../storage/testing/stores.ts'
import { clock, random } from './machine.ts'
import { passing } from './passing.ts'

/** What the real SQLite throws at the statement, on a database that these made ready. */
function thrownBySqlite(statement: string, ...before: readonly string[]): unknown {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-passing-'))
  const database = new DatabaseSync(join(folder, 'latchkey.db'))
  onTestFinished(() => {
    database.close()
    rmSync(folder, { recursive: true })
  })
  try {
    for (const each of ['create table t (x)', ...before, statement]) database.exec(each)
  } catch (error) {
    return error
  }
  return undefined
}

const fullDisk = () => thrownBySqlite('insert into t values (zeroblob(100000))', 'pragma max_page_count = 5')
const readOnly = () => thrownBySqlite('insert into t values (1)', 'pragma query_only = on')

const conditions = [
  ['a full disk', fullDisk, 507, /no room.*nothing was changed.*operator/s],
  [
    'a database that takes no changes',
    readOnly,
    503,
    /takes no changes.*nothing was changed.*Try again later/s,
  ],
] as const

describe.each(conditions)('%s', (_, make, status, said) => {
  forEachEngine((_engine, open) => {
    /** A store that takes changes until it breaks. */
    async function breaking() {
      let failure: unknown
      const store = await open()
      const write: Store['write'] = (work, options) =>
        failure === undefined ? store.write(work, options) : Promise.reject(failure)
      return {
        store: { ...store, write },
        break: () => {
          failure = make()
        },
      }
    }

    test(`is ${status} for the API`, async () => {
      const broken = await breaking()
      const house = createApiHouse(broken.store)
      const { people } = await house.acme()
      const { key, token } = await house.keyOf(people.owner, [{ actions: ['account'], targets: ['*'] }])
      broken.break()
      const answer = await house.call('PATCH', `/keys/${key.id}`, { token, body: { name: 'laptop' } })
      expect(answer.status).toBe(status)
      expect(`${answer.body.error.message} ${answer.body.error.next}`).toMatch(said)
      expect((await house.call('GET', '/keys', { token })).status).toBe(200)
    })

    test(`is ${status} for who signs in, and who is signed in looks on`, async () => {
      const broken = await breaking()
      const house = createPagesHouse(broken.store)
      await house.person('ada')
      const inside = new Visitor(house, origin)
      expect((await inside.signIn('ada')).status).toBe(303)
      broken.break()
      const answer = await new Visitor(house, origin).signIn('ada')
      expect(answer.status).toBe(status)
      expect(answer.html).toMatch(said)
      expect((await inside.get('/account/keys')).status).toBe(200)
    })
  })
})

test('a PostgreSQL that was made read-only is told from a bug', async () => {
  const store = await openStore({ url: await newDatabase(), clock, random })
  onTestFinished(() => store.close())
  const thrown = await store
    .write(async transaction => {
      await sql`set transaction read only`.execute(transaction)
      await sql`create table t (x integer)`.execute(transaction)
    })
    .catch((error: unknown) => error)
  expect(thrown).toMatchObject({ code: '25006' })
  expect(passing(thrown)).toMatchObject({ code: 'read_only', retryAfter: 60 })
})

test.each(['ENOSPC', 'EDQUOT', '53100'])('the code %s is a disk that is full', code => {
  expect(passing(Object.assign(new Error('no room'), { code }))).toMatchObject({ code: 'no_room' })
})

test('a bug is none of this', () => {
  expect(passing(new TypeError('x is not a function'))).toBeUndefined()
})
