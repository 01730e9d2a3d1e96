/** Asks the person at the terminal, on standard error: standard output is for programs. */
import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import { Secret } from '@latchkey/protocol'
import { forTerminal } from '@latchkey/protocol/command'

export async function ask(running: NodeJS.Process, question: string): Promise<string | undefined> {
  return readLine(running, running.stderr, forTerminal(question))
}

export async function askSecret(running: NodeJS.Process, question: string): Promise<Secret | undefined> {
  running.stderr.write(forTerminal(question))
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() })
  const line = await readLine(running, nowhere, '')
  running.stderr.write('\n')
  return line === undefined ? undefined : new Secret(line.trim())
}

/** Ctrl-C and Ctrl-D are answers: undefined. */
async function readLine(
  running: NodeJS.Process,
  output: NodeJS.WritableStream,
  question: string,
): Promise<string | undefined> {
  const reader = createInterface({ input: running.stdin, output, terminal: true })
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
