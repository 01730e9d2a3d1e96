/**
 * `/healthz`, `/readyz` and `/metrics`: asked by load balancers and by Prometheus, under whatever host name they know
 * (this machine itself for the metrics under its own alone), and answered while the server starts and while it ends.
 */
import { refuse } from '@latchkey/tokens'
import { isLoopback } from '../../host/index.ts'
import {
  createNetworks,
  type Handler,
  type Networks,
  plainAnswer,
  type RawRequest,
  type RawResponse,
} from '../../http/index.ts'
import { askedHost } from '../asked-host.ts'
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

const thisMachine = createNetworks(['127.0.0.0/8', '::1/128'])

/**
 * A proxy would lend every stranger its own address, so what came through one is refused, trusted or not. Some do not
 * say that they are one; and a page that a browser on this machine shows can give its own name this machine's address
 * (DNS rebinding). Both ask this machine for another name than its own.
 */
function isAskedDirectly(request: RawRequest, networks: Networks): boolean {
  const { peer, headers } = request
  const forwarded = ['x-forwarded-for', 'forwarded'].some(name => headers.all(name).length > 0)
  return !forwarded && networks(peer) && (!thisMachine(peer) || isLoopback(askedHost(request)?.name ?? ''))
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
  'The metrics are told to the networks in LATCHKEY_METRICS, to this machine under the name localhost, and to nobody who asks through a proxy.',
  'Ask from there, or let the operator add your network.',
)

const methodNotAllowed: RawResponse = {
  ...plainAnswer(405, refuse('method_not_allowed', 'This is only looked at.', 'Use GET.')),
  headers: [['Allow', 'GET, HEAD'], uncached],
}
