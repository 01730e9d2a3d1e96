import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type HelperHome, homeWith, wordsOf } from '../helpers/testing/kept-logins.ts'

let home: HelperHome
beforeAll(async () => {
  home = await homeWith({ registry: 'https://packages.example.com', username: 'ada' })
})
afterAll(() => home.remove())

const index = 'https://packages.example.com/pypi/acme/simple/'
const keyring = (words: string) => home.helper(`pip ${words}`)

describe('whoever asks a keyring is given', () => {
  test('a password that can read that repository for thirty minutes', async () => {
    const { exitCode, output, said } = await keyring(`get ${index} __token__`)
    expect([exitCode, said]).toEqual([0, ''])
    expect(wordsOf(output.trim()).slice(2)).toEqual([
      'may only read pypi:acme',
      'only at https://packages.example.com',
      'until 2026-11-21T12:30:00Z',
    ])
  })

  test('for uploads one that can publish there for fifteen', async () => {
    const { output } = await keyring('get https://packages.example.com/pypi/acme/legacy/ __token__')
    expect(wordsOf(output.trim()).slice(2)).toEqual([
      'may only publish pypi:acme',
      'only at https://packages.example.com',
      'until 2026-11-21T12:15:00Z',
    ])
  })

  test('a user name, too, where it asks for both', async () => {
    const password = (await keyring(`get ${index} __token__`)).output.trim()
    expect((await keyring(`get --mode creds ${index}`)).output).toBe(`__token__\n${password}\n`)
    expect((await keyring(`--mode=creds get ${index} ada`)).output).toBe(`ada\n${password}\n`)
    const both = await keyring(`get ${index} --mode creds --output json`)
    expect(JSON.parse(both.output)).toEqual({ username: '__token__', password })
    const one = await keyring(`get ${index} __token__ --output json`)
    expect(JSON.parse(one.output)).toEqual({ password })
  })
})

test.each([
  ['another repository host', 'https://pypi.org/simple/'],
  ['a host that looks alike', 'https://packages.example.com.evil.example/pypi/acme/simple/'],
  ['plain http', 'http://packages.example.com/pypi/acme/simple/'],
  ['a host alone, which says neither the protocol nor the repository', 'packages.example.com'],
  ['what is no repository of Python', 'https://packages.example.com/npm/acme/'],
  ['all repositories at once', 'https://packages.example.com/pypi/*/simple/'],
  ['the registry itself', 'https://packages.example.com/'],
  ['a user and a password', 'https://a:b@packages.example.com/pypi/acme/simple/'],
  ['a repository that is climbed to', 'https://packages.example.com/pypi/acme/../globex/simple/'],
])('there is nothing for %s, and not a word about it', async (_, service) => {
  expect(await keyring(`get ${service} __token__`)).toEqual({ exitCode: 1, output: '', said: '' })
  expect(await keyring(`get --mode creds ${service}`)).toEqual({ exitCode: 1, output: '', said: '' })
})

test('of two registries at one origin the one is meant whose path is the longer', async () => {
  const both = await homeWith(
    { registry: 'https://shared.example.com' },
    { registry: 'https://shared.example.com/latchkey' },
  )
  for (const path of ['', '/latchkey']) {
    const { output } = await both.helper(
      `pip get https://shared.example.com${path}/pypi/acme/simple/ __token__`,
    )
    expect(wordsOf(output.trim())).toContain('may only read pypi:acme')
  }
  both.remove()
})

test('there is nothing for an account that nobody here has', async () => {
  expect(await keyring(`get ${index} eve`)).toEqual({ exitCode: 1, output: '', said: '' })
})

test.each(['set', 'del'])('to %s, it says what to type instead', async what => {
  const { exitCode, output, said } = await keyring(`${what} ${index} __token__`)
  expect([exitCode, output]).toEqual([1, ''])
  expect(said).toContain('latchkey login')
})

test.each([
  'get',
  `get ${index}`,
  `get ${index} ada --mode all`,
  `get ${index} ada --output xml`,
  `get ${index} a\r`,
])('what no client of a keyring asks is typed wrongly: %j', async words => {
  expect(await keyring(words)).toMatchObject({ exitCode: 2, output: '' })
})

test('with the next command where its login is not here any more', async () => {
  const empty = await homeWith()
  const environment = { LATCHKEY_REGISTRY: 'https://packages.example.com' }
  const answer = await empty.helper(`pip get ${index} __token__`, { environment })
  expect(answer).toMatchObject({ exitCode: 4, output: '' })
  expect(answer.said).toContain('Run: latchkey login https://packages.example.com\n')
  empty.remove()
})
