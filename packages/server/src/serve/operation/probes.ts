/**
 * `/healthz`, `/readyz` and `/metrics`: asked by load balancers and by Prometheus, under whatever host name they know,
 * and answered while the server starts and while it ends.
 */
import { refuse } from '@latchkey/tokens'
import {
  type Handler,
  type Networks,
  plainAnswer,
  type RawRequest,
  type RawResponse,
} from '../../http/index.ts'
import type { Health } from './health.ts'
import type { Metrics } from './metrics.ts'

export interface ProbeOptions {
  readonly health: Pick<Health, 'readiness'>
  readonly metrics: Pick<Metrics, 'text' | 'contentType'>
  /** From where `/metrics` may be asked. */
  readonly metricsFor: Networks
}

/** The handler of a probe; nothing for every other request. */
export function createProbes({ health, metrics, metricsFor }: ProbeOptions) {
  const probes: Readonly<Record<string, Handler>> = {
    '/healthz': async () => json(200, { status: 'alive' }),
    async '/readyz'() {
      const readiness = await health.readiness()
      return readiness.status === 'not ready'
        ? json(503, readiness, ['Retry-After', '1'])
        : json(200, readiness)
    },
    async '/metrics'(request) {
      if (!isAskedDirectly(request, metricsFor)) return plainAnswer(403, notForYou)
      return {
        status: 200,
        headers: [['Content-Type', metrics.contentType], uncached],
        body: await metrics.text(),
      }
    },
  }
  return ({ target, method }: RawRequest): Handler | undefined => {
    const probe = Object.hasOwn(probes, target) ? probes[target] : undefined
    return probe === undefined || method === 'GET' || method === 'HEAD' ? probe : async () => methodNotAllowed
  }
}

/** A proxy would lend every stranger its own address, so what came through one is refused, trusted or not. */
function isAskedDirectly({ peer, headers }: RawRequest, networks: Networks): boolean {
  const forwarded = ['x-forwarded-for', 'forwarded'].some(name => headers.all(name).length > 0)
  return !forwarded && networks(peer)
}

const uncached = ['Cache-Control', 'no-store'] as const

function json(status: number, value: object, ...headers: RawResponse['headers']): RawResponse {
  return {
    status,
    headers: [['Content-Type', 'application/json'], uncached, ...headers],
    body: `${JSON.stringify(value)}\n`,
  }
}

const notForYou = refuse(
  'administrators_only',
  'The metrics are told to the networks in LATCHKEY_METRICS, and to nobody who asks through a proxy.',
  'Ask from there, or let the operator add your network.',
)

const methodNotAllowed: RawResponse = {
  ...plainAnswer(405, refuse('method_not_allowed', 'This is only looked at.', 'Use GET.')),
  headers: [['Allow', 'GET, HEAD'], uncached],
}
