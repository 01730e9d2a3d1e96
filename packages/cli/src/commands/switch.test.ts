import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createFileLocks, thisMachine } from '@latchkey/client'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { deferred } from '../../../../test/support/deferred.ts'
import { readSettings, writeSettings } from '../registries/index.ts'
import { play } from '../testing/terminal.ts'

const [a, b] = ['https://a.example', 'https://b.example']
const known = [
  { registry: a, username: 'ada' },
  { registry: a, account: 'ada-at-work', username: 'ada-at-work' },
  { registry: b, username: 'ada' },
  { registry: b, account: 'bob' },
]

let folder: string
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-switch-'))
  await writeSettings(folder, { current: known[1] ?? { registry: a }, known })
})
afterEach(() => rmSync(folder, { recursive: true }))

const type = (...words: readonly string[]) =>
  play(['switch', ...words], { environment: { LATCHKEY_CONFIG: folder } })
const current = async () => ((await readSettings(folder)) as { current: object }).current

test('without words it lists what there is, and marks what is in use', async () => {
  expect(await type()).toEqual({
    ...{ exitCode: 0, said: '' },
    output: `  ${a} as ada\n* ${a} as ada-at-work\n  ${b} as ada\n  ${b} as bob\n`,
  })
  expect(JSON.parse((await type('--json')).output)).toMatchObject({
    ...{ version: 1, current: { registry: a, account: 'ada-at-work' } },
    known: [{ username: 'ada' }, { account: 'ada-at-work' }, { registry: b }, { account: 'bob' }],
  })
})

test.each<[string[], number]>([
  [['https://b.example'], 2],
  [['b.example'], 2],
  [['B.Example/'], 2],
  [['a.example'], 1],
  [['ada'], 0],
  [['bob'], 3],
  [['b.example', '--account', 'bob'], 3],
  [['--account', 'ada'], 0],
])('switch %j', async (words, chosen) => {
  expect(await type(...words)).toMatchObject({ exitCode: 0, said: '' })
  expect(await current()).toEqual(known[chosen])
})

test.each<[string[], string]>([
  [['c.example'], 'Did you mean: latchkey switch a.example'],
  [['adda-at-work'], 'Did you mean: latchkey switch ada-at-work'],
  [['somebody-else'], 'See which there are: latchkey switch'],
  [['a.example', '--account', 'bob'], 'Did you mean: latchkey switch bob'],
])('%j is nobody, and changes nothing: %s', async (words, next) => {
  expect(await type(...words)).toEqual({
    ...{ exitCode: 2, output: '' },
    said: `latchkey: No registry or account of yours is called that.\n${next}\n`,
  })
  expect(await current()).toEqual(known[1])
})

test('a name at several registries is asked about, unless it is here', async () => {
  await type('bob')
  await type('ada')
  expect(await current()).toEqual(known[2])
  await writeSettings(folder, { current: { registry: 'https://c.example' }, known })
  const { exitCode, said } = await type('ada')
  expect(exitCode).toBe(2)
  expect(said).toContain(`latchkey switch ${a} --account ada`)
})

test('says that LATCHKEY_REGISTRY goes before it', async () => {
  const environment = { LATCHKEY_CONFIG: folder, LATCHKEY_REGISTRY: b }
  const { said } = await play(['switch', 'ada'], { environment })
  expect(said).toContain('unset LATCHKEY_REGISTRY')
})

test('where nothing is known it says how to begin', async () => {
  await writeSettings(folder, { known: [] })
  expect(await type()).toMatchObject({
    exitCode: 4,
    said: expect.stringContaining('latchkey login https://'),
  })
})

test('a login that another process logs out of meanwhile is not chosen', async () => {
  const { clock, random } = thisMachine()
  const waits = deferred()
  const sleep: typeof clock.sleep = (...words) => {
    waits.resolve()
    return clock.sleep(...words)
  }
  const machine = { clock: { ...clock, sleep } }
  const others = createFileLocks({ folder: join(folder, 'locks'), clock, random })
  const switching = await others.withLease('settings', async () => {
    const typed = play(['switch', 'b.example'], { environment: { LATCHKEY_CONFIG: folder }, machine })
    await waits.promise
    await writeSettings(folder, { known: known.slice(0, 2) })
    return { typed }
  })
  if (!('typed' in switching)) throw new Error(switching.message)
  expect(await switching.typed).toMatchObject({ exitCode: 2, output: '' })
  expect(await readSettings(folder)).toEqual({ known: known.slice(0, 2) })
})
