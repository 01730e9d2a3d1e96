/** The help texts: what there is, and for one command its options and lines that work as they stand. */
import type { Command, Listed, Options } from './command.ts'
import { inGroup } from './find-command.ts'
import { common } from './parse.ts'

export interface Program {
  /** As it is typed: `latchkey`, or `npx latchkey-server`. */
  readonly name: string
  /** One line. */
  readonly about: string
  /** As npm has it: what `--version` prints. */
  readonly version?: string
  readonly commands: readonly Listed[]
  /** The same commands as the list of all of them shows them, where they are many. */
  readonly chapters?: readonly Chapter[]
  /** By the code of a refusal: what it exits with, where that is not 1. */
  readonly exitCodes?: Readonly<Record<string, number>>
  /** Of what it prints for programs, where that says its version: a field that goes, or changes its meaning, makes the next. */
  readonly jsonVersion?: number
}

export interface Chapter {
  /** `Keys`. */
  readonly title: string
  readonly commands: readonly Listed[]
}

/** All commands, or those of one group (`token`). Of many, an example of each chapter's first. */
export function listHelp(program: Program, group: readonly string[] = []): string {
  const commands = inGroup(program.commands, group)
  const chapters = (group.length === 0 && program.chapters) || [{ title: 'Commands', commands }]
  const width = widest(commands.map(({ name }) => name))
  const lists = chapters.map(
    ({ title, commands }) =>
      `${title}:\n${table(
        commands.map(({ name, summary }) => [name, summary]),
        width,
      )}`,
  )
  const shown = chapters.length === 1 ? commands : chapters.flatMap(({ commands }) => commands.slice(0, 1))
  const examples = shown.flatMap(({ example }) => (example === undefined ? [] : [`  ${example}`]))
  return [
    program.about,
    ...lists,
    ...(examples.length === 0 ? [] : [`Examples:\n${examples.join('\n')}`]),
    `More on one of them: ${program.name} ${commands[0]?.name ?? 'COMMAND'} --help\n`,
  ].join('\n\n')
}

export function commandHelp(program: Program, command: Command): string {
  const usage = [program.name, command.name, ...(command.operands ?? []), '[options]'].join(' ')
  const options = Object.entries<Options[string]>({ ...command.options, ...common }).map(
    ([name, option]) =>
      [option.kind === 'flag' ? `--${name}` : `--${name} ${option.value}`, aboutOption(option)] as const,
  )
  const further = inGroup(program.commands, command.name.split(' ')).map(
    ({ name, summary }) => [name, summary] as const,
  )
  return [
    command.about,
    `Usage: ${usage}`,
    `Options:\n${table(options)}`,
    `Examples:\n${command.examples.map(line => `  ${line}`).join('\n')}`,
    ...(further.length === 0 ? [] : [`Commands beside it:\n${table(further)}`]),
  ]
    .join('\n\n')
    .concat('\n')
}

function aboutOption(option: Options[string]): string {
  if (option.kind === 'texts') return `${option.about} Can be repeated.`
  return option.kind === 'text' && option.required ? `${option.about} Required.` : option.about
}

type Row = readonly [left: string, right: string]

function table(rows: readonly Row[], width = widest(rows.map(([left]) => left))): string {
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`).join('\n')
}

function widest(texts: readonly string[]): number {
  return Math.max(...texts.map(({ length }) => length))
}
