/** Fills a database as years would: straight into its tables, since the rooms would take hours for it. */
import type { DatabaseSync } from 'node:sqlite'

export interface Seeded {
  readonly account: string
  readonly organization: string
  readonly repository: string
  /** A key like the others will be. */
  readonly key: string
}

const numbers = (count: number) =>
  `with recursive n(i) as (select 1 union all select i + 1 from n where i < ${count})`

/** 22 characters, as ids have, and as many ids as numbers. */
const idOf = (letter: string) => `printf('${letter}%021d', i)`

/** Every column of a table, with what some of them are instead. */
function columnsOf(database: DatabaseSync, table: string, own: Readonly<Record<string, string>>) {
  const names = database.prepare(`select name from pragma_table_info('${table}')`).all()
  const all = names.map(({ name }) => String(name))
  return { into: all.join(', '), values: all.map(name => own[name] ?? `${table}.${name}`).join(', ') }
}

/** So many more rows like the one that this condition finds. */
function copy(
  database: DatabaseSync,
  table: string,
  {
    count,
    like,
    own,
  }: { readonly count: number; readonly like: string; readonly own: Readonly<Record<string, string>> },
): void {
  const { into, values } = columnsOf(database, table, own)
  database.exec(
    `${numbers(count)} insert into ${table} (${into}) select ${values} from ${table}, n where ${like}`,
  )
}

export function seed(database: DatabaseSync, { account, organization, repository, key }: Seeded): void {
  const hour = 3_600_000
  database.exec('pragma synchronous = off')
  database.exec('begin')
  copy(database, 'keys', {
    count: 9_999,
    like: `keys.id = '${key}'`,
    own: {
      ...{ id: idOf('k'), name: `'build ' || i`, created_at: `keys.created_at - i * 1000` },
      expires_at: `keys.created_at + i * ${hour}`,
      last_used_at: `case when i % 3 = 0 then null else keys.created_at - i * ${hour} end`,
    },
  })
  const list = (id: string) =>
    `insert into event_lists (list_id, event_id, what) select '${id}', id, what from events where id > 1000`
  database.exec(`${numbers(1_000_000)} insert into events
    (id, what, at, organization_id, actor_kind, actor_id, credential_kind, credential_id, credential_name, address, client,
      subject_kind, subject_id, subject_name, details)
    select 1000 + i, case i % 4 when 0 then 'key.created' when 1 then 'file.published' when 2 then 'token.refused' else 'key.revoked' end,
      1700000000000 + i * 60000, '${organization}', 'account', '${account}', 'session', null, null, '192.0.2.' || (i % 250), 'twine/6.1.0',
      'key', ${idOf('k')}, 'build ' || i, '{"role":"write"}' from n`)
  for (const id of [account, organization]) database.exec(list(id))

  database.exec(`${numbers(10_000)} insert into names (name, kind, owner_id, created_at)
    select 'person-' || i, 'account', ${idOf('a')}, 1 from n`)
  copy(database, 'accounts', {
    count: 10_000,
    like: `accounts.id = '${account}'`,
    own: {
      id: idOf('a'),
      username: `'person-' || i`,
      email: `'person-' || i || '@example.com'`,
      administrator: '0',
    },
  })
  database.exec(`${numbers(1_000)} insert into members (organization_id, account_id, role, created_at)
    select '${organization}', ${idOf('a')}, 'write', 1 from n`)
  database.exec(`${numbers(1_000)} insert into packages (id, repository_id, name, display_name, created_at)
    select ${idOf('p')}, '${repository}', 'widget-' || i, 'widget-' || i, 1 from n`)
  database.exec(`${numbers(100)} insert into files (id, package_id, version, filename, size, sha256, details, created_at,
      published_by_kind, published_by_id)
    select ${idOf('f')}, printf('p%021d', 1), '1.' || i, 'widget_1-1.' || i || '.tar.gz', 20000 + i,
      printf('%064d', i), '{}', 1700000000000 + i * 60000, 'account', '${account}' from n`)
  database.exec('commit')
  database.exec('analyze')
}
