import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const program = fileURLToPath(new URL('../../../bin/latchkey-server.js', import.meta.url))

test('serve --json prints one line of JSON, and nothing more when it ends', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'latchkey-serve-'))
  const child = spawn(process.execPath, [program, 'serve', '--json'], {
    env: { PATH: process.env['PATH'], PORT: '0', LATCHKEY_DATA: folder },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const ended = once(child, 'close')
  let output = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text
    child.kill('SIGTERM')
  })
  expect(await ended).toEqual([0, null])
  await rm(folder, { recursive: true })
  expect(output).toMatch(/^[^\n]+\n$/)
  expect(JSON.parse(output)).toMatchObject({ origin: expect.stringMatching(/^http:/), data: folder })
})
