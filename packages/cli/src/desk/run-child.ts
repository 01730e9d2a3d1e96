/** Runs a program as if it had been typed itself: the same terminal, its signals, its exit code. */
import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { type Refusal, refuse } from '@latchkey/tokens'
import type { Child, Ended } from './desk.ts'

/** Those of a terminal reach the whole group by themselves; the child's answer to them is what counts. */
const passedOn = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const

export function runChild(
  running: NodeJS.Process,
  { words: [program, ...words], environment = running.env, input, quiet }: Child,
): Promise<Ended | Refusal<'no_such_program'>> {
  return new Promise(resolve => {
    const written = quiet ? 'pipe' : 'inherit'
    const child = spawn(program, words, {
      env: environment as NodeJS.ProcessEnv,
      stdio: [input === undefined ? 'inherit' : 'pipe', written, written],
    })
    const streams = { output: '', said: '' }
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      streams.output += text
    })
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      streams.said += text
    })
    // A program that ends without reading its input is no failure of ours.
    child.stdin?.on('error', () => {})
    child.stdin?.end(input)

    const handlers = passedOn.map(signal => [signal, () => pass(signal)] as const)
    for (const [signal, handler] of handlers) running.on(signal, handler)
    const finish = (result: Ended | Refusal<'no_such_program'>) => {
      for (const [signal, handler] of handlers) running.off(signal, handler)
      resolve(result)
    }
    child.once('error', () => finish(noSuchProgram(program)))
    child.once('close', (code, signal) =>
      finish({ exitCode: code ?? 128 + (signal === null ? 0 : constants.signals[signal]), ...streams }),
    )

    function pass(signal: NodeJS.Signals): void {
      // Ctrl-C came from the terminal, which told the child, too: twice would be "now, at once" to many programs.
      if (signal === 'SIGINT' && running.stdin.isTTY) return
      child.kill(signal)
    }
  })
}

function noSuchProgram(program: string): Refusal<'no_such_program'> {
  return refuse(
    'no_such_program',
    `"${program}" cannot be run here.`,
    `Install ${program}, or say where it is.`,
  )
}
