/** A terminal without a machine, and a command line played on it. */
import { type ExitCode, forTerminal, type Program, runCommandLine, type Terminal } from '../index.ts'

export interface Scene {
  /** What is piped in; absent where a person sits at the keyboard. */
  readonly input?: string
  readonly environment?: Terminal['environment']
  readonly files?: Readonly<Record<string, string | Uint8Array>>
  /** Whether a person sees standard error. */
  readonly watched?: boolean
  /** Milliseconds since 1970. */
  readonly now?: number
}

export interface Played {
  readonly exitCode: ExitCode
  readonly output: string
  readonly said: string
}

/** Types `words` after the program's name, and tells what came of it. `furnish`: what the program is handed besides. */
export async function play<T extends Terminal = Terminal>(
  program: Program,
  words: readonly string[],
  scene: Scene = {},
  furnish: (terminal: Terminal) => T = terminal => terminal as T,
): Promise<Played> {
  const { input, environment = {}, files = {}, watched = false, now = 0 } = scene
  let output = ''
  let said = ''
  const terminal: Terminal = {
    environment,
    now: () => now,
    readInput: async () => input ?? '',
    async readFile(path) {
      const file = files[path]
      if (file === undefined) throw Object.assign(new Error('no such file'), { code: 'ENOENT' })
      return typeof file === 'string' ? new TextEncoder().encode(file) : file
    },
    write: text => {
      output += text
    },
    say: text => {
      said += forTerminal(text)
    },
    interactive: { input: input === undefined, output: false, error: watched },
  }
  const exitCode = await runCommandLine(program, words, furnish(terminal))
  return { exitCode, output, said }
}
