/** From the words that were typed to a command's values, or a refusal that says what to type instead. */
import { parseArgs } from 'node:util'
import { type Refusal, refuse, refused } from '@latchkey/tokens'
import type { Command, Options, Values } from './command.ts'
import { placesIn } from './find-command.ts'
import { nearest } from './nearest.ts'

export interface Parsed<O extends Options> {
  readonly values: Values<O>
  readonly operands: readonly string[]
  readonly help: boolean
  readonly json: boolean
}

/** Options that every command has. */
export const common = {
  json: { kind: 'flag', about: 'Print JSON, for programs.' },
  help: { kind: 'flag', about: 'Print this.' },
} as const satisfies Options

/**
 * Never repeats a word that stands where no word belongs: it may be a secret. `help` is the next step where a refusal
 * knows no better one.
 */
export function parseWords<O extends Options>(
  command: Command<O>,
  words: readonly string[],
  help: string,
): Parsed<O> | Refusal<'usage'> {
  const options: Options = { ...command.options, ...common }
  const values: Record<string, Value> = Object.fromEntries(
    Object.entries(options).map(([name, { kind }]) => [name, unset(kind)]),
  )
  const operands: string[] = []
  for (const token of tokenize(options, words)) {
    if (token.kind === 'positional') operands.push(token.value)
    if (token.kind !== 'option') continue
    const option = Object.hasOwn(options, token.name) ? options[token.name] : undefined
    if (!option) return unknownOption(token.rawName, options, help)
    const value = readValue(option, token, values[token.name], help)
    if (refused(value)) return value
    values[token.name] = value
  }
  const parsed = {
    values: values as Values<O>,
    operands,
    help: values.help === true,
    json: values.json === true,
  }
  return parsed.help ? parsed : (incomplete(command, values, operands, help) ?? parsed)
}

type Value = boolean | string | readonly string[] | undefined

function unset(kind: Options[string]['kind']): Value {
  return kind === 'flag' ? false : kind === 'texts' ? [] : undefined
}

function tokenize(options: Options, words: readonly string[]) {
  const types = Object.entries(options).map(
    ([name, { kind }]) => [name, { type: kind === 'flag' ? 'boolean' : 'string' } as const] as const,
  )
  return parseArgs({ args: [...words], options: Object.fromEntries(types), strict: false, tokens: true })
    .tokens
}

interface OptionToken {
  readonly name: string
  readonly value?: string | undefined
  readonly inlineValue?: boolean | undefined
}

function readValue(
  option: Options[string],
  token: OptionToken,
  former: Value,
  help: string,
): Value | Refusal<'usage'> {
  const { name, value, inlineValue } = token
  if (option.kind === 'flag')
    return value === undefined ? true : refuse('usage', `--${name} takes no value.`, help)
  if (value === undefined || value === '' || (!inlineValue && value.startsWith('--')))
    return refuse('usage', `--${name} needs a value: --${name} ${option.value}.`, help)
  if (option.kind === 'texts') return [...(former as readonly string[]), value]
  return former === undefined ? value : refuse('usage', `--${name} can be given only once.`, help)
}

/** What is missing, or stands where nothing belongs. */
function incomplete<O extends Options>(
  command: Command<O>,
  values: Readonly<Record<string, Value>>,
  operands: readonly string[],
  help: string,
): Refusal<'usage'> | undefined {
  const wanted = [...placesIn(command.name), ...(command.operands ?? [])]
  const takesMore = /\.\.\.\]?$/.test(wanted.at(-1) ?? '')
  if (operands.length > wanted.length && !takesMore)
    return refuse(
      'usage',
      `"${command.name}" takes ${wanted.length === 0 ? 'options only' : `no more than ${wanted.join(' ')}`}.`,
      command.insteadOfOperands ?? help,
    )
  const needed = wanted.filter(name => !name.startsWith('['))
  if (operands.length < needed.length)
    return refuse('usage', `"${command.name}" needs ${needed[operands.length]?.replace('...', '')}.`, help)
  for (const [name, option] of Object.entries(command.options))
    if (option.kind === 'text' && option.required && values[name] === undefined)
      return refuse('usage', `"${command.name}" needs --${name} ${option.value}.`, help)
  return undefined
}

function unknownOption(typed: string, options: Options, help: string): Refusal<'usage'> {
  const near = nearest(
    typed,
    Object.keys(options).map(name => `--${name}`),
  )
  return refuse('usage', `There is no option ${typed}.`, near ? `Did you mean ${near}?` : help)
}
