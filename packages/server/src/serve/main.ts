/** `latchkey-server`: the real machine is read here, and nowhere below. */
import { readFile } from 'node:fs/promises'
import process from 'node:process'
import { forTerminal, processTerminal, runCommandLine } from '@latchkey/protocol/command'
import { program } from './program.ts'

const terminal = processTerminal(process, { now: Date.now, readFile: path => readFile(path) })

try {
  process.exitCode = await runCommandLine(program, process.argv.slice(2), terminal)
} catch (error) {
  // A disk, a database or a network that failed says so in its message; anything else is a bug, and shows where.
  const { code, message, stack } = error as NodeJS.ErrnoException
  terminal.say(forTerminal(`${program.name}: ${code === undefined ? stack : message}\n`))
  process.exitCode = 1
}
