import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type AtALatchkey, atALatchkey, type Home } from '../testing/at-a-latchkey.ts'

let latchkey: AtALatchkey
let home: Home
beforeAll(async () => {
  latchkey = await atALatchkey()
  home = await latchkey.homeOf('owner')
})
afterAll(() => latchkey.close())

const bound = () => ({ LATCHKEY_REGISTRY: latchkey.origin, LATCHKEY_TOKEN: 'latchkey-of-the-build' })

async function explained(words: readonly string[], environment = {}) {
  const { exitCode, output, said } = await home.play(['explain', ...words, '--json'], { environment })
  expect([exitCode, said]).toEqual([0, ''])
  return JSON.parse(output)
}

test('the login wins where nothing goes before it, and every place that was looked in is listed', async () => {
  const { winner, candidates, warnings } = await explained([])
  expect(winner).toBe('login')
  expect(candidates.map(({ source, outcome }: Record<string, string>) => [source, outcome])).toEqual([
    ['environment', 'nothing'],
    ['environment', 'nothing'],
    ['login', 'won'],
  ])
  expect(warnings).toEqual([])
})

test('a variable that goes before the login is warned about, with what to type', async () => {
  const { output } = await home.play(['explain', 'pypi:acme'], { environment: bound() })
  expect(output).toContain(`pypi:acme at ${latchkey.origin}:`)
  expect(output).toMatch(/^\* won +environment +LATCHKEY_TOKEN: ready$/m)
  expect(output).toMatch(/^ {2}lost +login +the login at .*: environment goes before it$/m)
  expect(output).toContain('To use the login: unset LATCHKEY_TOKEN')
  expect(output).not.toContain('of-the-build')
})

test('a token that is for another registry is not for this, and it is said whose it is', async () => {
  const environment = { LATCHKEY_TOKEN: 'elsewhere', LATCHKEY_REGISTRY: 'https://packages.example.org' }
  const { winner, candidates } = await explained([latchkey.origin], environment)
  expect(winner).toBe('login')
  expect(candidates).toContainEqual({
    source: 'environment',
    where: 'LATCHKEY_TOKEN',
    outcome: 'not for this',
    why: 'it is for https://packages.example.org alone',
  })
})

test('where there is nothing, it says how to log in', async () => {
  const { exitCode, output } = await latchkey.emptyHome().play(['explain', latchkey.origin])
  expect([exitCode, output]).toEqual([0, expect.stringContaining(`Run: latchkey login ${latchkey.origin}`)])
})

test('a store that cannot be read is what fails, and not passed over', async () => {
  const spoilt = await latchkey.homeOf('owner')
  writeFileSync(join(spoilt.folder, 'credentials.json'), '{"version":1,"creden', { mode: 0o600 })
  const { output } = await spoilt.play(['explain'])
  expect(output).toMatch(/failed +login .*is not JSON, or is cut off/)
  expect(output).toContain('Nothing would be sent.')
})

test('how to log in is said for the account that was named', async () => {
  const { output } = await latchkey.emptyHome().play(['explain', latchkey.origin, '--account', 'work'])
  expect(output).toContain(`Nothing would be sent. Run: latchkey login ${latchkey.origin} --account work`)
})

test('a repository that is none is refused', async () => {
  expect(await home.play(['explain', 'pypi:-acme'])).toMatchObject({ exitCode: 2, output: '' })
})
