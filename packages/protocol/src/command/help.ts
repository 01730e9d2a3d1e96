/** The help texts: what there is, and for one command its options and lines that work as they stand. */
import type { Command, Listed, Options } from './command.ts'
import { inGroup } from './find-command.ts'
import { common } from './parse.ts'

export interface Program {
  /** As it is typed: `latchkey`, or `npx latchkey-server`. */
  readonly name: string
  /** One line. */
  readonly about: string
  readonly commands: readonly Listed[]
  /** By the code of a refusal: what it exits with, where that is not 1. */
  readonly exitCodes?: Readonly<Record<string, number>>
  /** Of what it prints for programs, where that says its version: a field that goes, or changes its meaning, makes the next. */
  readonly jsonVersion?: number
}

/** All commands, or those of one group (`token`). */
export function listHelp(program: Program, group: readonly string[] = []): string {
  const commands = inGroup(program.commands, group)
  const lines = table(commands.map(({ name, summary }) => [name, summary]))
  const examples = commands.flatMap(({ example }) => (example === undefined ? [] : [`\n  ${example}`]))
  const shown = examples.length === 0 ? '' : `\n\nExamples:${examples.join('')}`
  return `${program.about}\n\nCommands:\n${lines}${shown}\n\nMore on one of them: ${program.name} ${commands[0]?.name ?? 'COMMAND'} --help\n`
}

export function commandHelp(program: Program, command: Command): string {
  const usage = [program.name, command.name, ...(command.operands ?? []), '[options]'].join(' ')
  const options = Object.entries<Options[string]>({ ...command.options, ...common }).map(
    ([name, option]) =>
      [option.kind === 'flag' ? `--${name}` : `--${name} ${option.value}`, aboutOption(option)] as const,
  )
  const examples = command.examples.map(line => `  ${line}`)
  return `${command.about}\n\nUsage: ${usage}\n\nOptions:\n${table(options)}\n\nExamples:\n${examples.join('\n')}\n`
}

function aboutOption(option: Options[string]): string {
  if (option.kind === 'texts') return `${option.about} Can be repeated.`
  return option.kind === 'text' && option.required ? `${option.about} Required.` : option.about
}

function table(rows: readonly (readonly [left: string, right: string])[]): string {
  const width = Math.max(...rows.map(([left]) => left.length))
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`).join('\n')
}
