/** What a shell may offer for the word that is being typed: told from the commands themselves, so that it is never out of date. */
import type { Command, Listed, Options } from './command.ts'
import { findCommand, inGroup, placesIn } from './find-command.ts'
import { common } from './parse.ts'

export interface Completion {
  readonly candidates: readonly Candidate[]
  /** Whether a file may stand there. */
  readonly files: boolean
}

export interface Candidate {
  readonly value: string
  readonly about: string
}

/** What may stand in the place of an operand (`REGISTRY`) or after an option (`--registry`), as far as that is known. */
export type KnownValues = Readonly<Record<string, readonly string[]>>

/** `words`: all that was typed after the program's name, the one at the cursor last, though it be empty. */
export async function complete(
  commands: readonly Listed[],
  words: readonly string[],
  known: KnownValues = {},
): Promise<Completion> {
  const typed = words[0] === 'help' ? words.slice(1) : words
  const before = typed.slice(0, -1)
  const current = typed.at(-1) ?? ''
  const names = nextWords(commands, before)
  const found = findCommand(commands, before)
  const further = found
    ? await afterName((await found.entry.load()).command as Command, found.rest, current, known)
    : none
  const candidates = [...names, ...further.candidates].filter(({ value }) => value.startsWith(current))
  return { candidates, files: further.files }
}

const none: Completion = { candidates: [], files: false }

/** With what the names of commands go on after these words. */
function nextWords(commands: readonly Listed[], before: readonly string[]): readonly Candidate[] {
  const group = inGroup(commands, before)
  const next = new Set(group.map(({ name }) => name.split(' ')[before.length] ?? ''))
  return [...next].filter(isWord).map(value => {
    const there = group.filter(({ name }) => name.split(' ')[before.length] === value)
    const whole = there.find(({ name }) => name.split(' ').length === before.length + 1)
    return { value, about: whole?.summary ?? there.map(({ name }) => name).join(', ') }
  })
}

function isWord(part: string): boolean {
  return /^[a-z]/.test(part)
}

async function afterName(
  command: Command,
  rest: readonly string[],
  current: string,
  known: KnownValues,
): Promise<Completion> {
  // What follows is another program's.
  if (rest.includes('--')) return { candidates: [], files: true }
  const options: Options = { ...command.options, ...common }
  const last = rest.at(-1) ?? ''
  const awaited = takesValue(options, last)
  if (awaited !== undefined) return valuesOf(awaited, known[last])
  if (current.startsWith('-')) return { candidates: optionsLeft(options, rest), files: false }
  const operands = rest.filter(
    (word, index) => !word.startsWith('-') && !takesValue(options, rest[index - 1]),
  )
  const wanted = [...placesIn(command.name), ...(command.operands ?? [])]
  const next = wanted[operands.length] ?? wanted.at(-1)?.match(/^.*\.\.\.\]?$/)?.[0]
  if (next === undefined) return none
  const parts = next.replace(/[[\].]/g, '').split('|')
  const all = parts.map(part => valuesOf(part, isWord(part) ? [part] : known[part]))
  return { candidates: all.flatMap(each => each.candidates), files: all.some(each => each.files) }
}

/** What an option calls its value. */
function takesValue(options: Options, word = ''): string | undefined {
  const name = word.replace(/^--/, '')
  const option = word.startsWith('--') && Object.hasOwn(options, name) ? options[name] : undefined
  return option === undefined || option.kind === 'flag' ? undefined : option.value
}

function optionsLeft(options: Options, rest: readonly string[]): readonly Candidate[] {
  return Object.entries<Options[string]>(options)
    .filter(([name, { kind }]) => kind === 'texts' || !rest.includes(`--${name}`))
    .map(([name, { about }]) => ({ value: `--${name}`, about }))
}

function valuesOf(what: string, values: readonly string[] = []): Completion {
  return {
    candidates: [...new Set(values)].map(value => ({ value, about: '' })),
    files: /^(PATH|FILE|FOLDER)$/.test(what),
  }
}
