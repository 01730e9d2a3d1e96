/** A server under measurement: Latchkey on SQLite, with one package of three files and 100,000 keys. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { gzipSync } from 'node:zlib'
import { Secret } from '@latchkey/protocol'
import { type Refusal, refused } from '@latchkey/tokens'
import { operator } from '../../packages/server/src/audit/index.ts'
import { keyCaveats } from '../../packages/server/src/keys/index.ts'
import { mintKeyText } from '../../packages/server/src/keys/mint.ts'
import { readConfiguration } from '../../packages/server/src/serve/configuration.ts'
import { readMasterKeys } from '../../packages/server/src/serve/data-folder.ts'
import { random } from '../../packages/server/src/serve/machine.ts'
import { startServer } from '../../packages/server/src/serve/start-server.ts'
import { reportUsage } from './usage.ts'

const folder = mkdtempSync(join(tmpdir(), 'latchkey-bench-'))
process.once('exit', () => rmSync(folder, { recursive: true, force: true }))

function must<T>(value: T | Refusal): T {
  if (refused(value)) throw new Error(`${value.message} ${value.next}`)
  return value
}

const environment = {
  ...{ PORT: '0', LATCHKEY_DATA: folder, LATCHKEY_LOG: 'warn' },
  // Counted as in production, but never at an end.
  ...{ LATCHKEY_LIMIT_KEY: '999999999', LATCHKEY_LIMIT_ACCOUNT: '999999999' },
}
const { origin, rooms } = must(await startServer(must(readConfiguration(environment))))
const { accounts, organizations, repositories, keys } = rooms

const password = new Secret('a quiet harbour at dawn')
const owner = must(await accounts.create({ username: 'ada', email: 'ada@example.com', password }, operator))
const acme = must(await organizations.create({ name: 'acme', displayName: 'Acme', owner }, operator))
must(await repositories.create({ organization: acme, ecosystem: 'pypi', visibility: 'private' }, operator))
const { key, token } = must(
  await keys.create({
    ...{ owner: { kind: 'account', id: owner.id }, name: 'bench', by: 'local command' },
    caveats: must(keyCaveats({ allow: [{ actions: ['publish', 'read'], targets: ['pypi:acme'] }] })),
  }),
)

for (const version of ['1.0', '1.1', '2.0']) {
  const form = new FormData()
  for (const [name, value] of Object.entries({
    ...{ ':action': 'file_upload', protocol_version: '1', metadata_version: '2.1' },
    ...{ name: 'widget', version, filetype: 'sdist', pyversion: 'source', requires_python: '>=3.9' },
  }))
    form.set(name, value)
  form.set('content', new Blob([gzipSync(`widget ${version}`)]), `widget-${version}.tar.gz`)
  const headers = { authorization: `Bearer ${token.expose()}` }
  const answer = await fetch(`${origin}/pypi/acme/legacy/`, { method: 'POST', headers, body: form })
  if (!answer.ok) throw new Error(await answer.text())
}

const masterKeys = must(await readMasterKeys(join(folder, 'master-keys.json'), { random, mayMake: false }))
const minting = { kid: key.kid, key: masterKeys.keys.get(key.kid) ?? new Uint8Array() }
const tokens = copyKey(key.id, 100_000).map(id =>
  mintKeyText({ minting, id, location: new URL(origin).host }).expose(),
)
export interface LatchkeyUnderMeasurement {
  readonly origin: string
  readonly token: string
  /** Each of a key of its own. */
  readonly tokens: readonly string[]
}

reportUsage({ origin, token: token.expose(), tokens } satisfies LatchkeyUnderMeasurement)

/** Rows like that of this key; gives their ids. */
function copyKey(id: string, count: number): readonly string[] {
  const database = new DatabaseSync(join(folder, 'latchkey.db'))
  const columns = database
    .prepare("select name from pragma_table_info('keys') where name not in ('id', 'name')")
    .all()
    .map(({ name }) => name)
    .join(', ')
  const insert = database.prepare(
    `insert into keys (id, name, ${columns}) select ?, ?, ${columns} from keys where id = ?`,
  )
  const ids = Array.from({ length: count }, (_, n) =>
    Buffer.from(`key ${n}`.padEnd(16)).toString('base64url'),
  )
  database.exec('begin')
  for (const copy of ids) insert.run(copy, copy, id)
  database.exec('commit')
  database.close()
  return ids
}
