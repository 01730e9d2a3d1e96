/** Logging in: clients, logins, what waits for a person's answer, second factors and the policies about them. */
import { sql } from 'kysely'
import type { Migration } from './migration.ts'

const isFlag = (column: string) => sql`${sql.ref(column)} in (0, 1)`
const isOneOf = (column: string, ...words: string[]) =>
  sql`${sql.ref(column)} in (${sql.join(words.map(word => sql.lit(word)))})`

export const loggingIn: Migration = {
  name: '0002-logging-in',
  async up(database, { text, integer, sequence, tableEnd }) {
    const table = (name: string) => database.schema.createTable(name).modifyEnd(tableEnd)
    const index = (name: string) => database.schema.createIndex(name)
    const alter = (name: string) => database.schema.alterTable(name)

    await table('clients')
      .addColumn('id', text, id => id.primaryKey())
      .addColumn('name', text, name => name.notNull())
      .addColumn('redirect_uris', text, uris => uris.notNull())
      .addColumn('secret_hash', text)
      .addColumn('created_at', integer, instant => instant.notNull())
      .execute()

    await table('logins')
      .addColumn('id', text, id => id.primaryKey())
      .addColumn('kid', text, kid => kid.notNull())
      .addColumn('account_id', text, id => id.notNull().references('accounts.id'))
      .addColumn('client_id', text, id => id.notNull())
      .addColumn('client_name', text, name => name.notNull())
      .addColumn('device_name', text)
      .addColumn('scope', text, scope => scope.notNull())
      .addColumn('created_at', integer, instant => instant.notNull())
      .addColumn('expires_at', integer, instant => instant.notNull())
      .addColumn('generation', integer, count => count.notNull())
      .addColumn('rotated_at', integer, instant => instant.notNull())
      .addColumn('seen', integer, generation => generation.notNull())
      .addColumn('ended_at', integer)
      .addColumn('ended_because', text)
      .addColumn('last_used_at', integer)
      .addColumn('last_used_address', text)
      .addColumn('last_used_client', text)
      .addCheckConstraint('logins_ended', sql`(ended_at is null) = (ended_because is null)`)
      .execute()
    await index('logins_of_account').on('logins').columns(['account_id', 'created_at', 'id']).execute()
    await index('logins_of_client').on('logins').column('client_id').execute()
    await index('logins_of_master_key').on('logins').column('kid').execute()

    await table('revoked_login_signatures')
      .addColumn('signature_hash', text, hash => hash.primaryKey())
      .addColumn('login_id', text, id => id.notNull().references('logins.id'))
      .addColumn('created_at', integer, instant => instant.notNull())
      .addColumn('expires_at', integer)
      .execute()
    await index('revoked_login_signatures_of_login')
      .on('revoked_login_signatures')
      .columns(['login_id', 'created_at'])
      .execute()
    await index('revoked_login_signatures_by_expiry')
      .on('revoked_login_signatures')
      .column('expires_at')
      .execute()

    await table('device_authorizations')
      .addColumn('device_code_hash', text, hash => hash.primaryKey())
      .addColumn('user_code_hash', text, hash => hash.notNull().unique())
      .addColumn('client_id', text, id => id.notNull())
      .addColumn('scope', text, scope => scope.notNull())
      .addColumn('device_name', text)
      .addColumn('address', text)
      .addColumn('user_agent', text)
      .addColumn('created_at', integer, instant => instant.notNull())
      .addColumn('expires_at', integer, instant => instant.notNull())
      .addColumn('interval', integer, seconds => seconds.notNull())
      .addColumn('polled_at', integer)
      .addColumn('claimed_by', text, session =>
        session.references('sessions.id_hash').onUpdate('cascade').onDelete('set null'),
      )
      .addColumn('answer', text, word => word.check(isOneOf('answer', 'approved', 'denied')))
      .addColumn('answered_at', integer)
      .addColumn('account_id', text, id => id.references('accounts.id'))
      .addColumn('window_closes_at', integer)
      .addColumn('window_step', integer)
      .addColumn('login_id', text, id => id.references('logins.id'))
      .addColumn('redeemed_at', integer)
      .addCheckConstraint('device_authorizations_answered', sql`(answer is null) = (answered_at is null)`)
      .addCheckConstraint('device_authorizations_redeemed', sql`(login_id is null) = (redeemed_at is null)`)
      .execute()
    await index('device_authorizations_by_expiry').on('device_authorizations').column('expires_at').execute()
    await index('device_authorizations_of_session').on('device_authorizations').column('claimed_by').execute()

    await table('wrong_user_codes')
      .addColumn('id', sequence)
      .addColumn('session', text, session =>
        session.references('sessions.id_hash').onUpdate('cascade').onDelete('set null'),
      )
      .addColumn('account_id', text, id => id.notNull().references('accounts.id'))
      .addColumn('entered_at', integer, instant => instant.notNull())
      .execute()
    await index('wrong_user_codes_of_account')
      .on('wrong_user_codes')
      .columns(['account_id', 'entered_at'])
      .execute()

    await table('authorization_codes')
      .addColumn('code_hash', text, hash => hash.primaryKey())
      .addColumn('client_id', text, id => id.notNull())
      .addColumn('redirect_uri', text, uri => uri.notNull())
      .addColumn('code_challenge', text, challenge => challenge.notNull())
      .addColumn('scope', text, scope => scope.notNull())
      .addColumn('account_id', text, id => id.notNull().references('accounts.id'))
      .addColumn('session', text, session =>
        session.references('sessions.id_hash').onUpdate('cascade').onDelete('set null'),
      )
      .addColumn('device_name', text)
      .addColumn('window_closes_at', integer)
      .addColumn('window_step', integer)
      .addColumn('created_at', integer, instant => instant.notNull())
      .addColumn('expires_at', integer, instant => instant.notNull())
      .addColumn('login_id', text, id => id.references('logins.id'))
      .addColumn('redeemed_at', integer)
      .addCheckConstraint('authorization_codes_redeemed', sql`(login_id is null) = (redeemed_at is null)`)
      .execute()
    await index('authorization_codes_by_expiry').on('authorization_codes').column('expires_at').execute()

    await table('authenticators')
      .addColumn('account_id', text, id => id.primaryKey().references('accounts.id'))
      .addColumn('sealed_secret', text, secret => secret.notNull())
      .addColumn('created_at', integer, instant => instant.notNull())
      .addColumn('confirmed_at', integer)
      .addColumn('last_step', integer, step => step.notNull())
      .addColumn('failures', integer, count => count.notNull())
      .addColumn('failed_at', integer)
      .execute()

    await table('second_factor_key')
      .addColumn('id', integer, id => id.primaryKey().check(sql`id = 1`))
      .addColumn('check_value', text, value => value.notNull())
      .execute()

    await table('recovery_codes')
      .addColumn('code_hash', text, hash => hash.primaryKey())
      .addColumn('account_id', text, id => id.notNull().references('accounts.id'))
      .addColumn('created_at', integer, instant => instant.notNull())
      .addColumn('used_at', integer)
      .execute()
    await index('recovery_codes_of_account').on('recovery_codes').column('account_id').execute()

    await table('windows')
      .addColumn('kind', text, kind => kind.notNull().check(isOneOf('kind', 'login', 'key')))
      .addColumn('credential_id', text, id => id.notNull())
      .addColumn('account_id', text, id => id.notNull().references('accounts.id'))
      .addColumn('opened_at', integer, instant => instant.notNull())
      .addColumn('closes_at', integer, instant => instant.notNull())
      .addColumn('step', integer)
      .addPrimaryKeyConstraint('windows_pkey', ['kind', 'credential_id'])
      .execute()
    await index('windows_of_account').on('windows').column('account_id').execute()

    // Whether whoever is given the link may take the second factor away with it.
    await alter('reset_links')
      .addColumn('second_factor', integer, flag => flag.notNull().defaultTo(0).check(isFlag('second_factor')))
      .execute()

    // When the second factor was given in this session, beside the password.
    await alter('sessions').addColumn('second_factor_at', integer).execute()

    await alter('files')
      .addColumn('login_id', text, id => id.references('logins.id'))
      .execute()
    await alter('retired_versions')
      .addColumn('login_id', text, id => id.references('logins.id'))
      .execute()
    await alter('deleted_files')
      .addColumn('login_id', text, id => id.references('logins.id'))
      .execute()

    await alter('organizations')
      .addColumn('require_second_factor', integer, flag =>
        flag.notNull().defaultTo(0).check(isFlag('require_second_factor')),
      )
      .execute()
    await alter('organizations')
      .addColumn('keys_need_window', integer, flag =>
        flag.notNull().defaultTo(0).check(isFlag('keys_need_window')),
      )
      .execute()
    await alter('organizations').addColumn('longest_key_days', integer).execute()
    await alter('organizations')
      .addColumn('key_makers', text, word =>
        word
          .notNull()
          .defaultTo('admin')
          .check(isOneOf('key_makers', 'admin', 'owner')),
      )
      .execute()
    await alter('organizations')
      .addColumn('key_exchange', text, word =>
        word
          .notNull()
          .defaultTo('allow')
          .check(isOneOf('key_exchange', 'allow', 'warn', 'refuse')),
      )
      .execute()
  },
}
