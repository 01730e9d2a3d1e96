/** Invitations that are mailed, listed and withdrawn; and what events are searched by: a package, an address, a day. */
import { sql } from 'kysely'
import type { Migration } from './migration.ts'

export const mailedInvitations: Migration = {
  name: '0006-mailed-invitations',
  async up(database, { text, integer }) {
    const alter = (name: string) => database.schema.alterTable(name)
    const index = (name: string) => database.schema.createIndex(name)

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
  },
}
