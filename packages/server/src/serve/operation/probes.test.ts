import { mkdtemp, rm } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Refusal, refused } from '@latchkey/tokens'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { runLog } from '../../../../../test/support/run-log.ts'
import { testEngines } from '../../storage/testing/stores.ts'
import { readConfiguration } from '../configuration.ts'
import { startServer } from '../start-server.ts'

function must<T>(value: T | Refusal): T {
  if (refused(value)) throw new Error(value.message)
  return value
}

interface Answer {
  readonly status: number
  readonly text: string
}

/** Asks as a load balancer does: with the address in place of the name. */
function get(origin: string, path: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asking = request(
      `${origin}${path}`,
      { headers: { Host: '192.0.2.80', ...headers } },
      async answer => {
        const text = Buffer.concat(await answer.toArray()).toString()
        resolve({ status: answer.statusCode ?? 0, text })
      },
    )
    asking.on('error', reject).end()
  })
}

/** As Prometheus on this machine asks. */
const local = { Host: 'localhost:7420' }

describe.each(testEngines)('$name', engine => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'latchkey-probes-'))
    await engine.newUrl(folder)
  })
  afterAll(() => rm(folder, { recursive: true }))

  async function start(more: Readonly<Record<string, string>> = {}) {
    const environment = {
      ...{ PORT: '0', LATCHKEY_DATA: folder, LATCHKEY_LOG: 'debug' },
      LATCHKEY_DATABASE: await engine.newUrl(folder),
      ...more,
    }
    const server = must(await startServer(must(readConfiguration(environment)), { logTo: runLog }))
    let closing: Promise<void> | undefined
    const close = () => {
      closing ??= server.close(4_000)
      return closing
    }
    onTestFinished(close)
    return { origin: server.origin, close }
  }

  test('a running server is alive and ready, by whatever name it is asked', async () => {
    const { origin } = await start()
    expect(await get(origin, '/healthz')).toEqual({ status: 200, text: '{"status":"alive"}\n' })
    await expect
      .poll(async () => JSON.parse((await get(origin, '/readyz')).text))
      .toEqual({
        status: 'ready',
        reasons: [],
      })
    expect((await get(origin, '/')).status).toBe(421)
  })

  test('one that was asked to end says so before it takes no more requests', async () => {
    const { origin, close } = await start({ LATCHKEY_END_NOTICE: '4' })
    await expect.poll(async () => (await get(origin, '/readyz')).status).toBe(200)
    void close()
    expect(await get(origin, '/readyz')).toEqual({
      status: 503,
      text: '{"status":"not ready","reasons":["This server is ending."]}\n',
    })
    expect((await fetch(`${origin}/login`)).status).toBe(200)
  })

  test('the metrics count requests by who answered and what was decided, with labels of ours alone', async () => {
    const { origin } = await start()
    await fetch(`${origin}/pypi/acme/simple/`)
    await fetch(`${origin}/api/v1/validate`, { headers: { authorization: 'Bearer hunter2' } })
    await fetch(`${origin}/login`)
    const lines = async () => (await get(origin, '/metrics', local)).text.split('\n')
    // A request is counted once it is over, which may be after its client has the answer.
    await expect
      .poll(lines)
      .toEqual(
        expect.arrayContaining([
          'latchkey_request_seconds_count{via="pypi",answer="refused",status="4xx"} 1',
          'latchkey_request_seconds_count{via="pages",answer="none",status="2xx"} 1',
          'latchkey_refusals_total{via="api",code="not_a_token"} 1',
          'latchkey_store_up 1',
          'latchkey_mails_waiting 0',
          'latchkey_passwords_waiting 0',
          'latchkey_uploads_arriving 0',
          'latchkey_memory{of="credentials",what="entries"} 0',
        ]),
      )
    const told = await lines()
    expect(told.find(line => line.startsWith('latchkey_epoch_age_seconds'))).toMatch(/ \d[\d.e-]*$/)
    expect(told.find(line => line.startsWith('process_resident_memory_bytes'))).toMatch(/ \d{7,}$/)
  })

  test('the metrics are told to the networks that are named, and to nobody behind a proxy', async () => {
    const elsewhere = await start({ LATCHKEY_METRICS: '192.0.2.0/24' })
    expect((await get(elsewhere.origin, '/metrics', local)).status).toBe(403)
    const { origin } = await start({ LATCHKEY_TRUSTED_PROXIES: '127.0.0.1' })
    expect((await get(origin, '/metrics', local)).status).toBe(200)
    for (const name of ['X-Forwarded-For', 'Forwarded'])
      expect((await get(origin, '/metrics', { ...local, [name]: '127.0.0.1' })).status).toBe(403)
  })

  test('the metrics are told to this machine under its own names: no page that a browser here shows reads them, nor the far end of a tunnel', async () => {
    const { origin } = await start()
    const asked = async (host: string) => (await get(origin, '/metrics', { Host: host })).status
    for (const host of ['localhost', 'localhost:7420', '127.0.0.1:7420', '[::1]:7420'])
      expect([host, await asked(host)]).toEqual([host, 200])
    for (const host of [
      'rebound.example:7420',
      'localhost.rebound.example',
      'packages.example.com',
      '192.0.2.80',
    ])
      expect([host, await asked(host)]).toEqual([host, 403])
    expect((await get(origin, '/readyz', { Host: 'rebound.example' })).status).not.toBe(403)
  })
})
