/** A Latchkey that is measured: on SQLite, in a folder that goes with it, with ada, her organization acme and `pypi:acme`. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { Secret } from '@latchkey/protocol'
import { type Refusal, refused } from '@latchkey/tokens'
import { operator } from '../../packages/server/src/audit/index.ts'
import { type AllowForm, type CreatedKey, keyCaveats } from '../../packages/server/src/keys/index.ts'
import { mintKeyText } from '../../packages/server/src/keys/mint.ts'
import { readConfiguration } from '../../packages/server/src/serve/configuration.ts'
import { readMasterKeys } from '../../packages/server/src/serve/data-folder.ts'
import { random } from '../../packages/server/src/serve/machine.ts'
import { startServer } from '../../packages/server/src/serve/start-server.ts'

export function must<T>(value: T | Refusal): T {
  if (refused(value)) throw new Error(`${value.message} ${value.next}`)
  return value
}

export async function openMeasuredHouse() {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-bench-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  // Counted as in production, but never at an end.
  const names = ['KEY', 'ACCOUNT', 'ANONYMOUS', 'FAILED', 'DEVICE']
  const endless = Object.fromEntries(names.map(name => [`LATCHKEY_LIMIT_${name}`, '999999999']))
  const environment = { PORT: '0', LATCHKEY_DATA: folder, LATCHKEY_LOG: 'warn', ...endless }
  const { origin, rooms } = must(await startServer(must(readConfiguration(environment))))

  const password = new Secret('a quiet harbour at dawn')
  const account = { username: 'ada', email: 'ada@example.com', password }
  const owner = must(await rooms.accounts.create(account, operator))
  const acme = must(await rooms.organizations.create({ name: 'acme', displayName: 'Acme', owner }, operator))
  must(
    await rooms.repositories.create(
      { organization: acme, ecosystem: 'pypi', visibility: 'private' },
      operator,
    ),
  )
  const masterKeys = must(await readMasterKeys(join(folder, 'master-keys.json'), { random, mayMake: false }))

  /** So many more rows like the one that a table has; `own` gives what each has of its own. */
  function copy<Own extends Readonly<Record<string, string>>>(
    table: string,
    count: number,
    own: (n: number) => Own,
  ): readonly Own[] {
    const rows = Array.from({ length: count }, (_, n) => own(n))
    const names = Object.keys(rows[0] ?? {})
    const database = new DatabaseSync(join(folder, 'latchkey.db'))
    const columns = database.prepare(`select name from pragma_table_info('${table}')`).all()
    const others = columns.map(({ name }) => String(name)).filter(name => !names.includes(name))
    const insert = database.prepare(
      `insert into ${table} (${[...names, ...others].join(', ')})
       select ${[...names.map(() => '?'), ...others].join(', ')} from ${table} order by rowid limit 1`,
    )
    database.exec('begin')
    for (const row of rows) insert.run(...Object.values(row))
    database.exec('commit')
    database.close()
    return rows
  }

  return {
    ...{ origin, folder, rooms, password, copy, masterKeys },
    async keyOf(allow: AllowForm): Promise<CreatedKey> {
      return must(
        await rooms.keys.create({
          ...{ owner: { kind: 'account', id: owner.id }, name: 'bench', by: 'local command' },
          caveats: must(keyCaveats({ allow: [allow] })),
        }),
      )
    },
    /** The texts of so many keys like this one. */
    keysLike({ key }: CreatedKey, count: number): readonly string[] {
      const minting = { kid: key.kid, key: masterKeys.keys.get(key.kid) ?? new Uint8Array() }
      const location = new URL(origin).host
      // Names of one length, and so are the answers that hold them.
      const copies = copy('keys', count, n => {
        return { id: idOf(`key ${n}`), name: `key ${String(n).padStart(6, '0')}` }
      })
      return copies.map(({ id }) => mintKeyText({ minting, id, location }).expose())
    },
  }
}

/** 128 bits, as ids are. */
export function idOf(name: string): string {
  return Buffer.from(name.padEnd(16)).toString('base64url')
}
