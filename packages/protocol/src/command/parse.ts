/** From the words that were typed to a command's values, or a refusal that says what to type instead. */
import { type Refusal, refuse, refused } from '@latchkey/tokens'
import type { Command, Options, Values } from './command.ts'
import { placesIn } from './find-command.ts'
import { nearest } from './nearest.ts'
import { type Token, tokenize } from './tokenize.ts'

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
    if (token.kind === 'operand') {
      operands.push(token.value)
      continue
    }
    const name = token.typed === '-h' ? 'help' : token.typed.slice(2)
    const option = Object.hasOwn(options, name) ? options[name] : undefined
    if (!option) return unknownOption(token.typed, options, help)
    const value = readValue(option, name, token, values[name], help)
    if (refused(value)) return value
    values[name] = value
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

function readValue(
  option: Options[string],
  name: string,
  { value, inline }: Extract<Token, { readonly kind: 'option' }>,
  former: Value,
  help: string,
): Value | Refusal<'usage'> {
  if (option.kind === 'flag')
    return value === undefined ? true : refuse('usage', `--${name} takes no value.`, help)
  if (value === undefined || value === '' || (!inline && value.startsWith('--')))
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
  const last = wanted.at(-1) ?? ''
  const takesMore = last.endsWith('...') || last.endsWith('...]')
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
