/** Runs the command of a keychain: its words on standard input, never among the arguments, and for a short time only. */

export interface Answer {
  /** Undefined where it did not come to an end, or is not there at all. */
  readonly status: number | undefined
  readonly text: string
  /** Why there is no answer, in words. */
  readonly complaint: string
}

/** Milliseconds: a keychain that asks for a password where nobody sits would wait for ever. */
const unlessTold = 3_000

export async function ask(
  program: string,
  words: readonly string[],
  input: string,
  milliseconds: number = unlessTold,
): Promise<Answer> {
  const { execFile } = await import('node:child_process')
  return new Promise(resolve => {
    const child = execFile(
      program,
      words,
      { timeout: milliseconds, killSignal: 'SIGKILL' },
      (problem, text, complaint) => {
        const status = problem === null ? 0 : problem.code
        const said = complaint.trim().split('\n')[0] ?? ''
        if (typeof status === 'number') return resolve({ status, text, complaint: said })
        const why = problem?.killed ? `it was silent for ${milliseconds / 1_000} s` : `there is no ${program}`
        resolve({ status: undefined, text: '', complaint: why })
      },
    )
    // One that ends without reading has said why.
    child.stdin?.on('error', () => {})
    child.stdin?.end(input)
  })
}
