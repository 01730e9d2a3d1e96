/** The command people type: the real machine, the program, an exit code. */
import { program } from './index.ts'
import { runHere } from './run-here.ts'

export const gaveCredential: Promise<boolean> = runHere(program)
