/** The command `latchkey`, from this repository. */
import { fileURLToPath } from 'node:url'
import { type Answer, command } from './command.ts'

const program = fileURLToPath(new URL('../../packages/cli/bin/latchkey.js', import.meta.url))

/** Types `latchkey ...words` in a folder, with `input` on standard input. */
export function latchkey(
  words: readonly string[],
  { folder, input }: { folder: string; input: string },
): Promise<Answer> {
  return command({ words: [process.execPath, program, ...words], folder, input })
}
