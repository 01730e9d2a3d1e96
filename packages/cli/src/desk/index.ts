/**
 * The machine as commands see it.
 *
 * 1. Nobody is asked anything where there is no terminal, or in CI.
 * 2. A secret is read without being shown, and is never among the words that a program is run with.
 * 3. What is said to a person tells their terminal nothing to do, whoever wrote it.
 *
 *     const desk = thisDesk(process)
 *     process.exitCode = await runCommandLine(program, process.argv.slice(2), desk)
 */
export { browserIsHere, type Reach } from './browser-is-here.ts'
export type { Child, Desk, Ended, Person, PrivateFolder } from './desk.ts'
export { thisDesk } from './this-desk.ts'
