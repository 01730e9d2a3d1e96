/** What all processes tell Prometheus together, whichever of them it asks. */
import type { Worker } from 'node:cluster'
import { AggregatorRegistry } from 'prom-client'
import type { MetricValues } from '../operation/metrics.ts'
import type { FromWorker, ToWorker } from './messages.ts'

export interface AddedUpMetrics {
  heard(worker: Worker, message: Extract<FromWorker, { kind: 'metrics' | 'ask for metrics' }>): void
}

/** How long one that tells nothing is waited for, in milliseconds: its database may not answer. */
const patience = 3_000

export function addUpMetrics(living: () => readonly Worker[]): AddedUpMetrics {
  const asked = new Map<number, (metrics: MetricValues) => void>()
  let last = 0

  function valuesOf(worker: Worker): Promise<MetricValues> {
    last += 1
    const ask = last
    return new Promise(resolve => {
      const tell = (metrics: MetricValues) => {
        clearTimeout(late)
        asked.delete(ask)
        resolve(metrics)
      }
      const late = setTimeout(tell, patience, [])
      asked.set(ask, tell)
      worker.send({ kind: 'tell metrics', ask } satisfies ToWorker, () => {})
    })
  }

  async function answer(worker: Worker, ask: number): Promise<void> {
    const all = await Promise.all(living().map(valuesOf))
    const text = await AggregatorRegistry.aggregate(all.map(metrics => [...metrics])).metrics()
    worker.send({ kind: 'metrics of all', ask, text } satisfies ToWorker, () => {})
  }

  return {
    heard(worker, message) {
      if (message.kind === 'metrics') asked.get(message.ask)?.(message.metrics)
      else void answer(worker, message.ask)
    },
  }
}
