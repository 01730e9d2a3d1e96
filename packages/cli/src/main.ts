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
const desk = thisDesk(process, { onCredential: () => (found = true) })

/** Whether all went well and came to a credential, once everything is written and nothing is waited for (`start.ts`). */
export const gaveCredential: Promise<boolean> = runCommandLine(program, process.argv.slice(2), desk).then(
  exitCode => {
    process.exitCode = exitCode
    return found && exitCode === 0
  },
)
