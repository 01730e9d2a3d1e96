/** A file that somebody named on the command line. */
import type { Terminal } from '@latchkey/protocol/command'
import { quoted, type Refusal, refuse } from '@latchkey/tokens'

export async function readFile(
  terminal: Pick<Terminal, 'readFile'>,
  path: string,
): Promise<Uint8Array | Refusal<'unreadable_file'>> {
  try {
    return await terminal.readFile(path)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error'
    return refuse(
      'unreadable_file',
      `The file ${quoted(path, 200)} cannot be read (${code}).`,
      'Check the path.',
    )
  }
}
