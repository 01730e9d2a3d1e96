/** One of several processes: a node like any other, which begins, ends and tells its metrics when the first process says so. */
import { EventEmitter, once } from 'node:events'
import process from 'node:process'
import { refused } from '@latchkey/tokens'
import type { Configuration } from '../configuration.ts'
import type { Metrics } from '../operation/metrics.ts'
import { startServer } from '../start-server.ts'
import type { FromWorker, ToWorker } from './messages.ts'

/** Resolves when it has ended. Its refusal to start is told to the first process, which tells it once for all. */
export async function work(configuration: Configuration, drain: number): Promise<void> {
  const heard = new EventEmitter()
  process.on('message', (message: ToWorker) => heard.emit(message.kind, message))
  const stopped = Promise.race([once(heard, 'stop'), signalled()])
  const begun = once(heard, 'begin')
  tell({ kind: 'listening' })
  const [{ leads }] = await begun
  const part = { leads, shareMetrics: (metrics: Metrics) => share(metrics, heard) }
  const server = await startServer(configuration, { part })
  if (refused(server)) {
    const { code, message, next } = server
    tell({ kind: 'refused', refusal: { code, message, next } })
  } else {
    tell({ kind: 'ready', origin: server.origin })
    await stopped
    await server.close(drain)
  }
  process.disconnect()
}

/** Sent to all processes of a terminal or of a service at once, and again by whoever is in a hurry. */
function signalled(): Promise<void> {
  return new Promise(resolve => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => resolve())
  })
}

/** Tells its own metrics to the first process, and gives those of all. */
function share(metrics: Metrics, heard: EventEmitter): () => Promise<string> {
  const asked = new Map<number, (text: string) => void>()
  heard.on('tell metrics', async ({ ask }: Extract<ToWorker, { kind: 'tell metrics' }>) => {
    tell({ kind: 'metrics', ask, metrics: await metrics.values() })
  })
  heard.on('metrics of all', ({ ask, text }: Extract<ToWorker, { kind: 'metrics of all' }>) => {
    asked.get(ask)?.(text)
    asked.delete(ask)
  })
  let last = 0
  return () =>
    new Promise(resolve => {
      last += 1
      asked.set(last, resolve)
      tell({ kind: 'ask for metrics', ask: last })
    })
}

function tell(message: FromWorker): void {
  process.send?.(message)
}
