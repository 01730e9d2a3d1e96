/** Hex: documentation beside the files, a retirement's category, and the check value of the key that signs. */
import { sql } from 'kysely'
import type { Migration } from './migration.ts'

export const hex: Migration = {
  name: '0003-hex',
  async up(database, { text, integer, tableEnd }) {
    const table = (name: string) => database.schema.createTable(name).modifyEnd(tableEnd)
    const index = (name: string) => database.schema.createIndex(name)

    await database.schema.alterTable('retired_versions').addColumn('category', text).execute()

    await table('documentation')
      .addColumn('id', text, id => id.primaryKey())
      .addColumn('package_id', text, id => id.notNull().references('packages.id'))
      .addColumn('version', text, version => version.notNull())
      .addColumn('size', integer, size => size.notNull())
      .addColumn('sha256', text, digest => digest.notNull())
      .addColumn('created_at', integer, instant => instant.notNull())
      .addColumn('published_by_kind', text, kind =>
        kind.notNull().check(sql`published_by_kind in ('account', 'organization')`),
      )
      .addColumn('published_by_id', text, id => id.notNull())
      .addColumn('key_id', text, id => id.references('keys.id'))
      .addColumn('login_id', text, id => id.references('logins.id'))
      .addColumn('published_address', text)
      .addColumn('published_client', text)
      .addUniqueConstraint('documentation_version', ['package_id', 'version'])
      .execute()
    await index('documentation_of_digest').on('documentation').column('sha256').execute()
    await index('documentation_of_key').on('documentation').columns(['key_id', 'created_at']).execute()

    await table('hex_signing_key')
      .addColumn('id', integer, id => id.primaryKey().check(sql`id = 1`))
      .addColumn('check_value', text, value => value.notNull())
      .execute()
  },
}
