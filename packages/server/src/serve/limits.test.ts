import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Refusal, refused } from '@latchkey/tokens'
import { expect, onTestFinished, test } from 'vitest'
import { runLog } from '../../../../test/support/run-log.ts'
import { readConfiguration } from './configuration.ts'
import { startServer } from './start-server.ts'

function must<T>(value: T | Refusal): T {
  if (refused(value)) throw new Error(value.message)
  return value
}

async function start(rates: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'latchkey-limits-'))
  const environment = { PORT: '0', LATCHKEY_DATA: folder, LATCHKEY_LOG: 'debug', ...rates }
  const server = must(await startServer(must(readConfiguration(environment)), { logTo: runLog }))
  onTestFinished(async () => {
    await server.close(0)
    await rm(folder, { recursive: true })
  })
  return server.origin
}

test('a script that guesses tokens is told 429 in JSON, with Retry-After', async () => {
  const origin = await start({ LATCHKEY_LIMIT_FAILED: '1' })
  const guess = () => fetch(`${origin}/api/v1/validate`, { headers: { authorization: 'Bearer hunter2' } })
  expect((await guess()).status).toBe(401)
  const answer = await guess()
  expect(answer.status).toBe(429)
  const seconds = Number(answer.headers.get('retry-after'))
  expect(seconds).toBeGreaterThan(30)
  expect(seconds).toBeLessThanOrEqual(60)
  expect(await answer.json()).toMatchObject({
    error: { code: 'too_many_requests', next: expect.stringMatching(/^Try again in \d+ seconds\.$/) },
  })
})

test('whoever burns more than may be is told so, and nothing of what was burned', async () => {
  const origin = await start({ LATCHKEY_LIMIT_BURN: '1' })
  const burn = () => fetch(`${origin}/api/v1/keys/burn`, { method: 'POST', body: 'latchkey-made-up' })
  expect((await burn()).status).toBe(204)
  const answer = await burn()
  expect(answer.status).toBe(429)
  expect(await answer.text()).toMatch(/from your address to burn tokens/)
})

test('a browser that reloads without an end gets a page that says so', async () => {
  const origin = await start({ LATCHKEY_LIMIT_ANONYMOUS: '1' })
  expect((await fetch(`${origin}/login`)).status).toBe(200)
  const answer = await fetch(`${origin}/login`)
  expect(answer.status).toBe(429)
  expect(answer.headers.get('content-type')).toMatch(/text\/html/)
  expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
  expect(await answer.text()).toMatch(/Not right now.*without a credential.*Try again/s)
})
