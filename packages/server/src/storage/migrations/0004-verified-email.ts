/** Mail with links, addresses that are known to be somebody's, passwords that were forgotten, and the language of mail. */
import { sql } from 'kysely'
import type { Migration } from './migration.ts'

export const verifiedEmail: Migration = {
  name: '0004-verified-email',
  async up(database, { text, integer, tableEnd }) {
    const table = (name: string) => database.schema.createTable(name).modifyEnd(tableEnd)
    const index = (name: string) => database.schema.createIndex(name)

    await database.schema.alterTable('accounts').addColumn('email_verified_at', integer).execute()
    await database.schema.alterTable('accounts').addColumn('language', text).execute()
    await index('accounts_by_email').on('accounts').expression(sql`lower(email)`).execute()

    await table('email_links')
      .addColumn('id', text, id => id.primaryKey())
      .addColumn('purpose', text, purpose =>
        purpose.notNull().check(sql`purpose in ('address', 'password', 'invitation')`),
      )
      .addColumn('subject_id', text, id => id.notNull())
      .addColumn('address', text, address => address.notNull())
      .addColumn('created_at', integer, instant => instant.notNull())
      .addColumn('expires_at', integer, instant => instant.notNull())
      .execute()
    await index('email_links_of_subject').on('email_links').columns(['subject_id', 'purpose']).execute()

    await table('email_link_secrets')
      .addColumn('secret_hash', text, hash => hash.primaryKey())
      .addColumn('link_id', text, id => id.notNull().references('email_links.id'))
      .addColumn('created_at', integer, instant => instant.notNull())
      .execute()
    await index('email_link_secrets_of_link').on('email_link_secrets').column('link_id').execute()

    await database.schema.alterTable('outbox').addColumn('link_id', text).execute()
    await database.schema
      .alterTable('outbox')
      .addColumn('language', text, language => language.notNull().defaultTo('en'))
      .execute()

    await table('forgotten_passwords')
      .addColumn('id', text, id => id.primaryKey())
      .addColumn('whose', text, whose => whose.notNull())
      .addColumn('created_at', integer, instant => instant.notNull())
      .addColumn('address', text)
      .addColumn('client', text)
      .execute()
  },
}
