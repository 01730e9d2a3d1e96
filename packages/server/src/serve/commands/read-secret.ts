/** Secrets come by standard input or from a file; an argument would show them to every user of the machine. */
import { Secret } from '@latchkey/protocol'
import type { Terminal } from '@latchkey/protocol/command'
import { type Refusal, refuse } from '@latchkey/tokens'

/** The secret without the line's end that editors and `echo` add. */
export async function readSecret(
  terminal: Terminal,
  { what, path }: { readonly what: string; readonly path: string | undefined },
): Promise<Secret | Refusal<'secret_missing'>> {
  if (path === undefined && terminal.interactive.input)
    terminal.say(
      `Type the ${what}, then Enter and Ctrl-D. It is shown while you type; --${what}-file PATH is safer.\n`,
    )
  const read = await (path === undefined ? terminal.readInput() : readText(terminal, path))
  const text = read?.replace(/\r?\n$/, '')
  if (text) return new Secret(text)
  const place =
    path === undefined ? 'Standard input' : read === undefined ? `There is no file ${path}; it` : path
  return refuse(
    'secret_missing',
    `${place} holds no ${what}.`,
    `Pipe it in, or name a file that holds it: --${what}-file PATH`,
  )
}

async function readText(terminal: Terminal, path: string): Promise<string | undefined> {
  try {
    return new TextDecoder().decode(await terminal.readFile(path))
  } catch {
    return undefined
  }
}
