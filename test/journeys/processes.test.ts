/** One server of several processes on one port: it keeps every promise of one process, and outlives any of them. */
import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { cpSync } from 'node:fs'
import { get, request } from 'node:http'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { connect } from 'node:tls'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { uploadRequest, wheelParts } from '../../packages/server/src/ecosystems/pypi/testing/form.ts'
import { furnish, typed } from '../support/acme.ts'
import { makeCertificate } from '../support/certificate.ts'
import { bearer, callApi, listedWheels, type SentWheel, validate, wheelUpload } from '../support/client.ts'
import { type Engines, engineNames, type Place, startEngines } from '../support/engines.ts'
import { emptyFolder } from '../support/folder.ts'
import { latchkeyServer } from '../support/latchkey.ts'
import { type ServerNode, startNode } from '../support/node.ts'
import { freePort } from '../support/server.ts'
import { requireTool } from '../support/tools.ts'

const processes = { LATCHKEY_PROCESSES: '4' }
/** Of a machine that does other things besides. */
const patience = { timeout: 60_000 }

let engines: Engines

beforeAll(async () => {
  engines = await startEngines()
})
afterAll(() => engines?.stop())

/** The processes that answer requests. */
function workersOf({ processId }: ServerNode): readonly number[] {
  try {
    return execFileSync('pgrep', ['-P', String(processId)], { encoding: 'utf8' })
      .trim()
      .split('\n')
      .map(Number)
  } catch {
    return []
  }
}

function isAlive(processId: number): boolean {
  try {
    return process.kill(processId, 0)
  } catch {
    return false
  }
}

describe.each(engineNames)('four processes on %s', engine => {
  let place: Place
  let server: ServerNode
  let token: string

  beforeAll(async () => {
    const { data, env } = await engines.newPlace(engine, 'processes')
    place = { data, env: { ...env, ...processes } }
    server = await startNode(place)
    token = await furnish(place)
  })
  afterAll(() => server?.kill())

  test('are four beside the one that holds the port, and count together', async () => {
    expect(workersOf(server)).toHaveLength(4)
    const asked = async () => {
      const text = await (await fetch(`${server.origin}/metrics`)).text()
      const counts = text.match(/^latchkey_request_seconds_count\{.*via="api".*\} (\d+)$/gm) ?? []
      return counts.reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0)
    }
    const before = await asked()
    // At once, so that each goes by a connection of its own and they fall to all.
    await Promise.all(Array.from({ length: 40 }, () => validate(server.origin, token)))
    // An answer is counted once it is over, which who reads it may know first.
    await expect.poll(asked, patience).toBe(before + 40)
  })

  test('refuse within a second, all of them, what a command revoked', async () => {
    const admin = await typed(place, 'key create --account ada --name admin --allow account=*')
    const made = await callApi(server.origin, admin, 'POST', '/keys', {
      ...{ name: 'short-lived', may: [{ actions: ['read'], targets: ['*'] }] },
    })
    const { key, token: revoked } = (await made.json()) as { key: { id: string }; token: string }
    const stop = new AbortController()
    const last = Array.from({ length: 12 }, () => 0)
    const hammered = last.map(async (_, at) => {
      while (!stop.signal.aborted) {
        const sent = performance.now()
        if ((await validate(server.origin, revoked)) === 200) last[at] = sent
      }
    })
    await expect.poll(() => last.every(sent => sent > 0), patience).toBe(true)
    await typed(place, `key revoke ${key.id}`)
    const since = performance.now()
    await setTimeout(1_500)
    stop.abort()
    await Promise.all(hammered)
    for (const sent of last) expect(sent - since).toBeLessThan(1_000)
  })

  test('leave nobody waiting whose connection was on its way to one that is killed', async () => {
    const [victim = 0] = workersOf(server)
    process.kill(victim, 'SIGSTOP')
    const ends: (number | string)[] = []
    for (let asked = 0; asked < 8; asked += 1)
      get(`${server.origin}/api/v1/validate`, { agent: false, headers: bearer(token) })
        .on('response', ({ statusCode = 0 }) => ends.push(statusCode))
        .on('error', () => ends.push('cut off'))
    await expect.poll(() => ends, patience).toHaveLength(7)
    process.kill(victim, 'SIGKILL')
    await expect.poll(() => ends.toSorted(), patience).toEqual([...Array(7).fill(200), 'cut off'])
    await expect.poll(() => workersOf(server).length, patience).toBe(4)
  })

  test('lose nothing that was acknowledged when any of them is killed under load, and are four again', async () => {
    const stop = new AbortController()
    const acknowledged: SentWheel[] = []
    const loads = [1, 2, 3, 4].map(async who => {
      for (let count = 0; !stop.signal.aborted; count += 1) {
        const { sent, send } = wheelUpload(server.origin, token, `${who}.${count}`)
        // The request that a killed process had is cut off; what is answered is never a failure.
        const answer = await send().catch(() => undefined)
        if (answer === undefined) continue
        expect([200, 503]).toContain(answer.status)
        await answer.arrayBuffer()
        if (answer.status === 200) acknowledged.push(sent)
      }
    })
    const more = async () => {
      const before = acknowledged.length
      await expect.poll(() => acknowledged.length, patience).toBeGreaterThan(before + 1)
    }
    // One is left: where all are gone, the port is closed until another has started.
    for (const victim of workersOf(server).slice(1)) {
      await more()
      process.kill(victim, 'SIGKILL')
    }
    await more()
    stop.abort()
    await Promise.all(loads)
    const listed = await listedWheels(server.origin, token)
    for (const { filename, sha256 } of acknowledged) expect(listed.get(filename)?.sha256).toBe(sha256)
    await expect.poll(() => workersOf(server).length, patience).toBe(4)
    expect(server.output()).toContain('another takes its place')
  })

  test('finish what runs when the server is asked to end, and leave none behind', async () => {
    const workers = workersOf(server)
    const { path, headers, body } = uploadRequest('acme', wheelParts({ name: 'widget', version: '99.0' }))
    if (body === undefined) throw new Error('An upload has a body.')
    const upload = request(`${server.origin}${path}`, {
      method: 'POST',
      headers: { ...headers, ...bearer(token), 'content-length': body.byteLength, expect: '100-continue' },
    })
    const answered = new Promise<number | undefined>((resolve, reject) => {
      upload.on('response', ({ statusCode }) => resolve(statusCode)).on('error', reject)
    })
    // It is asked for what follows: it runs.
    const continues = once(upload, 'continue')
    upload.flushHeaders()
    await continues
    upload.write(body.subarray(0, 300))
    const stopped = server.stop()
    await expect.poll(() => server.output(), patience).toContain('SIGTERM')
    upload.end(body.subarray(300))
    expect(await answered).toBe(200)
    expect(await stopped).toBe(0)
    expect(workers.filter(isAlive)).toEqual([])
  })
})

describe('several processes', () => {
  test('that cannot have the port refuse to start, and say so once', async () => {
    await using folder = emptyFolder()
    const first = await startNode({ data: join(folder.path, 'one'), env: processes })
    onTestFinished(() => first.kill())
    const { port } = new URL(first.origin)
    const second = { data: folder.path, env: { ...processes, PORT: port } }
    const { status, output } = await latchkeyServer(['serve'], second)
    expect(status).toBe(1)
    expect(output.match(/is taken/g)).toHaveLength(1)
  })

  test('start however slowly each of them loads its program', async () => {
    await using folder = emptyFolder()
    const slowly = 'await new Promise(resolve => setTimeout(resolve, 300))'
    const env = { ...processes, NODE_OPTIONS: `--import="data:text/javascript,${encodeURI(slowly)}"` }
    await using server = await startNode({ data: join(folder.path, 'data'), env })
    expect(workersOf(server)).toHaveLength(4)
  })

  test('end when the one that holds the port is killed, and start again on the same port', async () => {
    await using folder = emptyFolder()
    const place = { data: join(folder.path, 'data'), env: processes, port: await freePort() }
    const first = await startNode(place)
    const workers = workersOf(first)
    expect(workers).toHaveLength(4)
    await first.kill()
    const alive = () => workers.filter(isAlive).length
    await expect.poll(alive, patience).toBe(0)
    const second = await startNode(place)
    onTestFinished(() => second.kill())
    expect((await fetch(`${second.origin}/healthz`)).status).toBe(200)
  })

  test.skipIf(requireTool('openssl'))('all get a renewed certificate at SIGHUP', async () => {
    await using folder = emptyFolder()
    const [old, renewed] = [makeCertificate(folder.path), makeCertificate(folder.path)]
    const port = await freePort()
    const server = await startNode({
      ...{ data: join(folder.path, 'data'), port },
      env: { ...processes, LATCHKEY_CERTIFICATE: old.certificate, LATCHKEY_CERTIFICATE_KEY: old.key },
    })
    onTestFinished(() => server.kill())
    const seen = async () => new Set(await Promise.all(Array.from({ length: 12 }, () => fingerprint(port))))
    const before = await seen()
    expect(before.size).toBe(1)
    cpSync(renewed.certificate, old.certificate)
    cpSync(renewed.key, old.key)
    process.kill(server.processId, 'SIGHUP')
    await expect.poll(async () => [...(await seen())].some(each => before.has(each)), patience).toBe(false)
    expect((await seen()).size).toBe(1)
    expect(workersOf(server)).toHaveLength(4)
  })
})

/** Of the certificate that a new connection is shown. */
function fingerprint(port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', servername: 'localhost', rejectUnauthorized: false })
    socket.on('secureConnect', () => {
      resolve(socket.getPeerCertificate().fingerprint256)
      socket.destroy()
    })
    socket.on('error', reject)
  })
}
