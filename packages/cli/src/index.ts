/**
 * The command people type, as a value: the real terminal is made in `main.ts` alone.
 *
 * Laws: a token comes from a pipe, a file or the environment and is never an argument; what a program reads goes to
 * standard output, what a person reads to standard error.
 *
 *     await runCommandLine(program, ['token', 'inspect'], terminal)
 */
import type { Program } from '@latchkey/protocol/command'
import { chapters, commands } from './commands/index.ts'
import { exitCodes } from './exit-codes.ts'
import { version } from './version.ts'

const about = 'Credentials for package registries.'

export const program: Program = {
  ...{ name: 'latchkey', about, version, commands, chapters, exitCodes },
  jsonVersion: 1,
}
