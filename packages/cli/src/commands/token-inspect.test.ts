import { describe, expect, test } from 'vitest'
import { play } from '../testing/terminal.ts'
import { key, keyWith, ofPypi } from '../testing/tokens.ts'

const inspect = ['token', 'inspect'] as const
const narrow = keyWith('["allow",[[["publish"],["pypi:acme/widget"]]]]', '[0,1795263300,0]')

test('a token is shown with its restrictions in words, when it expires, and that this may not be all', async () => {
  const { exitCode, output, said } = await play(inspect, { input: `${narrow}\n` })
  expect(output).toBe(
    [
      'Issuer:      Latchkey, a key',
      'Issued at:   packages.example.com (a hint, which is not signed)',
      'Identifier:  1.test.kAAAAAAAAAAAAAAAAAAAAAA',
      'Expires:     2026-11-21T12:15:00Z (in 15 minutes)',
      'Restrictions:',
      '  may only publish pypi:acme/widget',
      '  until 2026-11-21T12:15:00Z',
      '',
      'This is what its text says, unverified: its server may hold further restrictions.',
      'Ask packages.example.com, if you have it from there: GET /api/v1/validate with the token as bearer.',
      '',
    ].join('\n'),
  )
  expect([exitCode, said]).toEqual([0, ''])
})

test('a token that shows nothing and one that is over are said to be so', async () => {
  expect((await play(inspect, { input: key })).output).toContain('Restrictions:\n  none in its text\n')
  const over = await play(inspect, { input: keyWith('[0,1795089599,0]') })
  expect(over.output).toContain('Expires:     2026-11-19T11:59:59Z (2 days ago)')
})

test('--json gives the same to a program, caveats as they stand on the wire', async () => {
  const { exitCode, output } = await play([...inspect, '--json'], { input: narrow })
  expect(exitCode).toBe(0)
  expect(JSON.parse(output)).toMatchObject({
    issuer: 'latchkey',
    location: 'packages.example.com',
    token: { kind: 'key', kid: 'test', id: 'AAAAAAAAAAAAAAAAAAAAAA' },
    restrictions: [
      {
        words: 'may only publish pypi:acme/widget',
        caveat: ['allow', [[['publish'], ['pypi:acme/widget']]]],
      },
      { caveat: [0, 1795263300, 0] },
    ],
    expiresAt: '2026-11-21T12:15:00Z',
    understood: true,
  })
})

test('an end that is not said, or in no calendar, is none to programs', async () => {
  for (const text of [key, keyWith(`[0,${Number.MAX_SAFE_INTEGER},0]`)]) {
    const { output } = await play([...inspect, '--json'], { input: text })
    expect(JSON.parse(output)).toMatchObject({ expiresAt: null })
    expect(await play(inspect, { input: text })).toMatchObject({ exitCode: 0 })
  }
})

test('a restriction that is not known here is shown, without a caveat for programs', async () => {
  const { output } = await play([...inspect, '--json'], { input: keyWith('["tomorrow"]') })
  expect(JSON.parse(output)).toMatchObject({ restrictions: [{ caveat: null }], understood: false })
})

describe('the token comes', () => {
  const identifies = 'Identifier:  1.test.kAAAAAAAAAAAAAAAAAAAAAA'

  test('from a pipe', async () => {
    expect((await play(inspect, { input: ` ${key}\r\n` })).output).toContain(identifies)
  })

  test('from a file', async () => {
    const files = { 'token.txt': `${key}\n` }
    expect((await play([...inspect, '--token-file', 'token.txt'], { files })).output).toContain(identifies)
  })

  test('from LATCHKEY_TOKEN, also where the pipe is empty', async () => {
    const environment = { LATCHKEY_TOKEN: key }
    expect((await play(inspect, { environment })).output).toContain(identifies)
    expect((await play(inspect, { environment, input: '' })).output).toContain(identifies)
  })

  test('from the pipe rather than the environment, and from the file rather than the pipe', async () => {
    const environment = { LATCHKEY_TOKEN: ofPypi }
    expect((await play(inspect, { environment, input: key })).output).toContain(identifies)
    const files = { 'token.txt': key }
    const named = await play([...inspect, '--token-file=token.txt'], { environment, input: ofPypi, files })
    expect(named.output).toContain(identifies)
  })

  test('never from an argument, and what was typed there is not repeated', async () => {
    for (const words of [[key], ['--token', key], [`--token=${key}`], ['--json', key]]) {
      const { exitCode, output, said } = await play([...inspect, ...words], { input: key })
      expect(exitCode).toBe(2)
      expect(output + said).not.toContain(key.slice(9, 40))
    }
    const { said } = await play([...inspect, key])
    expect(said).toBe(
      'latchkey: "token inspect" takes options only.\n' +
        'Pipe the token (latchkey ... < token.txt), name its file (--token-file PATH), or set LATCHKEY_TOKEN: ' +
        'other processes see arguments.\n',
    )
  })
})

test('without a token it says where one may come from', async () => {
  const { exitCode, output, said } = await play(inspect)
  expect([exitCode, output]).toEqual([1, ''])
  expect(said).toContain('There is no token to work on.\nPipe the token')
})

test('a file that is not there is named with the reason', async () => {
  const { exitCode, said } = await play([...inspect, '--token-file', 'nowhere.txt'])
  expect(exitCode).toBe(1)
  expect(said).toContain('The file "nowhere.txt" cannot be read (ENOENT).')
})

test.for([
  ['npm_BCvmrWBoTgVRIS1E42ZOXI0MLyMh7U3EWOq0', 'This is not the text of a macaroon'],
  [key.slice(0, -12), 'This token is cut off'],
] as const)('%s is refused in a sentence that does not repeat it', async ([input, sentence]) => {
  const { exitCode, output, said } = await play(inspect, { input })
  expect([exitCode, output]).toEqual([1, ''])
  expect(said).toContain(sentence)
  expect(said).not.toContain(input)
})

test('for a program a refusal is JSON with its code', async () => {
  const { exitCode, output } = await play([...inspect, '--json'], { input: 'hunter2' })
  expect(exitCode).toBe(1)
  expect(JSON.parse(output)).toMatchObject({ error: { code: 'token_opaque' } })
})
