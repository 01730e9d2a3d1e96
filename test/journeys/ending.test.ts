/** SIGTERM while a request never ends: the bound is 20 seconds. */
import { once } from 'node:events'
import { connect } from 'node:net'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { emptyFolder } from '../support/folder.ts'
import { startNode } from '../support/node.ts'

/** What is killed says nothing. */
const tellsItsEnd = encodeURIComponent(
  `import { writeSync } from 'node:fs'; process.on('exit', () => writeSync(2, 'Ended by itself.'))`,
)

describe('a server that is asked to end while a request never ends', () => {
  test.concurrent.for([
    ['one process', '1'],
    ['four processes', '4'],
  ] as const)(
    'gives it 20 seconds, cuts it off, and ends in order: %s',
    async ([, processes], { onTestFinished }) => {
      await using folder = emptyFolder()
      const env = {
        LATCHKEY_PROCESSES: processes,
        NODE_OPTIONS: `--import="data:text/javascript,${tellsItsEnd}"`,
      }
      const server = await startNode({ data: join(folder.path, 'data'), env })
      onTestFinished(() => server.kill())
      const { host, port } = new URL(server.origin)
      const endless = connect(Number(port), 'localhost')
      onTestFinished(() => void endless.destroy())
      await once(endless, 'connect')
      const head = ['POST /login HTTP/1.1', `Host: ${host}`, 'Content-Length: 60000', 'Expect: 100-continue']
      head.push('Content-Type: application/x-www-form-urlencoded', 'Sec-Fetch-Site: same-origin')
      const asked = once(endless.setEncoding('latin1'), 'data')
      endless.write(`${head.join('\r\n')}\r\n\r\n`)
      expect(await asked).toEqual([expect.stringMatching(/^HTTP\/1\.1 100 /)])
      endless.write('username=')
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
      // What does not end by itself is killed, three seconds later.
      expect(took).toBeLessThan(28)
      const ended = server.output().match(/Ended by itself\./g)
      expect(ended).toHaveLength(processes === '1' ? 1 : Number(processes) + 1)
    },
  )
})
