/** A load balancer, as far as it matters: sends requests in turn to the nodes that say they are ready. */
import { setTimeout } from 'node:timers/promises'

export interface Balancer {
  /** Sends a request to the next node; to another where that one takes no connection. Throws what else goes wrong. */
  send(request: (origin: string) => Promise<Response>): Promise<Response>
  stop(): Promise<void>
}

export function startBalancer(origins: readonly string[]): Balancer {
  const ready = new Set(origins)
  const stopped = new AbortController()
  const watching = origins.map(async origin => {
    while (!stopped.signal.aborted) {
      const answer = await fetch(`${origin}/readyz`, { headers: { connection: 'close' } }).catch(
        () => undefined,
      )
      await answer?.arrayBuffer().catch(() => undefined)
      if (answer?.status === 200) ready.add(origin)
      else ready.delete(origin)
      await setTimeout(100)
    }
  })
  let turn = 0

  async function send(
    request: (origin: string) => Promise<Response>,
    tries = origins.length,
  ): Promise<Response> {
    turn += 1
    const origin = [...ready][turn % ready.size]
    if (origin === undefined) throw new Error('No node is ready.')
    return request(origin).catch(error => {
      if (!tookNoConnection(error) || tries === 0) throw error
      ready.delete(origin)
      return send(request, tries - 1)
    })
  }

  return {
    send,
    async stop() {
      stopped.abort()
      await Promise.all(watching)
    },
  }
}

function tookNoConnection(error: unknown): boolean {
  const { cause } = error as { cause?: { code?: string; errors?: readonly { code?: string }[] } }
  return [cause, ...(cause?.errors ?? [])].some(each => each?.code === 'ECONNREFUSED')
}
