/** Keys in every order that people look through them: by name and by expiry, beside the newest first. */
import { sql } from 'kysely'
import type { Migration } from './migration.ts'

/** The terms that stand in here are those that `keys/list/orders.ts` asks with: an index answers to its own words only. */
export const keysInOrder: Migration = {
  name: '0007-keys-in-order',
  async up(database) {
    const keys = (name: string) =>
      database.schema.createIndex(name).on('keys').columns(['owner_id', 'owner_kind'])
    await keys('keys_of_owner_by_name').expression(sql`lower(name)`).column('id').execute()
    await keys('keys_of_owner_by_expiry')
      .expression(sql`coalesce(expires_at, 9007199254740991)`)
      .column('id')
      .execute()
  },
}
