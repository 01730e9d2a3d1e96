import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { commands } from './commands/index.ts'
import { play } from './testing/terminal.ts'

const pages = ['', 'key', 'organization', 'organization key', 'helper', ...commands.map(({ name }) => name)]

test.for(pages)('latchkey %s --help is as recorded', async page => {
  const { exitCode, output, said } = await play([...page.split(' ').filter(Boolean), '--help'])
  expect([exitCode, said]).toEqual([0, ''])
  const name = `latchkey ${page}`.trim().replaceAll(' ', '-')
  await expect(output).toMatchFileSnapshot(`recorded/${name}.txt`)
})

test('every example of a help text names its command and options that there are', async () => {
  for (const { name } of commands) {
    const { output } = await play([...name.split(' '), '--help'])
    const [options = '', rest = ''] = output.split('\nExamples:\n')
    const [examples = ''] = rest.split('\n\n')
    const lines = examples.split('\n').filter(line => line !== '' && !line.startsWith('  #'))
    expect(lines.length).toBeGreaterThan(0)
    for (const line of lines) {
      expect(line).toMatch(new RegExp(`latchkey ${name.replaceAll(/\b[A-Z]+\b/g, '[a-z-]+')}`))
      for (const [option] of line.split('twine')[0]?.matchAll(/--[a-z-]+/g) ?? [])
        expect(options).toContain(`  ${option} `)
    }
  }
})

test('so does every example of a list, and the list of all commands has three', async () => {
  for (const { name, example } of commands.filter(({ example }) => example !== undefined)) {
    const { output } = await play([...name.split(' '), '--help'])
    expect(example).toMatch(new RegExp(`^latchkey ${name.replaceAll(/\b[A-Z]+\b/g, '[a-z-]+')}( |$)`))
    for (const [option] of example?.matchAll(/--[a-z]+/g) ?? []) expect(output).toContain(`  ${option} `)
  }
  const { output } = await play([])
  expect(output.split('\nExamples:\n')[1]?.split('\n\n')[0]?.split('\n')).toHaveLength(3)
})

test('--version says which one this is, as npm has it', async () => {
  const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))
  expect(await play(['--version'])).toMatchObject({ exitCode: 0, output: `latchkey ${version}\n`, said: '' })
  expect(await play(['--version', 'key'])).toMatchObject({ exitCode: 2 })
})

test('a command that there is not is refused with the one that was meant', async () => {
  expect(await play(['token', 'atenuate'])).toMatchObject({
    exitCode: 2,
    output: '',
    said: 'latchkey: There is no command "token atenuate".\nDid you mean: latchkey token attenuate\n',
  })
})
