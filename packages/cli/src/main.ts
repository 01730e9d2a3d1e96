/** The command people type: the real machine, the program, an exit code. */
import process from 'node:process'
import { runCommandLine } from '@latchkey/protocol/command'
import { thisDesk } from './desk/index.ts'
import { program } from './index.ts'

process.exitCode = await runCommandLine(program, process.argv.slice(2), thisDesk(process))
