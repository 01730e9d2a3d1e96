/** A server under measurement: Latchkey with keys to exchange and to ask about, logins to refresh, devices that wait. */
import { parseScopes } from '@latchkey/protocol'
import { appendCaveat, readToken, writeCaveat, writeToken } from '@latchkey/tokens'
import { operator } from '../../packages/server/src/audit/index.ts'
import { preconfigured } from '../../packages/server/src/clients/index.ts'
import { sha256 } from '../../packages/server/src/host/index.ts'
import { createMasterKeys } from '../../packages/server/src/keys/index.ts'
import { refreshTokenText } from '../../packages/server/src/logins/tokens.ts'
import { idOf, must, openMeasuredHouse } from '../servers/latchkey-house.ts'
import { reportUsage } from '../servers/usage.ts'

const { origin, rooms, masterKeys, password, copy, keyOf, keysLike } = await openMeasuredHouse()
const { clients, sessions, deviceAuthorizations, logins } = rooms

const resource = must(
  await clients.create({ name: 'a resource', redirectUris: [], confidential: true }, operator),
)
const keys = keysLike(await keyOf({ actions: ['read'], targets: ['pypi:acme'] }), 1_000)
const tonight = Math.floor(Date.now() / 1000) + 12 * 60 * 60
const expiry = writeCaveat({ kind: 'expires', expiresAt: tonight, notBefore: 0 })

const latchkey = preconfigured.find(({ id }) => id === 'latchkey')
if (latchkey === undefined) throw new Error('The client latchkey is part of the program.')
const from = { address: '127.0.0.1', client: 'bench' }
const ask = async () => must(await deviceAuthorizations.request(latchkey, { scope: 'api' }, from))
await ask()
const waiting = copy('device_authorizations', 100_000, n => ({
  device_code_hash: sha256(`device ${n}`),
  user_code_hash: sha256(`user ${n}`),
}))
const { deviceCode, userCode } = await ask()
const { session } = must(
  await sessions.signIn({ username: 'ada', password, address: '127.0.0.1', userAgent: '' }),
)
must(await deviceAuthorizations.open(userCode, session, from))
must(await deviceAuthorizations.approve(userCode, session, { scopes: must(parseScopes('api')) }, from))
must(await deviceAuthorizations.poll(deviceCode, latchkey, from))
const [login] = (await logins.list(session.account.id)).items
if (login === undefined) throw new Error('There is a login now.')
const texts = { origin, masterKeys: createMasterKeys(masterKeys) }

export interface OAuthUnderMeasurement {
  readonly origin: string
  /** The `Authorization` header of the confidential client that asks about tokens. */
  readonly authorization: string
  readonly keys: readonly string[]
  /** Each made from a key of its own, and good until tonight. */
  readonly tokens: readonly string[]
  /** Each of a login of its own, that was never refreshed. */
  readonly refreshTokens: readonly string[]
  /** Each of a device that nobody answered yet. */
  readonly deviceCodes: readonly string[]
}

const { client, secret } = resource
reportUsage({
  origin,
  keys,
  authorization: `Basic ${btoa(`${client.id}:${secret?.expose()}`)}`,
  tokens: keys.map(key => writeToken(appendCaveat(must(readToken(key)), expiry))),
  refreshTokens: copy('logins', 100_000, n => ({ id: idOf(`login ${n}`) })).map(
    ({ id }) => refreshTokenText({ ...login, id }, texts)?.expose() ?? '',
  ),
  deviceCodes: waiting.map((_, n) => `device ${n}`),
} satisfies OAuthUnderMeasurement)
