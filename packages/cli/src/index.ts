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
import { identity } from './identity.ts'

export const program: Program = { ...identity, commands, chapters }
