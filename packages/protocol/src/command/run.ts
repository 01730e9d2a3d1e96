/** From a command line to an exit code. */
import { type Refusal, refused } from '@latchkey/tokens'
import type { Command, Options, Output } from './command.ts'
import { type FoundCommand, findCommand, inGroup } from './find-command.ts'
import { forTerminal } from './for-terminal.ts'
import { commandHelp, type Program } from './help.ts'
import { parseWords } from './parse.ts'
import type { Terminal } from './terminal.ts'
import { withoutCommand } from './without-command.ts'
import { withoutSecrets } from './without-secrets.ts'

/** 0: done. 1: refused, or the answer is no. 2: typed wrongly, nothing was done. Others as the program has them. */
export type ExitCode = number

/** Runs what was typed after the program's name. `help key create` is `key create --help`. */
export async function runCommandLine<T extends Terminal>(
  program: Program,
  typed: readonly string[],
  terminal: T,
): Promise<ExitCode> {
  if (program.version !== undefined && typed.length === 1 && typed[0] === '--version') {
    terminal.write(`${program.name} ${program.version}\n`)
    return 0
  }
  const words = typed[0] === 'help' ? [...typed.slice(1), '--help'] : typed
  const found = findCommand(program.commands, words)
  if (!found) return answerWithoutCommand(program, words, terminal)
  const { entry, rest } = found
  const command = (await entry.load()).command as Command<Options, T>
  if (!command.operands && namesAnother(program, found)) return answerWithoutCommand(program, words, terminal)
  const parsed = parseWords(command, rest, `Type: ${program.name} ${command.name} --help`)
  if (refused(parsed)) return explain(program, parsed, rest.includes('--json'), terminal)
  if (parsed.help) {
    terminal.write(commandHelp(program, command))
    return 0
  }
  const outcome = await command.run(parsed.values, terminal, parsed.operands, program.commands)
  return refused(outcome)
    ? explain(program, outcome, parsed.json, terminal)
    : print(program, outcome, parsed.json, terminal)
}

/** Whether a name that goes on in others is followed by a word: meant as one of them, where no word belongs there. */
function namesAnother({ commands }: Program, { entry, rest: [word] }: FoundCommand): boolean {
  const isWord = word !== undefined && !word.startsWith('-')
  return isWord && inGroup(commands, entry.name.split(' ')).length > 0
}

function answerWithoutCommand(program: Program, words: readonly string[], terminal: Terminal): ExitCode {
  const answer = withoutCommand(program, words)
  if (refused(answer)) return explain(program, answer, words.includes('--json'), terminal)
  terminal.write(answer)
  return 0
}

function print(program: Program, output: Output, json: boolean, terminal: Terminal): ExitCode {
  const exitCode = output.exitCode ?? (output.no ? 1 : 0)
  const data = json ? output.data : undefined
  if (data !== undefined) {
    terminal.write(forProgram(program, data))
    return exitCode
  }
  const { text, note } = output
  if (text !== undefined) terminal.write(forTerminal(ended(text)))
  if (note !== undefined) terminal.say(forTerminal(ended(note)))
  return exitCode
}

/** For a program the refusal is where it reads, as `{"error":{...}}`; for a person it is on standard error. */
function explain(program: Program, { code, ...said }: Refusal, json: boolean, terminal: Terminal): ExitCode {
  const [message, next] = [withoutSecrets(said.message), withoutSecrets(said.next)]
  if (json) terminal.write(forProgram(program, { error: { code, message, next } }))
  else terminal.say(forTerminal(`${program.name}: ${message}\n${next}\n`))
  return code === 'usage' ? 2 : (program.exitCodes?.[code] ?? 1)
}

function forProgram({ jsonVersion }: Program, data: object): string {
  const said = jsonVersion === undefined ? data : { version: jsonVersion, ...data }
  return forTerminal(`${JSON.stringify(said, undefined, 2)}\n`)
}

function ended(text: string): string {
  return text.endsWith('\n') ? text : `${text}\n`
}
