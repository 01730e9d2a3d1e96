import { expect, test } from 'vitest'
import { commands } from './commands/index.ts'
import { play } from './testing/terminal.ts'

const pages = ['', 'key', 'organization key', ...commands.map(({ name }) => name)]

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

test('a command that there is not is refused with the one that was meant', async () => {
  expect(await play(['token', 'atenuate'])).toMatchObject({
    exitCode: 2,
    output: '',
    said: 'latchkey: There is no command "token atenuate".\nDid you mean: latchkey token attenuate\n',
  })
})
