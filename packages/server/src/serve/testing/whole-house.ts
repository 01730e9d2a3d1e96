/** The whole server, listening, with two organizations in it: acme with its private widget, and globex of strangers. */

import { Secret } from '@latchkey/protocol'
import { type Action, type Refusal, refused } from '@latchkey/tokens'
import { runLog } from '../../../../../test/support/run-log.ts'
import { operator } from '../../audit/index.ts'
import { preconfigured } from '../../clients/index.ts'
import { driver as hex } from '../../ecosystems/hex/testing/driver.ts'
import { ecosystems } from '../../ecosystems/index.ts'
import { driver as pypi } from '../../ecosystems/pypi/testing/driver.ts'
import type { EcosystemDriver } from '../../ecosystems/testing/driver.ts'
import { type CreatedKey, keyCaveats } from '../../keys/index.ts'
import { openStore, type Store } from '../../storage/index.ts'
import { readConfiguration } from '../configuration.ts'
import { clock, random } from '../machine.ts'
import { type RunningServer, startServer } from '../start-server.ts'

export interface WholeHouse extends RunningServer {
  /** The same database, from beside the server. */
  readonly store: Store
  /** A key that may do this to that: of acme's owner, who runs the server, or of an organization, as its owner. */
  key(actions: readonly Action[], target: string, of?: 'owner' | 'acme' | 'globex'): Promise<CreatedKey>
  /** The id of a login that acme's owner let in. */
  login(): Promise<string>
  /** The cookie's value of a new session. There are owner, reader and guest of acme, and a stranger who owns globex. */
  signIn(username: string): Promise<{ readonly cookie: Secret; readonly idHash: string }>
  close(): Promise<void>
}

export const password = new Secret('nine small owls at dusk')

export async function openWholeHouse(
  url: string,
  folder: string,
  more: Readonly<Record<string, string>> = {},
): Promise<WholeHouse> {
  const environment = {
    ...{ PORT: '0', LATCHKEY_DATA: folder, LATCHKEY_LOG: 'debug', LATCHKEY_DATABASE: url },
    // It is asked by one address what a thousand would ask.
    ...{ LATCHKEY_LIMIT_ANONYMOUS: '0', LATCHKEY_LIMIT_FAILED: '0' },
    ...more,
  }
  const server = must(await startServer(must(readConfiguration(environment)), { logTo: runLog }))
  const { accounts, organizations, repositories, keys, sessions } = server.rooms

  const person = async (username: string, administrator = false) =>
    must(
      await accounts.create(
        { ...{ username, password, administrator }, email: `${username}@example.com` },
        operator,
      ),
    )
  const owner = await person('owner', true)
  const members = [await person('reader'), await person('guest')]
  const stranger = await person('stranger')
  const acme = must(await organizations.create({ name: 'acme', displayName: 'Acme', owner }, operator))
  const globex = must(
    await organizations.create({ name: 'globex', displayName: 'Globex', owner: stranger }, operator),
  )
  for (const { id } of members)
    must(await organizations.addMember({ organizationId: acme.id, accountId: id, role: 'read' }, operator))
  for (const organization of [acme, globex])
    for (const { name: ecosystem } of ecosystems)
      must(await repositories.create({ organization, ecosystem, visibility: 'private' }, operator))

  let made = 0
  const key: WholeHouse['key'] = async (actions, target, of = 'owner') => {
    made += 1
    const holder =
      of === 'owner'
        ? { owner: { kind: 'account', id: owner.id } as const }
        : { owner: { kind: 'organization', id: { acme, globex }[of].id } as const, role: 'owner' as const }
    const caveats = must(keyCaveats({ allow: [{ actions, targets: [target] }] }))
    return must(await keys.create({ ...holder, name: `key ${made}`, caveats, by: 'local command' }))
  }
  await publishWidget(pypi, server.origin, await key(['publish'], 'pypi:acme'))
  await publishWidget(hex, server.origin, await key(['publish'], 'hex:acme'))
  const store = await openStore({ url, clock, random })

  return {
    ...server,
    ...{ store, key },
    async login() {
      const [client] = preconfigured
      if (client === undefined) throw new Error('Some clients are part of the program.')
      const now = clock.now()
      const made = await store.write(transaction =>
        server.rooms.logins.insert(transaction, {
          ...{ accountId: owner.id, client, scope: 'api', cause: operator, now },
        }),
      )
      return must(made).id
    },
    async signIn(username) {
      const attempt = { username, password, address: '127.0.0.1', userAgent: 'test' }
      const { session, cookie } = must(await sessions.signIn(attempt))
      return { cookie, idHash: session.idHash }
    },
    async close() {
      await store.close()
      await server.close(0)
    },
  }
}

async function publishWidget(driver: EcosystemDriver, origin: string, { token }: CreatedKey): Promise<void> {
  const widget = { organization: 'acme', package: 'widget', version: '1.0.0' }
  const { path, headers, body } = driver.publish(widget)
  const response = await fetch(`${origin}${path}`, {
    method: 'POST',
    headers: { ...headers, authorization: `Bearer ${token.expose()}` },
    body: Buffer.from(body ?? []),
  })
  if (response.status !== driver.published) throw new Error(await response.text())
}

/** The value, or a failed test. */
export function must<T>(value: T | Refusal): T {
  if (refused(value)) throw new Error(`${value.code}: ${value.message}`)
  return value
}
