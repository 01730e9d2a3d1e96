/** Real programs, run as a person would run them, in a home folder of their own. */
import { spawn } from 'node:child_process'

export interface Command {
  readonly words: readonly [program: string, ...words: string[]]
  /** The folder that it is typed in. */
  readonly folder: string
  /** Beside `PATH`, `HOME` and a plain language: nothing of this machine's own settings gets in. */
  readonly env?: Readonly<Record<string, string>>
  readonly input?: string
}

export interface Answer {
  /** The exit code; 128 and more where a signal ended it. */
  readonly status: number
  readonly stdout: string
  readonly stderr: string
  /** Both streams, as they came. */
  readonly output: string
}

/** Waits for the program to end, at most two minutes. */
export function command({ words: [program, ...words], folder, env = {}, input }: Command): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, words, {
      cwd: folder,
      env: { PATH: process.env.PATH, HOME: folder, LANG: 'C.UTF-8', TERM: 'dumb', ...env },
      stdio: ['pipe', 'pipe', 'pipe'],
      timeout: 120_000,
    })
    const streams = { stdout: '', stderr: '', output: '' }
    for (const name of ['stdout', 'stderr'] as const) {
      child[name].setEncoding('utf8').on('data', (text: string) => {
        streams[name] += text
        streams.output += text
      })
    }
    // A program that ends without reading its input is no failure of ours.
    child.stdin.on('error', () => {})
    child.stdin.end(input ?? '')
    child.on('error', reject)
    child.on('close', code => resolve({ status: code ?? 128, ...streams }))
  })
}
