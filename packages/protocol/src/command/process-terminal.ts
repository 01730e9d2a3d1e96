/** Makes the terminal of a running process, which hands itself in: this floor touches no machine. */
import { forTerminal } from './for-terminal.ts'
import type { Terminal } from './terminal.ts'

/** The slice of Node's `process` that is used. */
export interface ProcessSlice {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly stdin: AsyncIterable<unknown> & { readonly isTTY?: boolean }
  readonly stdout: { write(text: string): unknown; readonly isTTY?: boolean }
  readonly stderr: { write(text: string): unknown; readonly isTTY?: boolean }
}

export function processTerminal(running: ProcessSlice, hands: Pick<Terminal, 'now' | 'readFile'>): Terminal {
  return {
    environment: running.env,
    now: hands.now,
    readFile: hands.readFile,
    async readInput() {
      const decoder = new TextDecoder()
      let text = ''
      for await (const chunk of running.stdin)
        text += typeof chunk === 'string' ? chunk : decoder.decode(chunk as Uint8Array, { stream: true })
      return text + decoder.decode()
    },
    write: text => void running.stdout.write(text),
    say: text => void running.stderr.write(forTerminal(text)),
    interactive: {
      get input() {
        return running.stdin.isTTY === true
      },
      get output() {
        return running.stdout.isTTY === true
      },
      get error() {
        return running.stderr.isTTY === true
      },
    },
  }
}
