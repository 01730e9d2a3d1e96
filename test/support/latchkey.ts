/** Our own two commands, from this repository, typed as a person would. */
import { fileURLToPath } from 'node:url'
import { type Answer, command } from './command.ts'

const program = (path: string) => fileURLToPath(new URL(`../../packages/${path}`, import.meta.url))

/** Types `latchkey ...words` in a folder, with `input` on standard input. */
export function latchkey(
  words: readonly string[],
  { folder, input }: { folder: string; input: string },
): Promise<Answer> {
  return command({ words: [process.execPath, program('cli/bin/latchkey.js'), ...words], folder, input })
}

/** Types `latchkey-server ...words` beside the server whose data folder it is. */
export function latchkeyServer(
  words: readonly string[],
  {
    data,
    origin,
    input = '',
    env = {},
  }: { data: string; origin?: string; input?: string; env?: Readonly<Record<string, string>> },
): Promise<Answer> {
  return command({
    words: [process.execPath, program('server/bin/latchkey-server.js'), ...words],
    folder: data,
    env: { LATCHKEY_DATA: data, ...(origin !== undefined && { LATCHKEY_ORIGIN: origin }), ...env },
    input,
  })
}
