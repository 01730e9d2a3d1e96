import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { play } from '../../../../protocol/src/command/testing/play.ts'
import { program } from '../program.ts'

const folder = await mkdtemp(join(tmpdir(), 'latchkey-config-'))
const data = join(folder, 'data')
afterAll(() => rm(folder, { recursive: true }))

const run = (line: string, environment: Record<string, string>) =>
  play(program, line.split(' '), { environment: { LATCHKEY_DATA: data, ...environment } })

test('config check finds nothing wrong with a configuration that can be used', async () => {
  expect(await run('config check', {})).toEqual({
    exitCode: 0,
    output: 'The configuration can be used.\n',
    said: '',
  })
  const played = await run('config check --json', {})
  expect({ ...played, output: JSON.parse(played.output) }).toEqual({
    exitCode: 0,
    output: { problems: [] },
    said: '',
  })
})

test('config check tells every problem with its next step, and exits with 1', async () => {
  const wrong = { PORT: 'http', LATCHKEY_ORIGN: 'https://packages.example.com', LATCHKEY_LOG: 'loud' }
  const played = await run('config check --json', wrong)
  expect(played.exitCode).toBe(1)
  const { problems } = JSON.parse(played.output)
  expect(problems).toEqual([
    { message: 'There is no setting LATCHKEY_ORIGN.', next: 'Did you mean LATCHKEY_ORIGIN?' },
    { message: expect.stringContaining('PORT is set to'), next: expect.any(String) },
    { message: expect.stringContaining('LATCHKEY_LOG is set to'), next: expect.any(String) },
  ])
  const asText = await run('config check', wrong)
  expect(asText.exitCode).toBe(1)
  for (const { message, next } of problems) expect(asText.output).toContain(`${message}\n  ${next}\n`)
})

test('config show names the value and the source of every setting, and no secret', async () => {
  const environment = { PORT: '8080', LATCHKEY_DATABASE: 'postgres://latchkey:hunter2@db/latchkey' }
  const { output, exitCode } = await run('config show --json', environment)
  expect(exitCode).toBe(0)
  expect(output).not.toContain('hunter2')
  expect(JSON.parse(output).settings).toEqual(
    expect.arrayContaining([
      { setting: 'port', value: '8080', source: 'PORT' },
      { setting: 'database', value: '[redacted]', source: 'LATCHKEY_DATABASE' },
      { setting: 'uploadLimit', value: '1GiB', source: 'default' },
      { setting: 'masterKeys', value: expect.stringContaining('made by the first start'), source: 'default' },
    ]),
  )
  const asText = await run('config show', environment)
  expect(asText.output).toMatch(/^port +8080 {2}\(PORT\)$/m)
  expect(asText.output).not.toContain('hunter2')
})

test('config show works on a configuration that cannot be used, and says so', async () => {
  const played = await run('config show', { PORT: 'http' })
  expect(played.output).toMatch(/^port +http {2}\(PORT\)$/m)
  expect(played.said).toContain('config check')
})

test('neither makes a data folder', async () => {
  await run('config check', {})
  await run('config show', {})
  expect(existsSync(data)).toBe(false)
})
