/** What Prometheus is told: counted from observations, and read from the rooms when it asks. */
import {
  Counter,
  collectDefaultMetrics,
  Histogram,
  type MetricObjectWithValues,
  type MetricValue,
  Registry,
} from 'prom-client'
import type { Observation, Observe } from '../../http/index.ts'

export interface Metrics {
  readonly observe: Observe
  /** Where others register what they measure. */
  readonly registry: Registry
  /** Called, and waited for, before somebody is told. */
  beforeTelling(refresh: () => Promise<void>): void
  /** All of it in Prometheus' text format, of this type. */
  text(): Promise<string>
  readonly contentType: string
  /** The same as values, which can be added up with those of other processes. */
  values(): Promise<MetricValues>
}

export type MetricValues = readonly MetricObjectWithValues<MetricValue<string>>[]

/** Seconds: from an answer out of memory to an upload over a slow line. */
const buckets = [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10, 60]

/** `vias`: everybody who may answer; labels come from lists of ours, and never from what a client sent. */
export function createMetrics(vias: readonly string[]): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const known = new Set(vias)
  const registers = [registry]
  const seconds = new Histogram({
    ...{ name: 'latchkey_request_seconds', help: 'Requests, by who answered and what was decided.' },
    ...{ labelNames: ['via', 'answer', 'status'], buckets, registers },
  })
  const refusals = new Counter({
    ...{ name: 'latchkey_refusals_total', help: 'Requests that were refused, by the code of the refusal.' },
    ...{ labelNames: ['via', 'code'], registers },
  })
  const uploads = new Counter({
    ...{ name: 'latchkey_uploads_total', help: 'Uploads, by whether the file was published.' },
    ...{ labelNames: ['ecosystem', 'outcome'], registers },
  })
  const bytes = new Counter({
    ...{ name: 'latchkey_bytes_total', help: 'Bytes of bodies received and of answers sent.' },
    ...{ labelNames: ['direction'], registers },
  })
  /** Added up here, because each addition to a counter costs as much as all else. */
  const untold = { received: 0, sent: 0 }
  const tellBytes = async () => {
    for (const direction of ['received', 'sent'] as const) {
      bytes.inc({ direction }, untold[direction])
      untold[direction] = 0
    }
  }
  const refreshes: (() => Promise<void>)[] = [tellBytes]
  const refreshAll = () => Promise.all(refreshes.map(refresh => refresh()))

  return {
    contentType: registry.contentType,
    registry,
    beforeTelling(refresh) {
      refreshes.push(refresh)
    },
    async text() {
      await refreshAll()
      return registry.metrics()
    },
    async values() {
      await refreshAll()
      return registry.getMetricsAsJSON()
    },
    observe(observation) {
      const { answer = 'none', refusal, status, milliseconds } = observation
      const { via: who = 'other' } = observation
      const via = known.has(who) ? who : 'other'
      seconds.observe({ via, answer, status: `${Math.floor(status / 100)}xx` }, milliseconds / 1000)
      if (refusal !== undefined) refusals.inc({ via, code: refusal })
      if (isUpload(observation)) uploads.inc({ ecosystem: via, outcome: outcomeOf(status) })
      untold.received += observation.received
      untold.sent += observation.sent
    },
  }
}

function isUpload({ action, ecosystem, received }: Observation): boolean {
  return action === 'publish' && ecosystem !== undefined && received > 0
}

function outcomeOf(status: number): string {
  if (status < 400) return 'published'
  return status < 500 ? 'refused' : 'failed'
}
