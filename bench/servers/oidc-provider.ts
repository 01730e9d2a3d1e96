/** A server under measurement: `oidc-provider` with introspection and `client_credentials`, and 100,000 access tokens in memory, or on SQLite. */
import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type RequestListener } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { reportUsage } from './usage.ts'

export interface OidcProviderUnderMeasurement {
  readonly origin: string
  /** The `Authorization` header of the one client, whom it lets ask. */
  readonly authorization: string
  readonly tokens: readonly string[]
}

/** What is used of it here: it is installed for the bench only, without types. */
interface Provider {
  readonly Client: { find(id: string): Promise<object | undefined> }
  readonly ClientCredentials: new (of: object) => { save(): Promise<string> }
  callback(): RequestListener
}

/** What its contract asks of whatever keeps its rows. */
interface Rows {
  find(model: string, id: string): object | undefined
  put(model: string, id: string, payload: object): void
}

const rows = process.argv[2] === 'sqlite' ? onSqlite() : inMemory()

/** The quickest that its contract allows. */
function inMemory(): Rows {
  const kept = new Map<string, object>()
  return {
    find: (model, id) => kept.get(`${model} ${id}`),
    put: (model, id, payload) => void kept.set(`${model} ${id}`, payload),
  }
}

/** On the engine that Latchkey has, opened in the same way; one table, as the adapters have it that it comes with. */
function onSqlite(): Rows {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-bench-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  const database = new DatabaseSync(join(folder, 'oidc.db'))
  database.exec('pragma journal_mode = wal; pragma synchronous = normal')
  database.exec('create table rows (id text, model text, payload text, primary key (id, model)) strict')
  const select = database.prepare('select payload from rows where id = ? and model = ?')
  const insert = database.prepare('insert or replace into rows values (?, ?, ?)')
  return {
    find(model, id) {
      const row = select.get(id, model)
      return row === undefined ? undefined : JSON.parse(String(row.payload))
    },
    put: (model, id, payload) => void insert.run(id, model, JSON.stringify(payload)),
  }
}

/** No row is ever written while it is asked, nor forgotten. */
function adapter(model: string) {
  return {
    find: async (id: string) => rows.find(model, id),
    upsert: async (id: string, payload: object) => rows.put(model, id, payload),
    findByUserCode: async () => undefined,
    findByUid: async () => undefined,
    consume: async () => undefined,
    destroy: async () => undefined,
    revokeByGrantId: async () => undefined,
  }
}

const client = { client_id: 'bench', client_secret: 'a quiet harbour at dawn' }
const require = createRequire(import.meta.url)
const { default: OidcProvider } = require('oidc-provider')
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const provider: Provider = new OidcProvider('http://localhost', {
  jwks: { keys: [privateKey.export({ format: 'jwk' })] },
  adapter,
  clients: [{ ...client, grant_types: ['client_credentials'], redirect_uris: [], response_types: [] }],
  features: {
    introspection: { enabled: true, allowedPolicy: () => true },
    clientCredentials: { enabled: true },
    devInteractions: { enabled: false },
  },
  // Neither these nor the key are used to answer; without them it warns.
  cookies: { keys: ['bench'] },
  ttl: { ClientCredentials: 24 * 60 * 60 },
})

const found = await provider.Client.find(client.client_id)
if (found === undefined) throw new Error('The client is not there.')
const first = await new provider.ClientCredentials({ client: found, scope: 'read' }).save()
const row = rows.find('ClientCredentials', first)
if (row === undefined) throw new Error('The token was not kept.')
const tokens = Array.from({ length: 100_000 }, (_, n) => `token-${n}`.padEnd(first.length, 'x'))
for (const token of tokens) rows.put('ClientCredentials', token, { ...row, jti: token })

const server = createServer(provider.callback())
server.listen(0, '127.0.0.1', () => {
  const secret = `${client.client_id}:${encodeURIComponent(client.client_secret)}`
  reportUsage({
    origin: `http://localhost:${(server.address() as AddressInfo).port}`,
    authorization: `Basic ${btoa(secret)}`,
    tokens,
  } satisfies OidcProviderUnderMeasurement)
})
