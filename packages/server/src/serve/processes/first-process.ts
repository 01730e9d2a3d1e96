/**
 * The first of several processes. It holds the port and nothing else: each of the others is a node of its own, which
 * shares with them the database and the files. Another takes the place of one that dies.
 */
import cluster, { type Worker } from 'node:cluster'
import { once } from 'node:events'
import process from 'node:process'
import { setTimeout as pause } from 'node:timers/promises'
import { type Refusal, refuse, refused } from '@latchkey/tokens'
import type { Log } from '../../http/index.ts'
import type { Configuration } from '../configuration.ts'
import { clock } from '../machine.ts'
import { addUpMetrics } from './add-up-metrics.ts'
import type { FromWorker, ToWorker } from './messages.ts'
import { endWhatWasNotTaken } from './on-their-way.ts'
import { createRestarts, type Restarts } from './restarts.ts'

export interface RunningProcesses {
  readonly origin: string
  /** Lets each finish for `drainMilliseconds`. */
  close(drainMilliseconds: number): Promise<void>
}

interface Place {
  readonly leads: boolean
  readonly restarts: Restarts
  worker?: Worker
}

/** How much longer than it may take one is waited for, in milliseconds. */
const grace = 3_000

export async function startProcesses(
  { processes, certificate }: Pick<Configuration, 'processes' | 'certificate'>,
  log: Log,
): Promise<RunningProcesses | Refusal> {
  const places = Array.from(
    { length: processes },
    (_, at): Place => ({ leads: at === 0, restarts: createRestarts(clock) }),
  )
  const living = () => places.flatMap(({ worker }) => (worker?.isConnected() ? [worker] : []))
  const metrics = addUpMetrics(living)
  let phase: 'starting' | 'running' | 'ending' = 'starting'

  /** Resolves when it answers requests: with its origin. */
  function start(place: Place): Promise<string | Refusal> {
    const worker = cluster.fork()
    endWhatWasNotTaken(worker)
    place.worker = worker
    place.restarts.started()
    return new Promise(resolve => {
      worker.on('message', (message: FromWorker) => {
        if (message.kind === 'listening') tell(worker, { kind: 'begin', leads: place.leads })
        else if (message.kind === 'ready') resolve(message.origin)
        else if (message.kind === 'refused') resolve(asRefusal(message.refusal))
        else metrics.heard(worker, message)
      })
      worker.once('exit', (code, signal) => {
        resolve(died)
        if (phase === 'running') void replace(place, { process: worker.process.pid, exitCode: code, signal })
      })
    })
  }

  async function replace(place: Place, cause: object): Promise<void> {
    log.error(cause, 'A process of the server ended by itself; another takes its place.')
    await pause(place.restarts.wait(), undefined, { ref: false })
    if (phase !== 'running') return
    const started = await start(place)
    if (refused(started)) log.error({ reason: started.message }, 'A process of the server could not start.')
  }

  async function close(drainMilliseconds: number): Promise<void> {
    phase = 'ending'
    const late = setTimeout(() => {
      for (const worker of living()) worker.process.kill('SIGKILL')
    }, drainMilliseconds + grace)
    await Promise.all(
      living().map(async worker => {
        const ended = once(worker, 'exit')
        tell(worker, { kind: 'stop' })
        await ended
      }),
    )
    clearTimeout(late)
  }

  // One by one at first: it may make the database and the keys, and what it refuses all would refuse.
  const [first, ...others] = places
  if (first === undefined) throw new Error('There is at least one process.')
  const started = [await start(first)]
  if (!refused(started[0])) started.push(...(await Promise.all(others.map(start))))
  const refusal = started.find(refused)
  if (refusal !== undefined) {
    await close(0)
    return refusal
  }
  if (certificate) {
    process.on('SIGHUP', () => {
      for (const worker of living()) worker.process.kill('SIGHUP')
    })
  }
  phase = 'running'
  for (const place of places) if (place.worker?.isDead()) void replace(place, {})
  return { origin: started.find(each => typeof each === 'string') ?? '', close }
}

/** One that just died hears nothing, and its end is told by its exit. */
function tell(worker: Worker, message: ToWorker): void {
  worker.send(message, () => {})
}

function asRefusal({ code, message, next }: Pick<Refusal, 'code' | 'message' | 'next'>): Refusal {
  return refuse(code, message, next)
}

const died = refuse(
  'process_died',
  'A process of the server ended while it started.',
  'Look at what it printed above this.',
)
