/** The command people type: the real terminal, the program, an exit code. */
import { readFile } from 'node:fs/promises'
import process from 'node:process'
import { processTerminal, runCommandLine } from '@latchkey/protocol/command'
import { program } from './index.ts'

const terminal = processTerminal(process, { now: Date.now, readFile: path => readFile(path) })
process.exitCode = await runCommandLine(program, process.argv.slice(2), terminal)
