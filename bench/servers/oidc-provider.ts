/** A server under measurement: `oidc-provider` with introspection and `client_credentials`, and 100,000 access tokens in memory. */
import { generateKeyPairSync } from 'node:crypto'
import { createServer, type RequestListener } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
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

const rows = new Map<string, object>()

/** The quickest that its contract allows: no database, and no row is ever written or forgotten. */
function inMemory(model: string) {
  return {
    find: async (id: string) => rows.get(`${model} ${id}`),
    async upsert(id: string, payload: object) {
      rows.set(`${model} ${id}`, payload)
    },
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
  adapter: inMemory,
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
const row = rows.get(`ClientCredentials ${first}`)
if (row === undefined) throw new Error('The token was not kept.')
const tokens = Array.from({ length: 100_000 }, (_, n) => `token-${n}`.padEnd(first.length, 'x'))
for (const token of tokens) rows.set(`ClientCredentials ${token}`, { ...row, jti: token })

const server = createServer(provider.callback())
server.listen(0, '127.0.0.1', () => {
  const secret = `${client.client_id}:${encodeURIComponent(client.client_secret)}`
  reportUsage({
    origin: `http://localhost:${(server.address() as AddressInfo).port}`,
    authorization: `Basic ${btoa(secret)}`,
    tokens,
  } satisfies OidcProviderUnderMeasurement)
})
