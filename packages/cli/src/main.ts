/** The command people type: the real machine, the program, an exit code. */
import { runCommandLine } from '@latchkey/protocol/command'
import { thisDesk } from './desk/index.ts'
import { program } from './index.ts'

// `process` is never required: to show all that it has, Node would open its standard streams (docs/decisions/027).
// Where Node would print the line of code and all that the error holds.
process.on('uncaughtException', async problem => {
  const { crashReport } = await import('./crash.ts')
  process.stderr.write(crashReport(problem, process.env), () => process.exit(1))
})

let found = false
/** Whether this run came to what it was started for, where a program starts it (`start.ts`). */
export const foundCredential = (): boolean => found

const desk = thisDesk(process, { onCredential: () => (found = true) })
void runCommandLine(program, process.argv.slice(2), desk).then(exitCode => {
  process.exitCode = exitCode
})
