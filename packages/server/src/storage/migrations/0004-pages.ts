/** What the pages need: mail with links, passkeys, invitations that are mailed, and indices for what people look through. */
import { sql } from 'kysely'
import type { Migration } from './migration.ts'

export const pages: Migration = {
  name: '0004-pages',
  async up(database, { text, integer, tableEnd }) {
    const table = (name: string) => database.schema.createTable(name).modifyEnd(tableEnd)
    const alter = (name: string) => database.schema.alterTable(name)
    const index = (name: string) => database.schema.createIndex(name)

    await alter('accounts').addColumn('email_verified_at', integer).execute()
    await alter('accounts').addColumn('language', text).execute()
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

    await alter('outbox').addColumn('link_id', text).execute()
    await alter('outbox')
      .addColumn('language', text, language => language.notNull().defaultTo('en'))
      .execute()

    await table('forgotten_passwords')
      .addColumn('id', text, id => id.primaryKey())
      .addColumn('whose', text, whose => whose.notNull())
      .addColumn('created_at', integer, instant => instant.notNull())
      .addColumn('address', text)
      .addColumn('client', text)
      .execute()

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
    await index('passkeys_of_account').on('passkeys').columns(['account_id', 'created_at']).execute()

    await alter('authenticators')
      .addColumn('session', text, session =>
        session.references('sessions.id_hash').onUpdate('cascade').onDelete('set null'),
      )
      .execute()
    await index('authenticators_of_session').on('authenticators').column('session').execute()

    await table('answered_challenges')
      .addColumn('challenge_hash', text, hash => hash.primaryKey())
      .addColumn('expires_at', integer, instant => instant.notNull())
      .execute()
    await index('answered_challenges_by_expiry').on('answered_challenges').column('expires_at').execute()

    await alter('invitations').addColumn('email', text).execute()
    await alter('invitations').addColumn('withdrawn_at', integer).execute()
    await index('invitations_of_organization')
      .on('invitations')
      .columns(['organization_id', 'created_at', 'secret_hash'])
      .execute()
    await index('invitations_of_email').on('invitations').column('email').execute()

    await index('events_of_address').on('events').columns(['address', 'id']).execute()
    await index('events_by_time').on('events').columns(['at', 'id']).execute()
    // From now on a package has a list of its own; what happened to it until now belongs there too.
    await sql`
      insert into event_lists (list_id, what, event_id)
      select subject_id, what, id from events where subject_kind = 'package'
      on conflict do nothing
    `.execute(database)

    // The terms that stand in here are those that `keys/look-through` asks with: an index answers to its own words only.
    const keysOfOwner = (name: string) => index(name).on('keys').columns(['owner_id', 'owner_kind'])
    await keysOfOwner('keys_of_owner_by_name').expression(sql`lower(name)`).column('id').execute()
    await keysOfOwner('keys_of_owner_by_expiry')
      .expression(sql`coalesce(expires_at, 9007199254740991)`)
      .column('id')
      .execute()
  },
}
