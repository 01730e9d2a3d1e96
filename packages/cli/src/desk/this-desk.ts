/** The real machine of a running process: the one file of the command that reads it. */
import { forTerminal, processTerminal } from '@latchkey/protocol/command'
import type { Desk } from './desk.ts'
import { standardStreams } from './standard-streams.ts'
import { wrap } from './wrap.ts'

/** What is seldom needed is loaded when it is. */
export function thisDesk(
  running: NodeJS.Process,
  { onCredential = () => {} }: { readonly onCredential?: () => void } = {},
): Desk {
  const streams = standardStreams(running)
  const terminal = processTerminal(
    { ...streams, env: running.env },
    { now: Date.now, readFile: async path => (await import('node:fs/promises')).readFile(path) },
  )
  let interruption: AbortSignal | undefined
  return {
    ...terminal,
    write: text => terminal.write(wrap(text, streams.stdout.width)),
    say: text => terminal.say(wrap(text, streams.stderr.width)),
    platform: running.platform,
    get hostName() {
      return running.getBuiltinModule('node:os').hostname()
    },
    get folder() {
      return running.cwd()
    },
    // A line that goes on in the next is not taken away by what is written over it.
    overwrite: line => {
      const { width = Number.POSITIVE_INFINITY } = streams.stderr
      streams.stderr.write(`${beginning}${forTerminal(line).slice(0, width - 1)}`)
    },
    pieces: () => streams.stdin,
    credentialFound: onCredential,
    person: {
      get isThere() {
        const { input, error } = terminal.interactive
        return input && error && !inCi(running.env)
      },
      ask: async question => (await import('./ask.ts')).ask(running, question),
      askSecret: async question => (await import('./ask.ts')).askSecret(running, question),
      openBrowser: async url => (await import('./open-browser.ts')).openBrowser(running, url),
    },
    machine: async () => (await import('@latchkey/client')).thisMachine(),
    run: async child => (await import('./run-child.ts')).runChild(running, child),
    interruption: () => {
      interruption ??= listen(running)
      return interruption
    },
  }
}

/** Back to the beginning of the line, and nothing on it (ECMA-48: CR, EL). */
const beginning = '\r\u001b[K'

/** The second Ctrl-C is not listened for, and ends the process. */
function listen(running: NodeJS.Process): AbortSignal {
  const controller = new AbortController()
  running.once('SIGINT', () => controller.abort())
  return controller.signal
}

/** `CI`, which every known service sets; `CI=false`, `CI=0` and an empty one are none. */
function inCi({ CI }: NodeJS.ProcessEnv): boolean {
  return !['', '0', 'false', 'no'].includes((CI ?? '').trim().toLowerCase())
}
