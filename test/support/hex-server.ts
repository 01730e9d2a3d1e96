/** A whole server in this process, whose clock can be moved on, with ada's acme in it: what Hex's clients are played against. */
import { join } from 'node:path'
import { vi } from 'vitest'
import type { Role } from '../../packages/protocol/src/index.ts'
import { Secret } from '../../packages/protocol/src/index.ts'
import { operator } from '../../packages/server/src/audit/index.ts'
import { keyCaveats } from '../../packages/server/src/keys/index.ts'
import type { Organization } from '../../packages/server/src/organizations/index.ts'
import { readConfiguration } from '../../packages/server/src/serve/configuration.ts'
import { clock } from '../../packages/server/src/serve/machine.ts'
import { type RunningServer, startServer } from '../../packages/server/src/serve/start-server.ts'
import { must } from '../../packages/server/src/serve/testing/whole-house.ts'
import { emptyFolder } from './folder.ts'
import { createHexClient, type HexClient } from './hex-client.ts'
import { runLog } from './run-log.ts'
import { Visitor } from './visitor.ts'

const password = 'a quiet harbour at dawn'

export interface HexServer extends RunningServer, AsyncDisposable {
  readonly client: HexClient
  /** The folder with its database and its files. */
  readonly data: string
  /** Owned by ada, with a private `hex:acme`. */
  readonly acme: Organization
  /** Of strangers, likewise private. */
  readonly globex: Organization
  /** Moves the server's clock on. */
  wait(seconds: number): void
  /** Unix seconds, as the server has them. */
  now(): number
  /** Somebody signed in on the pages. */
  visitor(username?: string): Promise<Visitor>
  /** The text of a key of acme. */
  keyOfAcme(role: Role, actions: readonly string[], target?: string): Promise<string>
  /** The text of a key of ada's. */
  keyOfAda(actions: readonly string[], target: string): Promise<string>
}

export async function startHexServer(env: Readonly<Record<string, string>> = {}): Promise<HexServer> {
  const folder = emptyFolder()
  const data = join(folder.path, 'data')
  let ahead = 0
  const real = clock.now
  const spy = vi.spyOn(clock, 'now').mockImplementation(() => real() + ahead)
  const configuration = must(
    readConfiguration({ PORT: '0', LATCHKEY_DATA: data, LATCHKEY_LOG: 'debug', ...env }),
  )
  const server = must(await startServer(configuration, { logTo: runLog }))
  const { accounts, organizations, repositories, keys } = server.rooms

  const person = async (username: string) =>
    must(
      await accounts.create(
        { username, password: new Secret(password), email: `${username}@example.com` },
        operator,
      ),
    )
  const withRepository = async (name: string, owner: Awaited<ReturnType<typeof person>>) => {
    const organization = must(await organizations.create({ name, displayName: name, owner }, operator))
    must(await repositories.create({ organization, ecosystem: 'hex', visibility: 'private' }, operator))
    return organization
  }
  const ada = await person('ada')
  const acme = await withRepository('acme', ada)
  const globex = await withRepository('globex', await person('gordon'))

  let made = 0
  const allow = (actions: readonly string[], target: string) => {
    made += 1
    return { name: `key ${made}`, caveats: must(keyCaveats({ allow: [{ actions, targets: [target] }] })) }
  }
  const close = async () => {
    await server.close(0)
    spy.mockRestore()
    await folder[Symbol.asyncDispose]()
  }
  return {
    ...server,
    ...{ client: createHexClient(server.origin), data, acme, globex },
    wait(seconds) {
      ahead += seconds * 1000
    },
    now: () => Math.floor(clock.now() / 1000),
    async visitor(username = 'ada') {
      const visitor = new Visitor(server.origin)
      await visitor.signIn(username, password)
      return visitor
    },
    async keyOfAcme(role, actions, target = 'hex:acme') {
      const owner = { kind: 'organization', id: acme.id } as const
      const { token } = must(
        await keys.create({ ...allow(actions, target), owner, role, by: 'local command' }),
      )
      return token.expose()
    },
    async keyOfAda(actions, target) {
      const owner = { kind: 'account', id: ada.id } as const
      const { token } = must(await keys.create({ ...allow(actions, target), owner, by: 'local command' }))
      return token.expose()
    },
    close,
    [Symbol.asyncDispose]: close,
  }
}
