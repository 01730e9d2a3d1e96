/** Runs a program as if it had been typed itself: the same terminal, its signals, its exit code. */
import { type ChildProcess, spawn } from 'node:child_process'
import { constants } from 'node:os'
import { type Refusal, refuse } from '@latchkey/tokens'
import type { Child, Ended } from './desk.ts'
import { inPrivateFolder } from './private-folder.ts'

const passedOn = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const

export async function runChild(
  running: NodeJS.Process,
  child: Child,
): Promise<Ended | Refusal<'no_such_program'>> {
  // Listened for before there is a file to leave behind, and until it is gone.
  const signals = passOnSignals(running)
  const run = () => {
    const started = start(running, child)
    signals.to(started)
    return endOf(started, child.words[0])
  }
  try {
    return await (child.privately ? inPrivateFolder(child.privately, run) : run())
  } finally {
    signals.stop()
  }
}

function start(
  running: NodeJS.Process,
  { words: [program, ...words], folder, environment = running.env, input, quiet }: Child,
): ChildProcess {
  const written = quiet ? 'pipe' : 'inherit'
  const started = spawn(program, words, {
    ...(folder !== undefined && { cwd: folder }),
    env: environment as NodeJS.ProcessEnv,
    stdio: [input === undefined ? 'inherit' : 'pipe', written, written],
  })
  // A program that ends without reading its input is no failure of ours.
  started.stdin?.on('error', () => {})
  started.stdin?.end(input)
  return started
}

function endOf(started: ChildProcess, program: string): Promise<Ended | Refusal<'no_such_program'>> {
  const streams = { output: '', said: '' }
  started.stdout?.setEncoding('utf8').on('data', (text: string) => {
    streams.output += text
  })
  started.stderr?.setEncoding('utf8').on('data', (text: string) => {
    streams.said += text
  })
  return new Promise(resolve => {
    started.once('error', () => resolve(noSuchProgram(program)))
    started.once('close', (code, signal) =>
      resolve({ exitCode: code ?? 128 + (signal === null ? 0 : constants.signals[signal]), ...streams }),
    )
  })
}

function passOnSignals(running: NodeJS.Process) {
  let child: ChildProcess | undefined
  const handlers = passedOn.map(signal => {
    const handler = () => {
      // Those of a terminal's keys reach the whole group by themselves: twice would be "now, at once" to many programs.
      const fromKeys = signal === 'SIGINT' || signal === 'SIGQUIT'
      if (!(fromKeys && running.stdin.isTTY)) child?.kill(signal)
    }
    running.on(signal, handler)
    return [signal, handler] as const
  })
  return {
    to: (started: ChildProcess) => {
      child = started
    },
    stop: () => {
      for (const [signal, handler] of handlers) running.off(signal, handler)
    },
  }
}

function noSuchProgram(program: string): Refusal<'no_such_program'> {
  return refuse(
    'no_such_program',
    `"${program}" cannot be run here.`,
    `Install ${program}, or add the folder that it is in to PATH.`,
  )
}
