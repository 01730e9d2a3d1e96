import { beforeEach, expect, test } from 'vitest'
import type { Account } from '../accounts/index.ts'
import { createSmallHouse } from '../credentials/testing/small-house.ts'
import type { LoginsTable, Store } from '../storage/index.ts'
import { unrecorded } from '../storage/testing/recorded.ts'
import { forEachEngine } from '../storage/testing/stores.ts'
import { countLogins, loginsOfMasterKey } from './index.ts'

const now = Date.UTC(2026, 5, 1)
const day = 86_400_000

forEachEngine((_engine, open) => {
  let store: Store
  let ada: Account
  let bob: Account

  beforeEach(async () => {
    store = await open()
    const house = createSmallHouse(store)
    ada = await house.account('ada')
    bob = await house.account('bob')
    const state = { check_value: '', created_at: 0, changed_at: 0 }
    await unrecorded(store).write(transaction =>
      transaction
        .insertInto('master_keys')
        .values([
          { ...state, kid: 'old', state: 'known' },
          { ...state, kid: 'gone', state: 'withdrawn' },
        ])
        .execute(),
    )
  })

  async function login(id: string, account: Account, more: Partial<LoginsTable> = {}): Promise<void> {
    const of = { kid: 'old', account_id: account.id, client_id: 'latchkey', client_name: 'latchkey' }
    const at = { created_at: now - day, rotated_at: now - day, expires_at: now + day }
    const row = { ...of, ...at, id, scope: 'api', generation: 0, seen: -1, ...more }
    await unrecorded(store).write(transaction => transaction.insertInto('logins').values(row).execute())
  }

  test('the logins that die with a master key are counted, by whose they are', async () => {
    await login('a-1', ada)
    await login('b-1', bob)
    await login('b-2', bob)
    expect(await loginsOfMasterKey(store.read, 'old', now)).toEqual([
      { name: 'bob', logins: 2 },
      { name: 'ada', logins: 1 },
    ])
    expect(await countLogins(store.read, now)).toEqual(new Map([['old', 3]]))
  })

  test.each<[string, Partial<LoginsTable>, number]>([
    ['ended', { ended_at: now - 1, ended_because: 'ended' }, 0],
    ['is over', { expires_at: now }, 0],
    ['nobody used for thirty days', { rotated_at: now - 30 * day }, 0],
    ['was refreshed long ago and used since', { rotated_at: now - 40 * day, last_used_at: now - day }, 1],
    ['died with its master key before', { kid: 'gone' }, 0],
  ])('one that %s counts accordingly', async (_what, more, count) => {
    await login('a-1', ada, more)
    expect((await loginsOfMasterKey(store.read, more.kid ?? 'old', now)).length).toBe(count)
    expect([...(await countLogins(store.read, now)).values()]).toEqual(count === 0 ? [] : [count])
  })
})
