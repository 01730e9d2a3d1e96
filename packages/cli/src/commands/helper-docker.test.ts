import { afterAll, beforeAll, expect, test } from 'vitest'
import { type HelperHome, homeWith, wordsOf } from '../helpers/testing/kept-logins.ts'
import { noon } from '../testing/terminal.ts'

let home: HelperHome
beforeAll(async () => {
  home = await homeWith(
    { registry: 'https://packages.example.com' },
    { registry: 'https://packages.example.com', account: 'work' },
    { registry: 'http://localhost:7420' },
  )
})
afterAll(() => home.remove())

const get = (input: string) => home.helper('docker get', { input })
const nothing = { exitCode: 1, output: 'credentials not found in native keychain\n', said: '' }

test.each(['packages.example.com', 'packages.example.com\n', 'https://packages.example.com/v2/'])(
  'docker is given a user name and a token that can pull and push there for thirty minutes: %j',
  async server => {
    const { exitCode, output, said } = await get(server)
    expect([exitCode, said]).toEqual([0, ''])
    const { ServerURL, Username, Secret } = JSON.parse(output)
    expect([ServerURL, Username]).toEqual([server.trim(), '__token__'])
    expect(wordsOf(Secret).slice(2)).toEqual([
      'may only read or publish oci:*',
      'only at https://packages.example.com',
      'until 2026-11-21T12:30:00Z',
    ])
  },
)

test('a server of this machine may be spoken to without TLS, no other', async () => {
  expect(wordsOf(JSON.parse((await get('localhost:7420')).output).Secret)).toContain(
    'only at http://localhost:7420',
  )
  expect(await get('http://packages.example.com')).toEqual(nothing)
})

test.each([
  'docker.io',
  'https://index.docker.io/v1/',
  'packages.example.com.evil.example',
  'packages.example.com:8443',
  'packages.example.com@evil.example',
  'localhost:7421',
  'localhost',
])('%s has nothing, in the words that docker knows', async server => {
  expect(await get(server)).toEqual(nothing)
})

test.each(['packages.example.com\nevil.example\n', 'packages.example.com\r', 'packages.example.com\0', ''])(
  'what is not the address of one server is refused where docker looks: %j',
  async server => {
    const { exitCode, output } = await get(server)
    expect(exitCode).toBe(1)
    expect(output).toMatch(/^The request (holds a sign|is not the address)/)
  },
)

test('all registries are listed, each once, without a secret', async () => {
  const { exitCode, output } = await home.helper('docker list', { input: '' })
  expect([exitCode, JSON.parse(output)]).toEqual([
    0,
    { 'packages.example.com': '__token__', 'localhost:7420': '__token__' },
  ])
})

test.each(['store', 'erase'])('to %s, it says what to type instead, where docker looks', async what => {
  const input = '{"ServerURL":"packages.example.com","Username":"ada","Secret":"hunter2"}'
  const { exitCode, output, said } = await home.helper(`docker ${what}`, { input })
  expect(exitCode).toBe(1)
  expect(output).toContain('latchkey login')
  expect(output + said).not.toContain('hunter2')
  expect((await get('packages.example.com')).exitCode).toBe(0)
})

test('a registry where nobody is logged in ends no build: there is nothing, and the person is told', async () => {
  const empty = await homeWith()
  const answer = await empty.helper('docker get', {
    input: 'packages.example.com',
    environment: { LATCHKEY_REGISTRY: 'https://packages.example.com' },
  })
  expect(answer).toMatchObject({ exitCode: 1, output: nothing.output })
  expect(answer.said).toContain('Run: latchkey login https://packages.example.com\n')
  empty.remove()
})

test('what is wrong is said where docker looks: a login that is over, and no network', async () => {
  const answer = await home.helper('docker get', { input: 'packages.example.com', now: noon + 3_600_000 })
  expect(answer.exitCode).toBe(1)
  expect(answer.output).toMatch(/^(?!credentials not found).+\n.+\n$/)
})

test('what docker never asks is typed wrongly', async () => {
  expect(await home.helper('docker push', { input: '' })).toMatchObject({ exitCode: 2, output: '' })
})
