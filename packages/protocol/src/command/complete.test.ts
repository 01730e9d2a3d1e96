import { expect, test } from 'vitest'
import { complete, defineCommand, flag, listed, text, texts } from './index.ts'

const command =
  (name: string, operands: readonly string[] = []) =>
  async () => ({
    command: defineCommand({
      ...{ name, operands, about: '', examples: [] },
      options: {
        to: text('REGISTRY', 'Where to.'),
        output: text('FILE', 'Written there.'),
        topping: texts('FRUIT', 'On top.'),
        quickly: flag('Before lunch.'),
      },
      run: async () => ({}),
    }),
  })
const commands = [
  listed('cake', 'Print a cake', command('cake')),
  listed('cake bake', 'Bake one', command('cake bake', ['[SHAPE]', 'FILE...'])),
  listed('cake burn', 'Burn one', command('cake burn', ['round|square'])),
  listed('shop SHOP open', 'Open one', command('shop SHOP open')),
  listed('shop SHOP close', 'Close one', command('shop SHOP close')),
]
const known = { '--to': ['https://a.example'], SHAPE: ['oval', 'oblong', 'oval'], SHOP: ['corner'] }

async function offered(line: string): Promise<string> {
  const { candidates, files } = await complete(commands, line.split(' '), known)
  return [...candidates.map(({ value }) => value), ...(files ? ['<files>'] : [])].join(' ')
}

test.each([
  ['', 'cake shop'],
  ['c', 'cake'],
  ['x', ''],
  ['cake ', 'bake burn'],
  ['cake b', 'bake burn'],
  ['help cake ba', 'bake'],
  ['cake -', '--to --output --topping --quickly --json --help'],
  ['cake bake ', 'oval oblong'],
  ['cake bake ob', 'oblong'],
  ['cake bake oval ', '<files>'],
  ['cake bake oval x.txt y.txt ', '<files>'],
  ['cake bake --to ', 'https://a.example'],
  ['cake bake --to https', 'https://a.example'],
  ['cake bake --to https://a.example o', 'oval oblong'],
  ['cake bake --output ', '<files>'],
  ['cake bake --topping ', ''],
  ['cake bake --quickly --topping figs --t', '--to --topping'],
  ['cake bake --quickly ', 'oval oblong'],
  ['cake bake -- ', '<files>'],
  ['cake burn ', 'round square'],
  ['cake burn round ', ''],
  ['cake bake --constructor ', 'oval oblong'],
  ['shop ', ''],
  ['shop corner ', 'open close'],
  ['shop corner op', 'open'],
  ['shop corner open --q', '--quickly'],
  ['shop open ', 'open close'],
])('%j: %s', async (line, expected) => {
  expect(await offered(line)).toBe(expected)
})

test('each is told in a line what it is', async () => {
  const { candidates } = await complete(commands, ['cake', 'b'])
  expect(candidates).toEqual([
    { value: 'bake', about: 'Bake one' },
    { value: 'burn', about: 'Burn one' },
  ])
  const groups = await complete(commands, ['s'])
  expect(groups.candidates).toEqual([{ value: 'shop', about: 'shop SHOP open, shop SHOP close' }])
})
