/** Makes the terminal of a running process, which hands itself in: this floor touches no machine. */
import type { Terminal } from './terminal.ts'

/** The slice of Node's `process` that is used. */
export interface ProcessSlice {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly stdin: AsyncIterable<unknown> & { readonly isTTY?: boolean }
  readonly stdout: { write(text: string): unknown; readonly isTTY?: boolean }
  readonly stderr: { write(text: string): unknown; readonly isTTY?: boolean }
}

export function processTerminal(process: ProcessSlice, hands: Pick<Terminal, 'now' | 'readFile'>): Terminal {
  return {
    environment: process.env,
    now: hands.now,
    readFile: hands.readFile,
    async readInput() {
      const decoder = new TextDecoder()
      let text = ''
      for await (const chunk of process.stdin)
        text += typeof chunk === 'string' ? chunk : decoder.decode(chunk as Uint8Array, { stream: true })
      return text + decoder.decode()
    },
    write: text => void process.stdout.write(text),
    say: text => void process.stderr.write(text),
    interactive: {
      input: process.stdin.isTTY === true,
      output: process.stdout.isTTY === true,
      error: process.stderr.isTTY === true,
    },
  }
}
