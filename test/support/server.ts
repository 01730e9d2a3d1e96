/** A real server: `npm start` in a process of its own, with an empty data folder, on a free port. */
import { spawn } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { recordedEnv, runLog } from './run-log.ts'

const repository = fileURLToPath(new URL('../..', import.meta.url))

export interface RunningServer extends AsyncDisposable {
  /** Where it listens, `http://localhost:41234`; also its origin, where `env` gives it no other. */
  readonly origin: string
  /** The folder with its keys, database and files. */
  readonly data: string
  /** The process that was started; the server is one of its descendants. */
  readonly processId: number
  /** All that it has printed so far, standard output and standard error. */
  output(): string
  /** The link that the first administrator opens; throws where none was printed. */
  setUpLink(): string
  /** Asks it to end, as Ctrl-C does, and waits until it has; throws where it has not in half a minute. */
  stop(): Promise<void>
}

/** Waits until it answers, at most a minute. */
export async function startServer({
  data,
  env = {},
}: {
  data: string
  env?: Record<string, string>
}): Promise<RunningServer> {
  const port = await freePort()
  const origin = `http://localhost:${port}`
  const child = spawn('npm', ['start'], {
    cwd: repository,
    env: {
      ...process.env,
      ...{ NO_COLOR: '1', PORT: String(port), LATCHKEY_DATA: data, LATCHKEY_LOG: 'debug' },
      ...recordedEnv,
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own, so that the signal reaches npm and the server alike, as from a terminal.
    detached: true,
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text
    })
  }
  child.stderr.on('data', (text: string) => runLog.write(text))
  const ended = once(child, 'close')
  const stop = async () => {
    const running = child.exitCode === null && child.signalCode === null
    if (running && child.pid !== undefined) process.kill(-child.pid, 'SIGTERM')
    const late = setTimeout(30_000, 'late', { ref: false })
    if ((await Promise.race([ended, late])) !== 'late') return
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL')
    throw new Error(`The server did not end when it was asked to. It printed:\n${output}`)
  }
  await ready()
  return {
    origin,
    data,
    processId: child.pid ?? 0,
    output: () => output,
    setUpLink: () => {
      const link = output.match(/https?:\/\/\S+\/set-up\/[\w-]+/)?.[0]
      if (link === undefined) throw new Error(`The server printed no set-up link:\n${output}`)
      return link
    },
    stop,
    [Symbol.asyncDispose]: stop,
  }

  async function ready(): Promise<void> {
    const patience = AbortSignal.timeout(60_000)
    while (!patience.aborted && child.exitCode === null && child.signalCode === null) {
      // Whatever it says: where its origin is another, it says that it is not this one.
      if (await fetch(`${origin}/login`).catch(() => undefined)) return
      await setTimeout(50)
    }
    await stop()
    throw new Error(`The server did not answer at ${origin}. It printed:\n${output}`)
  }
}

/** Below those that a system hands out by itself, one of which somebody else would get before it is listened on. */
let nextPort = randomInt(12_000, 28_000)

/** A port that nobody listens on just now, and that is given once. */
export async function freePort(): Promise<number> {
  nextPort += 1
  const port = nextPort
  const probe = createServer()
  const taken = await new Promise<boolean>(resolve => {
    probe.once('error', () => resolve(true)).listen(port, () => resolve(false))
  })
  if (taken) return freePort()
  probe.close()
  await once(probe, 'close')
  return port
}
