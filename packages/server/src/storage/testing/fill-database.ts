/** Fills a database with what years leave behind, by few statements that both engines read the same. */
import { type RawBuilder, sql } from 'kysely'
import { createManualClock, createSeededRandom } from '../../host/testing.ts'
import { openStore } from '../index.ts'

export interface Amount {
  /** Half of them of ada, half of acme. */
  readonly keys: number
  /** Each in acme's list, in ada's, and in that of one of the keys. */
  readonly events: number
}

/** Into a database with ada and acme, while no server runs on it. */
export async function fillDatabase(url: string, { keys, events }: Amount): Promise<void> {
  const store = await openStore({ url, clock: createManualClock(), random: createSeededRandom() })
  try {
    const ada = sql`(select id from accounts where username = 'ada')`
    const acme = sql`(select id from organizations where name = 'acme')`
    await store.write(async transaction => {
      const now = Date.now()
      await sql`
        with recursive counted(n) as (select 1 union all select n + 1 from counted where n < ${sql.lit(keys)})
        insert into keys (id, kid, owner_kind, owner_id, name, role, caveats, created_at)
        select ${idOf(sql`n`)}, 'm1',
          case when n % 2 = 0 then 'account' else 'organization' end,
          case when n % 2 = 0 then ${ada} else ${acme} end,
          'key ' || n,
          case when n % 2 = 0 then null else 'write' end,
          '[["allow",[[["read"],["pypi:acme"]]]]]',
          ${sql.lit(now - 10 * keys)} + n * 10
        from counted`.execute(transaction)
      await sql`
        with recursive counted(n) as (select 1 union all select n + 1 from counted where n < ${sql.lit(events)})
        insert into events (what, at, organization_id, actor_kind, actor_id, subject_kind, subject_id, subject_name)
        select case when n % 3 = 0 then 'key.created' else 'file.published' end,
          ${sql.lit(now - events)} + n, ${acme}, 'account', ${ada}, 'key', ${idOf(sql`n % ${sql.lit(keys)} + 1`)}, 'key'
        from counted`.execute(transaction)
      for (const list of [ada, acme, sql`events.subject_id`])
        await sql`
          insert into event_lists (list_id, event_id, what)
          select ${list}, events.id, events.what from events
          where events.subject_name = 'key'`.execute(transaction)
    })
  } finally {
    await store.close()
  }
}

/** Of the key number `n`, from 1 on; the even ones are ada's. Such as every id: 128 bits in base64url. */
export function filledKeyId(n: number): string {
  return `${String(n).padStart(21, '0')}A`
}

function idOf(number: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`substr('000000000000000000000' || (${number}), length('000000000000000000000' || (${number})) - 20) || 'A'`
}
