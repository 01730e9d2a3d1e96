/** Where a command gets the token from that it is about: a file, standard input, or the environment. Never an argument. */
import { environmentToken } from '@latchkey/client'
import { Secret } from '@latchkey/protocol'
import { type Terminal, text } from '@latchkey/protocol/command'
import { type Refusal, refuse, refused } from '@latchkey/tokens'
import { readFile } from './read-file.ts'

const howTo =
  'Pipe the token (latchkey ... < token.txt), name its file (--token-file PATH), or set LATCHKEY_TOKEN: other processes see arguments.'

/** The part that every command about a token has in common. */
export const aboutToken = {
  insteadOfOperands: howTo,
  options: {
    'token-file': text('PATH', 'Read the token from a file, not from standard input or LATCHKEY_TOKEN.'),
  },
} as const

/**
 * First hit wins: the named file, what is piped in, `LATCHKEY_TOKEN`. Somebody who pipes means it, so the pipe goes
 * before the environment; a program that has the token in its environment gives an empty one (`< /dev/null`).
 */
export async function readTokenText(path: string | undefined, terminal: Terminal): Promise<Secret | Refusal> {
  if (path !== undefined) {
    const bytes = await readFile(terminal, path)
    return refused(bytes) ? bytes : new Secret(new TextDecoder().decode(bytes).trim())
  }
  const piped = terminal.interactive.input ? '' : (await terminal.readInput()).trim()
  if (piped !== '') return new Secret(piped)
  return (
    environmentToken(terminal.environment)?.token ??
    refuse('no_token', 'There is no token to work on.', howTo)
  )
}
