import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { propertyOptions } from '../../../../test/support/runs.ts'
import { type HelperHome, homeWith, tokenOf, wordsOf } from '../helpers/testing/kept-logins.ts'
import { noon } from '../testing/terminal.ts'

let home: HelperHome
beforeAll(async () => {
  home = await homeWith(
    { registry: 'https://packages.example.com', username: 'ada' },
    { registry: 'https://packages.example.com', account: 'work', username: 'bob' },
    { registry: 'https://shared.example.com/latchkey' },
  )
})
afterAll(() => home.remove())

const silence = { exitCode: 0, output: '', said: '' }
const request = (fields: Readonly<Record<string, string>>) =>
  Object.entries({ protocol: 'https', host: 'packages.example.com', ...fields })
    .map(pair => `${pair.join('=')}\n`)
    .join('')
const get = (input: string) => home.helper('git get', { input })

async function password(fields: Readonly<Record<string, string>> = {}): Promise<string> {
  const { output } = await get(`${request(fields)}\n`)
  return /^password=(.*)$/m.exec(output)?.[1] ?? ''
}

describe('git is given', () => {
  test('a name, a password and when that is over', async () => {
    expect(await get(`${request({})}\n`)).toEqual({
      ...{ exitCode: 0, said: '' },
      output: `username=__token__\npassword=${await password()}\npassword_expiry_utc=${noon / 1000 + 900}\n`,
    })
  })

  test('a token that can read and publish there for fifteen minutes, and is none of those that are kept', async () => {
    expect(wordsOf(await password()).slice(2)).toEqual([
      'may only read or publish *',
      'only at https://packages.example.com',
      'until 2026-11-21T12:15:00Z',
    ])
    expect(await password()).not.toBe(tokenOf('ada'))
  })

  test('one for one repository, where it says the path', async () => {
    const words = wordsOf(await password({ path: 'git/acme/widget.git' }))
    expect(words).toContain('may only read or publish git:acme')
    const nowhere = wordsOf(await password({ path: '*/acme.git' }))
    expect(nowhere).toContain('may only read or publish *')
  })

  test('a header of its own and the wish to keep nothing, where it can', async () => {
    const { output } = await get(`capability[]=authtype\ncapability[]=state\n${request({})}\n`)
    expect(output.split('\n')).toEqual([
      ...['capability[]=authtype', 'authtype=Bearer', `credential=${await password()}`, 'ephemeral=1'],
      ...[`password_expiry_utc=${noon / 1000 + 900}`, ''],
    ])
  })

  test('the same where it ends its request without an empty line, and says what only other helpers know', async () => {
    expect((await get(`${request({ later: 'x' })}wwwauth[]=Basic realm="x"\n`)).output).toContain('password=')
  })

  test('the login of the account that stands in the address, whatever is used otherwise', async () => {
    const asked = async (username: string) => {
      expect((await get(`${request({ username })}\n`)).output).toContain(`username=${username}\n`)
      return wordsOf(await password({ username }))[1]
    }
    expect(await asked('work')).toBe('only version work')
    expect(await asked('bob')).toBe('only version work')
    expect(await asked('ada')).toBe('only version ada')
    expect(await asked('__token__')).toBe('only version ada')
  })
})

describe('git is given nothing, in silence,', () => {
  test.each<[string, Readonly<Record<string, string>>]>([
    ['for a registry that nobody logs in to', { host: 'other.example.com' }],
    ['for a host that looks alike', { host: 'packages.example.com.evil.example' }],
    ['for a host below it', { host: 'git.packages.example.com' }],
    ['for a host with a full stop behind it', { host: 'packages.example.com.' }],
    ['for another port', { host: 'packages.example.com:8443' }],
    ['for plain http', { protocol: 'http' }],
    ['for another protocol', { protocol: 'smtp' }],
    ['for no protocol', { protocol: '' }],
    ['beside the path of the registry', { host: 'shared.example.com', path: 'latchkey-not/acme.git' }],
    ['above the path of the registry', { host: 'shared.example.com' }],
    ['for a path that climbs out of it', { host: 'shared.example.com', path: 'latchkey/../acme.git' }],
    ['for an account that nobody here has', { username: 'eve' }],
  ])('%s', async (_, fields) => {
    expect(await get(`${request(fields)}\n`)).toEqual(silence)
  })

  test.each(['store', 'erase', 'a-later-one'])(
    'when it asks to %s, and everything stays as it was',
    async what => {
      expect(await home.helper(`git ${what}`, { input: `${request({})}password=x\n\n` })).toEqual(silence)
      expect(await password()).not.toBe('')
    },
  )
})

describe('git is refused', () => {
  test.each<[string, string]>([
    ['a line end of Macintoshes', 'host=packages.example.com\r\n'],
    ['NUL', 'host=packages.example.com\0\n'],
    ['a line end of Unicode’s Cc', 'host=packages.example.com\u0085\n'],
    ['a sign of a terminal', 'path=\u001b[2J\n'],
    ['the same twice', 'host=packages.example.com\nhost=evil.example\n'],
    ['a line without a key', '=packages.example.com\n'],
    ['a line that says nothing', 'host\n'],
  ])('%s', async (_, line) => {
    const { exitCode, output, said } = await get(
      `protocol=https\nhost=a.example\n${line}\n`.replace(/host=a.example\n(?=host)/, ''),
    )
    expect([exitCode, output]).toEqual([1, ''])
    expect(said).toMatch(/^latchkey: The request /)
  })

  test('with the next command where its login is not here any more', async () => {
    const empty = await homeWith()
    const answer = await empty.helper('git get', {
      input: `${request({})}\n`,
      environment: { LATCHKEY_REGISTRY: 'https://packages.example.com' },
    })
    expect(answer).toMatchObject({ exitCode: 4, output: '' })
    expect(answer.said).toContain('Run: latchkey login https://packages.example.com\n')
    empty.remove()
  })
})

test('what is wrong is said where a person reads it, and git gets nothing: a login that is over, and no network', async () => {
  const answer = await home.helper('git get', { input: `${request({})}\n`, now: noon + 3_600_000 })
  expect(answer).toMatchObject({ exitCode: 5, output: '' })
  expect(answer.said).toMatch(/^latchkey: .+\n.+\n$/)
})

describe('a token in the environment', () => {
  const key = tokenOf('ci')
  const withKey = (input: string, environment: Readonly<Record<string, string>>) =>
    home.helper('git get', { input, environment })

  test('goes to the registry that it is for, narrowed', async () => {
    const environment = { LATCHKEY_TOKEN: key, LATCHKEY_REGISTRY: 'https://ci.example.com' }
    const { output } = await withKey(`${request({ host: 'ci.example.com' })}\n`, environment)
    const [, token = ''] = /^password=(.*)$/m.exec(output) ?? []
    expect(wordsOf(token)).toContain('only version ci')
    expect(wordsOf(token)).toContain('only at https://ci.example.com')
    expect(output).not.toContain(key)
    const other = await withKey(`${request({ host: 'ci2.example.com' })}\n`, environment)
    expect(other).toEqual(silence)
  })

  test('goes to the registry whose name it is under', async () => {
    const environment = { LATCHKEY_TOKEN_CI_EXAMPLE_COM: key }
    expect((await withKey(`${request({ host: 'ci.example.com' })}\n`, environment)).output).toContain(
      'password=',
    )
    expect(await withKey(`${request({ host: 'ci-example.com' })}\n`, environment)).toEqual(silence)
  })

  test('that says no registry goes nowhere', async () => {
    expect(await withKey(`${request({ host: 'ci.example.com' })}\n`, { LATCHKEY_TOKEN: key })).toEqual(
      silence,
    )
  })

  test('never stands in for an account that was asked for', async () => {
    const environment = { LATCHKEY_TOKEN: key, LATCHKEY_REGISTRY: 'https://packages.example.com' }
    const { output } = await withKey(`${request({ username: 'bob' })}\n`, environment)
    expect(wordsOf(/^password=(.*)$/m.exec(output)?.[1] ?? '')).toContain('only version work')
  })
})

test('no bytes make it say a secret unless they name the protocol and the host of a registry, once and as they are', async () => {
  const line = fc.oneof(
    fc.constantFrom('protocol=https', 'host=packages.example.com', 'path=git/acme', 'username=work', ''),
    fc.constantFrom(
      'protocol=http',
      'host=evil.example',
      'host=packages.example.com:443',
      'capability[]=authtype',
    ),
    fc.constantFrom('Host=packages.example.com', 'host =packages.example.com', 'host=packages.example.com/x'),
    fc.constantFrom(
      'host=PACKAGES.example.com',
      'host=packages.example.com@evil.example',
      'url=https://packages.example.com',
    ),
    fc.string({ unit: fc.constantFrom(...'host=pa.\u0000\r\t\u0085é'), maxLength: 12 }),
  )
  const ends = fc.constantFrom('\n', '\n', '\n', '\r\n', '\0', '')
  const changed = fc.array(fc.tuple(line, ends), { maxLength: 3 })
  const around = fc
    .tuple(changed, changed)
    .map(([before, after]) => [...before, ['protocol=https\nhost=packages.example.com\n'], ...after])
  // What git itself may send: without these hardly one of them would be answered.
  const usual = fc.subarray(['path=git/acme\n', 'username=work\n', 'capability[]=authtype\n'])
  const plain = fc
    .tuple(usual, fc.oneof(changed, usual))
    .map(([before, after]) => [...before, 'protocol=https\nhost=packages.example.com\n', ...after.flat()])
  const lines = fc.oneof(around, plain, fc.array(fc.tuple(line, ends), { maxLength: 6 }))
  const bytes = fc.oneof(
    lines.map(each => new TextEncoder().encode(each.flat().join(''))),
    fc.uint8Array({ maxLength: 80 }),
  )
  const answer = async (input: Uint8Array) => (await home.helper('git get', { pieces: [input] })).output
  const known = ['', 'path=git/acme\n', 'username=work\n', 'capability[]=authtype\n'].map(
    (usual): [Uint8Array<ArrayBuffer>] => [new TextEncoder().encode(`${usual}${request({})}\n`)],
  )
  for (const [input] of known) expect(await answer(input)).not.toBe('')
  await fc.assert(
    fc.asyncProperty(bytes, async input => {
      const output = await answer(input)
      if (output === '') return
      const [said = ''] = new TextDecoder().decode(input).split('\n\n')
      const lines = said.split('\n')
      expect(lines.filter(each => each.startsWith('protocol='))).toEqual(['protocol=https'])
      const [host = '', ...others] = lines.filter(each => each.startsWith('host='))
      expect(others).toEqual([])
      expect(host.toLowerCase()).toMatch(/^host=packages\.example\.com(:443)?(\/x)?$/)
    }),
    { ...propertyOptions(5000), examples: known },
  )
})
