/** What a command is: its words, its options, what it does. One file a command, one line in a list. */
import type { Refusal } from '@latchkey/tokens'
import type { Terminal } from './terminal.ts'

interface Described {
  /** One line for the help text. */
  readonly about: string
}
/** Present or not: `--json`. */
export interface Flag extends Described {
  readonly kind: 'flag'
}
/** One value: `--expires 15m`. `value` is how the help text names it. */
export interface Text extends Described {
  readonly kind: 'text'
  readonly value: string
  readonly required?: true
}
/** Any number of values: `--package A --package B`. */
export interface Texts extends Described {
  readonly kind: 'texts'
  readonly value: string
}

export const flag = (about: string): Flag => ({ kind: 'flag', about })
export const text = (value: string, about: string): Text => ({ kind: 'text', value, about })
export const required = (value: string, about: string): Text & { readonly required: true } => ({
  kind: 'text',
  value,
  about,
  required: true,
})
export const texts = (value: string, about: string): Texts => ({ kind: 'texts', value, about })

export type Options = Readonly<Record<string, Flag | Text | Texts>>

type ValueOf<O> = O extends Flag
  ? boolean
  : O extends Texts
    ? readonly string[]
    : O extends { readonly required: true }
      ? string
      : string | undefined

/** What was typed, by the options' own names. */
export type Values<O extends Options> = { readonly [Name in keyof O]: ValueOf<O[Name]> }

/**
 * What a command has to say: `data` is printed for `--json`, `text` for everybody else, and for both where it is in the
 * words of another program.
 * What costs to make is a getter: it is read where it is printed, once.
 */
export interface Output {
  /** Absent where the command has already written what there is to say. */
  readonly data?: object
  /** Standard output. */
  readonly text?: string
  /** Standard error, where a person reads it, so that the text can be piped on. */
  readonly note?: string
  /** The answer is no (`config check`), which a script learns from the exit code: 1. */
  readonly no?: true
  /** That of a program which was run, passed on. */
  readonly exitCode?: number
}

/** `T`: what it is handed of the machine. */
export interface Command<O extends Options = Options, T extends Terminal = Terminal> {
  /**
   * How it is typed after the program's name: `token attenuate`. What is typed in the place of a word in capitals
   * (`organization key ORG list`) comes before the operands.
   */
  readonly name: string
  /** What it is for, in a paragraph. */
  readonly about: string
  /** Whole lines that work as they stand; a line that starts with `#` tells what the next one does. */
  readonly examples: readonly string[]
  /**
   * Words that must follow, for the help text: `NAME`; `[NAME]` may be left out. Only as many are taken; of the last
   * more where it is `NAME...`, or none, too, where it is `[NAME...]`.
   */
  readonly operands?: readonly string[]
  /** Where no word may follow: what to type instead of the one that people try. */
  readonly insteadOfOperands?: string
  readonly options: O
  /** `commands`: the whole list that it stands in. */
  run(
    values: Values<O>,
    terminal: T,
    operands: readonly string[],
    commands: readonly Listed[],
  ): Promise<Output | Refusal>
}

/** Declares a command; the options give `run` its types. */
export function defineCommand<const O extends Options>(command: Command<O>): Command<O> {
  return command
}

/** A line of a list of commands. The file behind it is loaded when the command is typed. */
export interface Listed {
  readonly name: string
  /** One line for the list of commands. */
  readonly summary: string
  load(): Promise<{ readonly command: unknown }>
  /** A line that works as it stands. */
  readonly example?: string
}

export function listed(name: string, summary: string, load: Listed['load'], example?: string): Listed {
  return { name, summary, load, ...(example === undefined ? {} : { example }) }
}
