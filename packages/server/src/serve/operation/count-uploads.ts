/** Counts the files that are on their way in. */
import { Gauge, type Registry } from 'prom-client'
import type { Upstream } from '../../upstreams/index.ts'

export function countUploads(registry: Registry, upstream: Upstream): Upstream {
  const arriving = new Gauge({
    name: 'latchkey_uploads_arriving',
    help: 'Files that are being received now.',
    registers: [registry],
  })
  return {
    ...upstream,
    async receive(body, options) {
      arriving.inc()
      try {
        return await upstream.receive(body, options)
      } finally {
        arriving.dec()
      }
    },
  }
}
