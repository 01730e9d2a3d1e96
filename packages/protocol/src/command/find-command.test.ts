import { expect, test } from 'vitest'
import { defineCommand, flag, listed, type Program } from './index.ts'
import { play } from './testing/play.ts'

const command = (name: string, operands?: readonly string[]) =>
  defineCommand({
    ...{ name, about: 'For a test.', examples: [] },
    ...(operands && { operands }),
    options: { loud: flag('Louder.') },
    run: async (_options, _terminal, words) => ({ text: [name, ...words].join(' | ') }),
  })
const line = (name: string, operands?: readonly string[]) =>
  listed(name, `About ${name}.`, async () => ({ command: command(name, operands) }))

const program: Program = {
  ...{ name: 'keeper', about: 'Keeps.' },
  commands: [
    ...[
      line('token'),
      line('token burn'),
      line('key', ['[NAME]']),
      line('key list'),
      line('organization auth', ['ORG']),
    ],
    ...[line('organization key ORG create', ['NAME']), line('organization key ORG list')],
  ],
}
const typed = (words: string) => play(program, words.split(' ').filter(Boolean))

test('the longest name is meant', async () => {
  expect((await typed('key list')).output).toBe('key list\n')
  expect((await typed('key mine')).output).toBe('key | mine\n')
  expect((await typed('key')).output).toBe('key\n')
})

test('what stands in the place of a name goes before what follows it', async () => {
  expect((await typed('organization key acme create ci --loud')).output).toBe(
    'organization key ORG create | acme | ci\n',
  )
  expect((await typed('organization key acme list')).output).toBe('organization key ORG list | acme\n')
})

test('an option stands in no place', async () => {
  expect(await typed('organization key --loud create ci')).toMatchObject({ exitCode: 2, output: '' })
})

test('what is missing, or too much, is told as without places', async () => {
  expect((await typed('organization key acme create')).said).toContain('needs NAME')
  expect((await typed('organization key acme list more')).said).toContain('takes no more than ORG')
})

test('a group within a group lists its own, whatever stands in its place', async () => {
  for (const words of ['organization key', 'organization key acme', 'organization key acme --help']) {
    const { exitCode, output } = await typed(words)
    expect(exitCode).toBe(0)
    expect(output).toContain('organization key ORG create')
    expect(output).not.toContain('organization auth')
  }
})

test('a slip is answered with the line that was meant', async () => {
  expect((await typed('organization key acme creat')).said).toContain(
    'Did you mean: keeper organization key acme create',
  )
  expect((await typed('organization kye')).said).toContain('There is no command "organization kye".')
  expect((await typed('organization key create acme')).said).toContain(
    'Type: keeper organization key create --help',
  )
})

test('behind a command that takes no word, one is taken for a command of its group', async () => {
  expect((await typed('token')).output).toBe('token\n')
  expect((await typed('token --loud')).output).toBe('token\n')
  expect((await typed('token brun')).said).toContain('Did you mean: keeper token burn')
  expect((await typed('token latchkey-S3cret')).said).not.toContain('S3cret')
})

test('a word that may be a secret is repeated neither in its place nor behind it', async () => {
  const { said, output } = await typed('organization key acme latchkey-S3cret')
  expect(said).toContain('There is no command like that.')
  expect(said + output).not.toContain('S3cret')
})
