/** Runs a tool of this repository and waits for it. */
import { spawn } from 'node:child_process'

export interface Ran {
  /** The exit code; 1 where a signal ended it. */
  readonly status: number
  /** Standard output and standard error, as they came. */
  readonly output: string
}

/** `echo: true` shows what is printed while it runs and keeps none of it. */
export function run(
  command: string,
  words: readonly string[],
  { echo = false, env = {} }: { echo?: boolean; env?: Readonly<Record<string, string>> } = {},
): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, words, {
      stdio: ['ignore', echo ? 'inherit' : 'pipe', echo ? 'inherit' : 'pipe'],
      env: { ...process.env, ...env },
    })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        output += text
      })
    }
    child.on('error', reject)
    child.on('close', code => resolve({ status: code ?? 1, output }))
  })
}
