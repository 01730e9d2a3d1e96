/** Passkeys: the public keys with which people sign in, and the challenges that one of them has answered. */
import { sql } from 'kysely'
import type { Migration } from './migration.ts'

export const passkeys: Migration = {
  name: '0005-passkeys',
  async up(database, { text, integer, tableEnd }) {
    const table = (name: string) => database.schema.createTable(name).modifyEnd(tableEnd)

    await table('passkeys')
      .addColumn('id', text, id => id.primaryKey())
      .addColumn('account_id', text, id => id.notNull().references('accounts.id'))
      .addColumn('credential_id', text, id => id.notNull().unique())
      .addColumn('public_key', text, key => key.notNull())
      .addColumn('counter', integer, counter => counter.notNull())
      .addColumn('transports', text, transports => transports.notNull())
      .addColumn('synced', integer, flag => flag.notNull().check(sql`synced in (0, 1)`))
      .addColumn('name', text, name => name.notNull())
      .addColumn('created_at', integer, instant => instant.notNull())
      .addColumn('last_used_at', integer)
      .execute()
    await database.schema
      .createIndex('passkeys_of_account')
      .on('passkeys')
      .columns(['account_id', 'created_at'])
      .execute()

    await table('answered_challenges')
      .addColumn('challenge_hash', text, hash => hash.primaryKey())
      .addColumn('expires_at', integer, instant => instant.notNull())
      .execute()
    await database.schema
      .createIndex('answered_challenges_by_expiry')
      .on('answered_challenges')
      .column('expires_at')
      .execute()
  },
}
