import { refuse } from '@latchkey/tokens'
import { beforeEach, describe, expect, test } from 'vitest'
import { defineCommand, flag, listed, required, runCommandLine, type Terminal, text, texts } from './index.ts'

let written: string
let said: string
let received: unknown

beforeEach(() => {
  written = ''
  said = ''
  received = undefined
})

const terminal: Terminal = {
  environment: {},
  now: () => 0,
  readInput: async () => '',
  readFile: async () => new Uint8Array(),
  write: piece => {
    written += piece
  },
  say: piece => {
    said += piece
  },
  interactive: { input: false, output: false, error: false },
}

const bake = defineCommand({
  name: 'cake bake',
  about: 'Bakes a cake.',
  examples: ['bakery cake bake --flour spelt'],
  operands: ['SHAPE'],
  options: {
    flour: required('KIND', 'Which flour.'),
    heat: text('DEGREES', 'How hot.'),
    topping: texts('FRUIT', 'What goes on top.'),
    quickly: flag('Before lunch.'),
  },
  async run(values, _, operands) {
    received = { values, operands }
    if (values.heat === '1000') return refuse('burnt', 'The cake is burnt.', 'Bake another.')
    return { data: { baked: true }, text: 'Baked.', note: 'Mind the plate.' }
  },
})

const eat = defineCommand({
  name: 'cake eat',
  about: 'Eats cakes.',
  examples: ['bakery cake eat round square'],
  operands: ['SHAPE...'],
  options: {},
  run: async (_values, _, operands) => ({ data: { eaten: operands } }),
})

const program = {
  name: 'bakery',
  about: 'Bakes.',
  commands: [
    listed('cake bake', 'Bake a cake', async () => ({ command: bake })),
    listed('cake list', 'List the cakes', async () => ({ command: bake })),
    listed('open', 'Open the shop', async () => ({ command: bake })),
  ],
}

const run = (...words: string[]) => runCommandLine(program, words, terminal)

describe('a command line', () => {
  test('says what is in the words of another program alike for programs and people', async () => {
    const command = { ...eat, run: async () => ({ text: 'username=cook' }) }
    const table = { ...program, commands: [listed('ask', 'Ask the cook', async () => ({ command }))] }
    expect(await runCommandLine(table, ['ask', 'round', '--json'], terminal)).toBe(0)
    expect(written).toBe('username=cook\n')
  })

  test('takes one or more words where the last of them is written with dots', async () => {
    const table = { ...program, commands: [listed('cake eat', 'Eat cakes', async () => ({ command: eat }))] }
    const sit = (...words: string[]) => runCommandLine(table, ['cake', 'eat', ...words], terminal)
    expect(await sit('round', 'square', 'oval', '--json')).toBe(0)
    expect(JSON.parse(written)).toEqual({ eaten: ['round', 'square', 'oval'] })
    expect(await sit()).toBe(2)
    expect(said).toContain('"cake eat" needs SHAPE.')
  })

  test('takes any number of words where the last of them is written with both', async () => {
    const taste = { ...eat, operands: ['SHAPE', '[TOPPING...]'] }
    const table = {
      ...program,
      commands: [listed('cake eat', 'Eat cakes', async () => ({ command: taste }))],
    }
    const sit = (...words: string[]) => runCommandLine(table, ['cake', 'eat', ...words], terminal)
    expect(await sit('round')).toBe(0)
    expect(await sit('round', 'figs', 'plums', 'nuts')).toBe(0)
    expect(await sit()).toBe(2)
    expect(said).toContain('"cake eat" needs SHAPE.')
  })

  test('takes no word where the last of them stands in brackets', async () => {
    const taste = { ...eat, operands: ['SHAPE', '[TOPPING]'] }
    const table = {
      ...program,
      commands: [listed('cake eat', 'Eat cakes', async () => ({ command: taste }))],
    }
    const sit = (...words: string[]) => runCommandLine(table, ['cake', 'eat', ...words], terminal)
    expect(await sit('round')).toBe(0)
    expect(await sit('round', 'figs')).toBe(0)
    expect(await sit('round', 'figs', 'plums')).toBe(2)
    expect(await sit()).toBe(2)
    expect(said).toContain('"cake eat" needs SHAPE.')
  })

  test('gives each option its value and its type', async () => {
    expect(
      await run(
        'cake',
        'bake',
        '--flour',
        'spelt',
        '--topping=figs',
        '--topping',
        'plums',
        '--quickly',
        'round',
      ),
    ).toBe(0)
    expect(received).toEqual({
      values: {
        flour: 'spelt',
        heat: undefined,
        topping: ['figs', 'plums'],
        quickly: true,
        json: false,
        help: false,
      },
      operands: ['round'],
    })
    expect([written, said]).toEqual(['Baked.\n', 'Mind the plate.\n'])
  })

  test('prints the data alone for --json', async () => {
    expect(await run('cake', 'bake', 'round', '--flour', 'spelt', '--json')).toBe(0)
    expect([JSON.parse(written), said]).toEqual([{ baked: true }, ''])
  })

  test('what is printed for programs says its version where the program has one', async () => {
    const words = ['cake', 'bake', 'round', '--flour', 'spelt', '--json']
    expect(await runCommandLine({ ...program, jsonVersion: 3 }, words, terminal)).toBe(0)
    expect(JSON.parse(written)).toEqual({ version: 3, baked: true })
    written = ''
    await runCommandLine({ ...program, jsonVersion: 3 }, [...words, '--heat', '1000'], terminal)
    expect(JSON.parse(written)).toMatchObject({ version: 3, error: { code: 'burnt' } })
  })

  test('a refusal exits as the program says, and a program that was run as it did', async () => {
    const words = ['cake', 'bake', 'round', '--flour', 'spelt', '--heat', '1000']
    expect(await runCommandLine({ ...program, exitCodes: { burnt: 4 } }, words, terminal)).toBe(4)
    const ended = { ...eat, run: async () => ({ exitCode: 143 }) }
    const commands = [listed('cake eat', 'Eat cakes', async () => ({ command: ended }))]
    expect(await runCommandLine({ ...program, commands }, ['cake', 'eat', 'round'], terminal)).toBe(143)
  })

  test('a refusal exits with 1 and says the next step where a person reads it', async () => {
    expect(await run('cake', 'bake', 'round', '--flour', 'spelt', '--heat', '1000')).toBe(1)
    expect([written, said]).toEqual(['', 'bakery: The cake is burnt.\nBake another.\n'])
  })

  test.each(['text', 'data'])('makes what is printed, once, and nothing else: %s', async printed => {
    const made: string[] = []
    const output = {
      get data() {
        return { made: made.push('data') }
      },
      get text() {
        return `${made.push('text')}`
      },
    }
    const count = { ...eat, run: async () => output }
    const table = {
      ...program,
      commands: [listed('cake eat', 'Eat cakes', async () => ({ command: count }))],
    }
    const json = printed === 'data' ? ['--json'] : []
    expect(await runCommandLine(table, ['cake', 'eat', 'round', ...json], terminal)).toBe(0)
    expect([made, written]).toEqual([[printed], printed === 'data' ? '{\n  "made": 1\n}\n' : '1\n'])
  })

  test('a refusal is JSON on standard output for --json', async () => {
    expect(await run('cake', 'bake', 'round', '--flour', 'spelt', '--heat', '1000', '--json')).toBe(1)
    expect([JSON.parse(written), said]).toEqual([
      { error: { code: 'burnt', message: 'The cake is burnt.', next: 'Bake another.' } },
      '',
    ])
  })

  test('no text of somebody else moves the cursor, clears the screen or turns what stands beside it around', async () => {
    const hostile = 'a\u001b[2J\u009b2J\r\u007f\u202eb'
    const greet = {
      ...eat,
      run: async (_values: unknown, _: Terminal, [name = '']: readonly string[]) =>
        name === 'nobody'
          ? refuse('unknown', `No ${hostile}.`, hostile)
          : { data: { name: hostile }, text: `1\t${hostile}\n2`, note: hostile },
    }
    const table = { ...program, commands: [listed('cake eat', 'Eat', async () => ({ command: greet }))] }
    const type = (...words: string[]) => runCommandLine(table, ['cake', 'eat', ...words], terminal)
    const harmless = 'a\\u001b[2J\\u009b2J\\u000d\\u007f\\u202eb'
    expect(await type('ada')).toBe(0)
    expect([written, said]).toEqual([`1\t${harmless}\n2\n`, `${harmless}\n`])
    said = ''
    expect(await type('nobody')).toBe(1)
    expect(said).toBe(`bakery: No ${harmless}.\n${harmless}\n`)
    for (const words of [
      ['ada', '--json'],
      ['nobody', '--json'],
    ]) {
      written = ''
      await type(...words)
      expect(written).toMatch(/^[\n -~]+$/)
      expect(JSON.stringify(JSON.parse(written))).toContain(JSON.stringify(hostile).slice(1, -1))
    }
  })

  test.each([
    [['cake', 'bake', 'round'], 'needs --flour KIND'],
    [['cake', 'bake', '--flour', 'spelt'], 'needs SHAPE'],
    [['cake', 'bake', 'round', 'square', '--flour', 'spelt'], 'no more than SHAPE'],
    [['cake', 'bake', 'round', '--flour'], '--flour needs a value: --flour KIND'],
    [['cake', 'bake', 'round', '--flour', '--quickly'], '--flour needs a value'],
    [['cake', 'bake', 'round', '--flour', 'a', '--flour', 'b'], '--flour can be given only once'],
    [['cake', 'bake', 'round', '--quickly=yes'], '--quickly takes no value'],
    [['cake', 'bake', 'round', '--fluor', 'spelt'], 'Did you mean --flour?'],
    [['cake', 'bake', 'round', '--constructor', 'x'], 'There is no option --constructor'],
    [['cake', 'bkae'], 'Did you mean: bakery cake bake'],
    [['opne'], 'Did you mean: bakery open'],
    [['zzz'], 'Type: bakery --help'],
  ])('%j is not run, exits with 2 and says why', async (words, sentence) => {
    expect(await run(...words)).toBe(2)
    expect(said).toContain(sentence)
    expect([received, written]).toEqual([undefined, ''])
  })

  test('a word that stands where none belongs is never repeated: it may be a secret', async () => {
    await run('cake', 'bake', 'round', 'hunter2', '--flour', 'spelt')
    expect(written + said).not.toContain('hunter2')
  })

  test('help lists the commands, a group its own, and a command its options', async () => {
    expect(await run()).toBe(0)
    expect(written).toBe(
      'Bakes.\n\nCommands:\n  cake bake  Bake a cake\n  cake list  List the cakes\n  open       Open the shop\n\nMore on one of them: bakery cake bake --help\n',
    )
    written = ''
    expect(await run('cake', '--help')).toBe(0)
    expect(written).toContain('cake list')
    expect(written).not.toContain('Open the shop')
    written = ''
    expect(await run('cake', 'bake', '--help')).toBe(0)
    expect(written).toContain('--flour KIND     Which flour. Required.\n')
    expect(written).toContain('Usage: bakery cake bake SHAPE [options]')
  })

  test('help on a command whose name others go on with shows those, too', async () => {
    const commands = [
      listed('cake', 'Print a cake', async () => ({ command: { ...bake, name: 'cake' } })),
      ...program.commands,
    ]
    expect(await runCommandLine({ ...program, commands }, ['cake', '--help'], terminal)).toBe(0)
    expect(written).toContain(
      '\n\nCommands beside it:\n  cake bake  Bake a cake\n  cake list  List the cakes\n',
    )
  })

  test.each([[[]], [['cake']], [['cake', 'bake']], [['open']]])(
    'help %j is the same as --help behind it, or -h',
    async words => {
      expect(await run(...words, '--help')).toBe(0)
      const asked = written
      for (const same of [
        ['help', ...words],
        [...words, '-h'],
      ]) {
        written = ''
        expect(await run(...same)).toBe(0)
        expect(written).toBe(asked)
      }
    },
  )

  test.each([
    'latchkey-AgEUaHR0cHM6Ly9wYWNrYWdlcy5leGFtcGxl',
    'pypi-AgEIcHlwaS5vcmcCJDhiMjVjZjc4',
    'acme-AgIAaHR0cHM6Ly9wYWNrYWdl',
    'npm_0123456789abcdef0123',
    'https://ada:hunter2@packages.example.com/',
    'https://:hunter2@packages.example.com/',
  ])('a refusal does not repeat %s, to people and to programs', async pasted => {
    const run = async () => refuse('no_target', `"${pasted}" is no target.`, `Type: bakery ${pasted}`)
    const commands = [
      listed('open', 'Open the shop', async () => ({ command: { ...bake, operands: [], options: {}, run } })),
    ]
    for (const words of [['open'], ['open', '--json']])
      expect(await runCommandLine({ ...program, commands }, words, terminal)).toBe(1)
    expect(said).toContain('[redacted]')
    for (const shown of [said, written]) expect(shown).not.toMatch(/Ag[EI]|0123|hunter2/)
  })

  test('a refusal shows names and paths as they are', async () => {
    const shown = 'latchkey-exec-8b25cf78-0000 pypi:acme/widget https://ada@packages.example.com/'
    const run = async () => refuse('no_target', shown, 'Look.')
    const commands = [
      listed('open', 'Open the shop', async () => ({ command: { ...bake, operands: [], options: {}, run } })),
    ]
    await runCommandLine({ ...program, commands }, ['open'], terminal)
    expect(said).toContain(shown)
  })

  test('help on what is no command says so', async () => {
    expect(await run('help', 'coffee')).toBe(2)
    expect(said).toContain('There is no command "coffee".')
  })
})
