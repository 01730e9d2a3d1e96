/**
 * How `latchkey` and `latchkey-server` are typed: one file a command, one line in a list.
 *
 * 1. A refusal exits with 1, words that were typed wrongly with 2, and both name the next step.
 * 2. Text is for people, on standard output and error; `--json` is for programs, on standard output alone.
 * 3. The machine is handed in as a `Terminal`; a word that may be a secret is never repeated.
 *
 *     const program = { name: 'latchkey', about: '...', commands: [listed('token inspect', '...', () => import(...))] }
 *     process.exitCode = await runCommandLine(program, process.argv.slice(2), terminal)
 */
export {
  type Command,
  defineCommand,
  type Flag,
  flag,
  type Listed,
  listed,
  type Options,
  type Output,
  required,
  type Text,
  type Texts,
  text,
  texts,
} from './command.ts'
export { type Candidate, type Completion, complete, type KnownValues } from './complete.ts'
export { forTerminal } from './for-terminal.ts'
export type { Chapter, Program } from './help.ts'
export { parseMoment } from './moment.ts'
export { nearest } from './nearest.ts'
export { processTerminal } from './process-terminal.ts'
export { type ExitCode, runCommandLine } from './run.ts'
export type { Terminal } from './terminal.ts'
export { withoutSecrets } from './without-secrets.ts'
