/** SIGTERM while a request never ends: the bound is 20 seconds. */
import { once } from 'node:events'
import { connect } from 'node:net'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, onTestFinished, test } from 'vitest'
import { emptyFolder } from '../support/folder.ts'
import { startNode } from '../support/node.ts'

describe('a server that is asked to end while a request never ends', () => {
  test.concurrent.each([
    ['one process', '1'],
    ['four processes', '4'],
  ])('gives it 20 seconds, cuts it off, and ends in order: %s', async (_, processes) => {
    await using folder = emptyFolder()
    const env = { LATCHKEY_PROCESSES: processes }
    const server = await startNode({ data: join(folder.path, 'data'), env })
    onTestFinished(() => server.kill())
    const { host, port } = new URL(server.origin)
    const endless = connect(Number(port), 'localhost')
    onTestFinished(() => void endless.destroy())
    await once(endless, 'connect')
    const head = ['POST /login HTTP/1.1', `Host: ${host}`, 'Content-Length: 1000000']
    endless.write(`${head.join('\r\n')}\r\n\r\nusername=`)
    await pause(500)
    // It goes on all the time, so that no silence ends it.
    const drip = setInterval(() => endless.write('a'), 500)
    endless.resume().on('error', () => {})
    const cutOff = new Promise<number>(resolve => endless.on('close', () => resolve(performance.now())))
    void cutOff.then(() => clearInterval(drip))
    const began = performance.now()
    expect(await server.stop()).toBe(0)
    const took = (performance.now() - began) / 1_000
    expect(((await cutOff) - began) / 1_000).toBeGreaterThan(19.5)
    expect(took).toBeGreaterThan(19.5)
    // Those three that several processes are given beyond it end what does not end by itself.
    expect(took).toBeLessThan(22.5)
  })
})
