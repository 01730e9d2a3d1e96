/** Runs what was typed on the real machine, to its end. */
import { type Program, runCommandLine } from '@latchkey/protocol/command'
import { thisDesk } from './desk/index.ts'

/** Whether all went well and came to a credential, once everything is written and nothing is waited for (`start.ts`). */
export async function runHere(program: Program): Promise<boolean> {
  // `process` is never required: to show all that it has, Node would open its standard streams (docs/decisions/027).
  // Where Node would print the line of code and all that the error holds.
  process.on('uncaughtException', async problem => {
    const { crashReport } = await import('./crash.ts')
    process.stderr.write(crashReport(problem, process.env), () => process.exit(1))
  })
  let found = false
  const desk = thisDesk(process, { onCredential: () => (found = true) })
  const exitCode = await runCommandLine(program, process.argv.slice(2), desk)
  process.exitCode = exitCode
  return found && exitCode === 0
}
