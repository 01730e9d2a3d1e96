/** The ground: accounts, organizations, what they publish, and the keys to it. */
import { sql } from 'kysely'
import type { Migration } from './migration.ts'

const isFlag = (column: string) => sql`${sql.ref(column)} in (0, 1)`
const isOneOf = (column: string, ...words: string[]) =>
  sql`${sql.ref(column)} in (${sql.join(words.map(word => sql.lit(word)))})`
const isRole = isOneOf('role', 'read', 'write', 'admin', 'owner')

export const ground: Migration = {
  name: '0001-ground',
  async up(database, { text, integer, tableEnd }) {
    const table = (name: string) => database.schema.createTable(name).modifyEnd(tableEnd)
    const index = (name: string) => database.schema.createIndex(name)

    await table('names')
      .addColumn('name', text, name => name.primaryKey())
      .addColumn('kind', text, kind =>
        kind.notNull().check(isOneOf('kind', 'account', 'organization', 'reserved')),
      )
      .addColumn('owner_id', text)
      .addColumn('created_at', integer, instant => instant.notNull())
      .execute()

    await table('accounts')
      .addColumn('id', text, id => id.primaryKey())
      .addColumn('username', text, name => name.notNull().unique().references('names.name'))
      .addColumn('email', text, email => email.notNull())
      .addColumn('password_hash', text, hash => hash.notNull())
      .addColumn('administrator', integer, flag => flag.notNull().check(isFlag('administrator')))
      .addColumn('created_at', integer, instant => instant.notNull())
      .addColumn('disabled_at', integer)
      .execute()

    await table('sessions')
      .addColumn('id_hash', text, hash => hash.primaryKey())
      .addColumn('account_id', text, id => id.notNull().references('accounts.id'))
      .addColumn('created_at', integer, instant => instant.notNull())
      .addColumn('last_seen_at', integer, instant => instant.notNull())
      .addColumn('authenticated_at', integer, instant => instant.notNull())
      .addColumn('ended_at', integer)
      .addColumn('user_agent', text, agent => agent.notNull())
      .addColumn('address', text, address => address.notNull())
      .execute()
    await index('sessions_of_account').on('sessions').column('account_id').execute()

    await table('organizations')
      .addColumn('id', text, id => id.primaryKey())
      .addColumn('name', text, name => name.notNull().unique().references('names.name'))
      .addColumn('display_name', text, name => name.notNull())
      .addColumn('created_at', integer, instant => instant.notNull())
      .addColumn('storage_quota', integer)
      .addColumn('file_quota', integer)
      .execute()

    await table('members')
      .addColumn('organization_id', text, id => id.notNull().references('organizations.id'))
      .addColumn('account_id', text, id => id.notNull().references('accounts.id'))
      .addColumn('role', text, role => role.notNull().check(isRole))
      .addColumn('created_at', integer, instant => instant.notNull())
      .addPrimaryKeyConstraint('members_pkey', ['organization_id', 'account_id'])
      .execute()
    await index('members_of_account').on('members').column('account_id').execute()

    await table('invitations')
      .addColumn('secret_hash', text, hash => hash.primaryKey())
      .addColumn('administrator', integer, flag => flag.notNull().check(isFlag('administrator')))
      .addColumn('organization_id', text, id => id.references('organizations.id'))
      .addColumn('role', text, role => role.check(isRole))
      .addColumn('created_by', text, id => id.references('accounts.id'))
      .addColumn('created_at', integer, instant => instant.notNull())
      .addColumn('expires_at', integer, instant => instant.notNull())
      .addColumn('redeemed_at', integer)
      .addColumn('redeemed_by', text, id => id.references('accounts.id'))
      .addCheckConstraint('invitations_role', sql`(organization_id is null) = (role is null)`)
      .addCheckConstraint('invitations_redeemed', sql`(redeemed_at is null) = (redeemed_by is null)`)
      .execute()

    await table('repositories')
      .addColumn('id', text, id => id.primaryKey())
      .addColumn('organization_id', text, id => id.notNull().references('organizations.id'))
      .addColumn('ecosystem', text, name => name.notNull())
      .addColumn('visibility', text, word => word.notNull().check(isOneOf('visibility', 'public', 'private')))
      .addColumn('created_at', integer, instant => instant.notNull())
      .addUniqueConstraint('repositories_one_per_ecosystem', ['organization_id', 'ecosystem'])
      .execute()

    await table('packages')
      .addColumn('id', text, id => id.primaryKey())
      .addColumn('repository_id', text, id => id.notNull().references('repositories.id'))
      .addColumn('name', text, name => name.notNull())
      .addColumn('display_name', text, name => name.notNull())
      .addColumn('created_at', integer, instant => instant.notNull())
      .addUniqueConstraint('packages_name', ['repository_id', 'name'])
      .execute()

    await table('maintainers')
      .addColumn('package_id', text, id => id.notNull().references('packages.id'))
      .addColumn('kind', text, kind => kind.notNull().check(isOneOf('kind', 'account', 'key')))
      .addColumn('maintainer_id', text, id => id.notNull())
      .addColumn('created_at', integer, instant => instant.notNull())
      .addPrimaryKeyConstraint('maintainers_pkey', ['package_id', 'kind', 'maintainer_id'])
      .execute()
    await index('packages_of_maintainer').on('maintainers').columns(['maintainer_id', 'kind']).execute()

    await table('keys')
      .addColumn('id', text, id => id.primaryKey())
      .addColumn('kid', text, kid => kid.notNull())
      .addColumn('owner_kind', text, kind =>
        kind.notNull().check(isOneOf('owner_kind', 'account', 'organization')),
      )
      .addColumn('owner_id', text, id => id.notNull())
      .addColumn('name', text, name => name.notNull())
      .addColumn('role', text, role => role.check(isRole))
      .addColumn('caveats', text, caveats => caveats.notNull())
      .addColumn('created_by', text, id => id.references('accounts.id'))
      .addColumn('created_at', integer, instant => instant.notNull())
      .addColumn('expires_at', integer)
      .addColumn('revoked_at', integer)
      .addColumn('revoked_by', text, id => id.references('accounts.id'))
      .addColumn('last_used_at', integer)
      .addColumn('last_used_address', text)
      .addColumn('last_used_client', text)
      .addColumn('replaced_by', text, id => id.references('keys.id'))
      .addCheckConstraint('keys_role', sql`(owner_kind = 'organization') = (role is not null)`)
      .execute()
    await index('keys_of_owner').on('keys').columns(['owner_id', 'owner_kind']).execute()
    await index('keys_of_master_key').on('keys').column('kid').execute()

    await table('revoked_signatures')
      .addColumn('signature_hash', text, hash => hash.primaryKey())
      .addColumn('key_id', text, id => id.notNull().references('keys.id'))
      .addColumn('created_at', integer, instant => instant.notNull())
      .addColumn('expires_at', integer)
      .execute()
    await index('revoked_signatures_by_expiry').on('revoked_signatures').column('expires_at').execute()

    await table('files')
      .addColumn('id', text, id => id.primaryKey())
      .addColumn('package_id', text, id => id.notNull().references('packages.id'))
      .addColumn('version', text, version => version.notNull())
      .addColumn('filename', text, name => name.notNull())
      .addColumn('size', integer, size => size.notNull())
      .addColumn('sha256', text, digest => digest.notNull())
      .addColumn('details', text, details => details.notNull())
      .addColumn('created_at', integer, instant => instant.notNull())
      .addColumn('published_by_kind', text, kind =>
        kind.notNull().check(isOneOf('published_by_kind', 'account', 'organization')),
      )
      .addColumn('published_by_id', text, id => id.notNull())
      .addColumn('key_id', text, id => id.references('keys.id'))
      .addColumn('published_address', text)
      .addColumn('published_client', text)
      .addUniqueConstraint('files_name', ['package_id', 'filename'])
      .execute()
    await index('files_of_digest').on('files').column('sha256').execute()
    await index('files_of_key').on('files').columns(['key_id', 'created_at']).execute()
    await index('files_of_filename').on('files').column('filename').execute()

    await table('retired_versions')
      .addColumn('package_id', text, id => id.notNull().references('packages.id'))
      .addColumn('version', text, version => version.notNull())
      .addColumn('reason', text, reason => reason.notNull())
      .addColumn('retired_at', integer, instant => instant.notNull())
      .addColumn('retired_by_kind', text, kind =>
        kind.notNull().check(isOneOf('retired_by_kind', 'account', 'organization')),
      )
      .addColumn('retired_by_id', text, id => id.notNull())
      .addColumn('key_id', text, id => id.references('keys.id'))
      .addPrimaryKeyConstraint('retired_versions_pkey', ['package_id', 'version'])
      .execute()

    await table('deleted_files')
      .addColumn('repository_id', text, id => id.notNull().references('repositories.id'))
      .addColumn('filename', text, name => name.notNull())
      .addColumn('package_id', text, id => id.notNull().references('packages.id'))
      .addColumn('version', text, version => version.notNull())
      .addColumn('sha256', text, digest => digest.notNull())
      .addColumn('deleted_at', integer, instant => instant.notNull())
      .addColumn('deleted_by_kind', text, kind =>
        kind.notNull().check(isOneOf('deleted_by_kind', 'account', 'organization')),
      )
      .addColumn('deleted_by_id', text, id => id.notNull())
      .addColumn('key_id', text, id => id.references('keys.id'))
      .addPrimaryKeyConstraint('deleted_files_pkey', ['repository_id', 'filename'])
      .execute()

    await table('master_keys')
      .addColumn('kid', text, kid => kid.primaryKey())
      .addColumn('check_value', text, value => value.notNull())
      .addColumn('state', text, state =>
        state.notNull().check(isOneOf('state', 'known', 'minting', 'withdrawn')),
      )
      .addColumn('created_at', integer, instant => instant.notNull())
      .execute()

    await table('epoch')
      .addColumn('id', integer, id => id.primaryKey().check(sql`id = 1`))
      .addColumn('value', integer, value => value.notNull())
      .execute()
    await sql`insert into epoch (id, value) values (1, 0)`.execute(database)
  },
}
