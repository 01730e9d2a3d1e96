/** Asks the person at the terminal, on standard error: standard output is for programs. */
import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import { Secret } from '@latchkey/protocol'
import { forTerminal } from '@latchkey/protocol/command'

export async function ask(running: NodeJS.Process, question: string): Promise<string | undefined> {
  return readLine(running, running.stderr, forTerminal(question))
}

export async function askSecret(running: NodeJS.Process, question: string): Promise<Secret | undefined> {
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() })
  // Asked once the terminal echoes no longer: whoever answers at once would be shown it.
  const line = await readLine(running, nowhere, '', () => running.stderr.write(forTerminal(question)))
  running.stderr.write('\n')
  return line === undefined ? undefined : new Secret(line.trim())
}

/** Ctrl-C and Ctrl-D are answers: undefined. `silent` is called when the terminal itself shows nothing of what is typed. */
async function readLine(
  running: NodeJS.Process,
  output: NodeJS.WritableStream,
  question: string,
  silent = () => {},
): Promise<string | undefined> {
  const reader = createInterface({ input: running.stdin, output, terminal: true })
  silent()
  const gaveUp = new AbortController()
  reader.once('SIGINT', () => gaveUp.abort())
  reader.once('close', () => gaveUp.abort())
  try {
    return await reader.question(question, { signal: gaveUp.signal })
  } catch {
    return undefined
  } finally {
    reader.close()
  }
}
