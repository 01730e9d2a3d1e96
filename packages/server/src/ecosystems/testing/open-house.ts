/** The whole way from a socket to the rows, for tests: real requests on a real store. */
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { Account } from '../../accounts/index.ts'
import { operator } from '../../audit/index.ts'
import { limitCredentials } from '../../credentials/index.ts'
import { createSmallHouse, granted, type SmallHouse } from '../../credentials/testing/small-house.ts'
import type { Observation } from '../../http/index.ts'
import { listenForTest, type TestListener } from '../../http/testing/listen-for-test.ts'
import { type RawAnswer, sendRaw } from '../../http/testing/send-raw.ts'
import { createRequestLimits, type Rates, unlimited } from '../../limits/index.ts'
import type { Organization } from '../../organizations/index.ts'
import { openStore } from '../../storage/index.ts'
import { createDirectory, type Upstream } from '../../upstreams/index.ts'
import { createDispatcher } from '../dispatcher.ts'
import { createFallbackOf, type Fallbacks } from '../fallback.ts'
import type { RegistrySigner } from '../hex/registry/index.ts'
import type { HexRoot } from '../hex/root/index.ts'
import { testSigner } from '../hex/testing/signer.ts'
import { ecosystems } from '../index.ts'

/** A request to be sent as it stands, but for the credential. */
export interface TestRequest {
  readonly method: string
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: Uint8Array
}

export interface OpenHouse extends SmallHouse {
  readonly upstream: Upstream
  readonly signer: RegistrySigner
  readonly listener: TestListener
  readonly folder: string
  readonly alice: Account
  /** Owned by alice, with a private repository of each ecosystem. */
  readonly acme: Organization
  /** Of strangers, with private repositories that alice may not see. */
  readonly globex: Organization
  /** Every request that was answered. */
  readonly observations: readonly Observation[]
  /** Sends one request on a connection of its own, with these `Authorization` headers. */
  send(request: TestRequest, ...authorization: readonly string[]): Promise<RawAnswer>
}

export interface OpenHouseOptions {
  readonly uploadLimit?: number
  readonly fallbacks?: Fallbacks
  readonly rates?: Partial<Rates>
  readonly hexRoot?: HexRoot
}

export async function openHouse({
  uploadLimit = 8 * 1024 * 1024,
  fallbacks = {},
  rates = {},
  hexRoot,
}: OpenHouseOptions = {}): Promise<OpenHouse> {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-house-'))
  const url = `sqlite:${join(folder, 'latchkey.db')}`
  const store = await openStore({
    url,
    clock: { now: Date.now, monotonic: () => performance.now() },
    random: randomBytes,
  })
  await store.migrate()
  const house = createSmallHouse(store)
  const upstream = createDirectory({ folder: join(folder, 'files'), clock: house.clock, random: randomBytes })
  const limits = createRequestLimits({ clock: house.clock, rates: { ...unlimited, ...rates } })
  const handle = createDispatcher(ecosystems, {
    ...house,
    credentials: limitCredentials(house.credentials, limits),
    ...(hexRoot === undefined ? {} : { hexRoot }),
    ...{
      upstream,
      signer: testSigner,
      uploadLimit,
      fallbackOf: createFallbackOf(fallbacks),
      report: () => undefined,
    },
  })
  const observations: Observation[] = []
  const observe = (observation: Observation) => void observations.push(observation)
  const listener = await listenForTest(handle, { uploadLimit, observe })
  onTestFinished(async () => {
    await store.close()
    rmSync(folder, { recursive: true, force: true })
  })

  const alice = await house.account('alice')
  const acme = await house.organization('acme', alice)
  const globex = await house.organization('globex', await house.account('gordon'))
  for (const organization of [acme, globex]) {
    for (const { name } of ecosystems) {
      granted(
        await house.repositories.create({ organization, ecosystem: name, visibility: 'private' }, operator),
      )
    }
  }
  return {
    ...house,
    ...{ upstream, signer: testSigner, listener, observations, folder, alice, acme, globex },
    send: (request, ...authorization) => sendRaw(listener.port, ...wire(request, authorization)),
  }
}

function wire({ method, path, headers = {}, body }: TestRequest, authorization: readonly string[]) {
  const lines = [
    `${method} ${path} HTTP/1.1`,
    'Host: localhost',
    'Connection: close',
    ...authorization.map(value => `Authorization: ${value}`),
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    ...(body === undefined ? [] : [`Content-Length: ${body.byteLength}`]),
  ]
  return [`${lines.join('\r\n')}\r\n\r\n`, ...(body === undefined ? [] : [body])]
}
