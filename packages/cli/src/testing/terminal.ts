/** A terminal without a machine, and the command line run on it. */
import { type ExitCode, runCommandLine, type Terminal } from '@latchkey/protocol/command'
import { program } from '../index.ts'

export const noon = Date.parse('2026-11-21T12:00:00Z')

export interface Scene {
  /** What is piped in; absent where a person sits at the keyboard. */
  readonly input?: string
  readonly environment?: Terminal['environment']
  readonly files?: Readonly<Record<string, string | Uint8Array>>
  /** Whether a person sees standard error. */
  readonly watched?: boolean
}

export interface Played {
  readonly exitCode: ExitCode
  readonly output: string
  readonly said: string
}

/** Types `words` after `latchkey` at noon, and tells what came of it. */
export async function play(words: readonly string[], scene: Scene = {}): Promise<Played> {
  const { input, environment = {}, files = {}, watched = false } = scene
  let output = ''
  let said = ''
  const terminal: Terminal = {
    environment,
    now: () => noon,
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
      said += text
    },
    interactive: { input: input === undefined, output: false, error: watched },
  }
  const exitCode = await runCommandLine(program, words, terminal)
  return { exitCode, output, said }
}
