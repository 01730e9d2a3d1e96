import { createHash } from 'node:crypto'
import { readToken, refused, verifySignature } from '@latchkey/tokens'
import { describe, expect, test } from 'vitest'
import { noon, play, type Scene } from '../testing/terminal.ts'
import { key, ofPypi, ofSomebody, refresh, rootKey } from '../testing/tokens.ts'

const attenuate = (words: readonly string[], scene: Scene = {}) =>
  play(['token', 'attenuate', ...words], { input: key, ...scene })

/** The caveats that were added, as they stand on the wire. */
async function added(words: readonly string[], scene: Scene = {}): Promise<readonly unknown[]> {
  const { exitCode, output, said } = await attenuate([...words, '--json'], scene)
  expect([exitCode, said]).toEqual([0, ''])
  return JSON.parse(output).restrictions.map(({ caveat }: { caveat: unknown }) => caveat)
}

const wheel = new Uint8Array([0x50, 0x4b, 3, 4])
const sha256 = (bytes: Uint8Array) => `sha256:${createHash('sha256').update(bytes).digest('hex')}`

test('the narrower token alone goes to standard output, and its signature holds', async () => {
  const { exitCode, output, said } = await attenuate(['--expires', '15m'])
  expect([exitCode, said]).toEqual([0, ''])
  expect(output).toMatch(/^latchkey-[A-Za-z0-9_-]+\n$/)
  const macaroon = readToken(output)
  if (refused(macaroon)) throw new Error(macaroon.message)
  const token = verifySignature(macaroon, rootKey)
  if (refused(token)) throw new Error(token.message)
  expect(token.caveats.map(caveat => new TextDecoder().decode(caveat))).toEqual([
    `[0,${noon / 1000 + 900},0]`,
  ])
})

test('--json holds the narrower token, which can be inspected', async () => {
  const { token } = JSON.parse((await attenuate(['--expires', '15m', '--json'])).output)
  expect(token).toBe((await attenuate(['--expires', '15m'])).output.trim())
})

test('who watches is told what the new token may do', async () => {
  const { output, said } = await attenuate(['--expires', '15m'], { watched: true })
  expect(output).toMatch(/^latchkey-[A-Za-z0-9_-]+\n$/)
  expect(said).toContain('until 2026-11-21T12:15:00Z')
  expect(said).not.toContain(output.trim())
})

const expiries: readonly (readonly [string, number])[] = [
  ['2s', 2],
  ['15m', 900],
  ['1h', 3600],
  ['7d', 604_800],
  ['2026-11-22', 43_200],
  ['2026-11-21T13:00:00+01:00', 0],
  ['2026-11-21T12:00:30Z', 30],
]
test.for(expiries.filter(([, seconds]) => seconds > 0))('--expires %s at noon', async ([text, seconds]) => {
  expect(await added(['--expires', text])).toEqual([[0, noon / 1000 + seconds, 0]])
})

const wheels = { 'dist/x.whl': wheel, 'dist/y.whl': new Uint8Array() }
const flags: readonly (readonly [string, readonly unknown[]])[] = [
  ['--package pypi:acme/Wid_get', [['allow', [[['publish'], ['pypi:acme/wid-get']]]]]],
  [
    '--package pypi:acme/a --package pypi:acme/b',
    [['allow', [[['publish'], ['pypi:acme/a', 'pypi:acme/b']]]]],
  ],
  ['--repository pypi:acme', [['allow', [[['read'], ['pypi:acme']]]]]],
  [
    '--package pypi:acme/a --repository pypi:acme',
    [
      [
        'allow',
        [
          [['publish'], ['pypi:acme/a']],
          [['read'], ['pypi:acme']],
        ],
      ],
    ],
  ],
  [
    '--package pypi:acme/a --action publish --action retire',
    [['allow', [[['publish', 'retire'], ['pypi:acme/a']]]]],
  ],
  ['--action read', [['allow', [[['read'], ['*']]]]]],
  ['--file dist/x.whl', [['digest', [sha256(wheel)]]]],
  ['--file dist/x.whl --file dist/y.whl', [['digest', [sha256(wheel), sha256(new Uint8Array())]]]],
  ['--version 1.2.3 --version 1.2.4', [['version', ['1.2.3', '1.2.4']]]],
  ['--network 10.0.0.0/8 --network 2001:DB8::7', [['network', ['10.0.0.0/8', '2001:db8::7/128']]]],
  ['--audience https://packages.example.com', [['audience', ['https://packages.example.com']]]],
]
test.for(flags)('%s', async ([words, caveats]) => {
  expect(await added(words.split(' '), { files: wheels })).toEqual(caveats)
})

test('all of them together are one caveat each', async () => {
  const words =
    '--expires 15m --package pypi:acme/widget --action publish --file dist/x.whl --version 1 --network 10.0.0.0/8 --audience https://a.example'
  const caveats = await added(words.split(' '), { files: wheels })
  expect(caveats.map(caveat => (caveat as unknown[])[0])).toEqual([
    'allow',
    'version',
    'digest',
    'audience',
    'network',
    0,
  ])
})

const mistakes: readonly (readonly [string, string])[] = [
  ['--expires tomorrow', 'neither a duration nor a date'],
  ['--expires 2026-11-21', 'That moment is past.'],
  ['--package widget', '"widget" is not a package.\nWrite --package pypi:acme/widget.'],
  ['--package pypi:acme', '"pypi:acme" is not a package.'],
  ['--repository pypi:acme/widget', '"pypi:acme/widget" is not a repository.'],
  ['--repository *', '"*" is not a repository.'],
  ['--action upload', '"upload" is not an action.'],
  ['--file nowhere.whl', 'The file "nowhere.whl" cannot be read (ENOENT).'],
  ['--version 1\u00e9', 'visible ASCII'],
  ['--network 10.0.0.1/8', 'has bits beyond its prefix.\nWrite 10.0.0.0/8'],
  ['--audience https://a.example/pypi/', 'is not an origin.\nWrite https://a.example'],
]
test.for(mistakes)('%s is refused, with what to write instead', async ([words, sentence]) => {
  const { exitCode, output, said } = await attenuate(words.split(' '))
  // What is not there is no slip of the fingers.
  expect([exitCode, output]).toEqual([words.startsWith('--file') ? 1 : 2, ''])
  expect(said).toContain(sentence)
})

test('more than one caveat has room for is refused, not a crash', async () => {
  const words = Array.from({ length: 300 }, (_, index) => ['--package', `pypi:acme/package-${index}`]).flat()
  const { exitCode, said } = await attenuate(words)
  expect(exitCode).toBe(2)
  expect(said).toContain('longer than 4096 bytes')
})

test('without any restriction it says so', async () => {
  const { exitCode, output, said } = await attenuate([])
  expect([exitCode, output]).toEqual([2, ''])
  expect(said).toContain('No restriction was given')
})

test('a token given as an argument is refused and not repeated', async () => {
  const { exitCode, output, said } = await attenuate(['--expires', '15m', key])
  expect([exitCode, output]).toEqual([2, ''])
  expect(said).toContain('other processes see arguments')
  expect(said).not.toContain(key)
})

test('an option that there is not is refused with the one that was meant', async () => {
  const { exitCode, said } = await attenuate(['--expire', '15m'])
  expect(exitCode).toBe(2)
  expect(said).toContain('Did you mean --expires?')
})

describe('a token of PyPI', () => {
  const pypi = { input: ofPypi }

  test('takes an expiry and names of projects, in the form that PyPI compares', async () => {
    const words = ['--expires', '15m', '--package', 'Wid_get', '--package', 'pypi:gadget']
    expect(await added(words, pypi)).toEqual([
      [1, ['wid-get', 'gadget']],
      [0, noon / 1000 + 900, 0],
    ])
    expect((await attenuate(words, pypi)).output).toMatch(/^pypi-AgEI/)
  })

  test.for([
    '--repository pypi:acme',
    '--action publish',
    '--file dist/x.whl',
    '--version 1',
    '--network 10.0.0.0/8',
    '--audience https://pypi.org',
  ])('is refused %s, by name', async words => {
    const { exitCode, output, said } = await attenuate(['--expires', '15m', ...words.split(' ')], pypi)
    expect([exitCode, output]).toEqual([1, ''])
    expect(said).toContain(`does not understand ${words.split(' ')[0]}.`)
  })

  test('has no organizations', async () => {
    const { exitCode, said } = await attenuate(['--package', 'pypi:acme/widget'], pypi)
    expect(exitCode).toBe(2)
    expect(said).toContain('Write --package widget.')
  })
})

test.for([
  ['a refresh token', refresh, 'it cannot be narrowed'],
  ['a macaroon of somebody', ofSomebody, 'neither by Latchkey nor by PyPI'],
  ['an npm token', 'npm_BCvmrWBoTgVRIS1E42ZOXI0MLyMh7U3EWOq0', 'nobody can narrow it'],
] as const)('%s is refused in a sentence', async ([, input, sentence]) => {
  const { exitCode, output, said } = await attenuate(['--expires', '15m'], { input })
  expect([exitCode, output]).toEqual([1, ''])
  expect(said).toContain(sentence)
})
