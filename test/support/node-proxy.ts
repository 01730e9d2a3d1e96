/** Stands in front of one of several nodes of one origin; may hang up in place of an answer, once the node has done its part. */
import { once } from 'node:events'
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface NodeProxy extends AsyncDisposable {
  readonly origin: string
  /** Answers that nobody got, so far. */
  readonly cut: number
  /** How often it was asked, by path. */
  readonly asked: ReadonlyMap<string, number>
}

export interface NodeProxyOptions {
  /** The port where the node listens on this machine. */
  readonly port: number
  /** The one origin of all nodes. */
  readonly origin: string
  /** 20: nobody gets one answer in twenty. None is cut off where it is not said. */
  readonly cutsOneIn?: number
  /** What is cut off is an answer of this path. Of any, where it is not said. */
  readonly cutsAt?: string
  /** The port of its own, where that has to be known before. */
  readonly ownPort?: number
}

export async function startNodeProxy({
  port,
  origin,
  cutsOneIn = Infinity,
  cutsAt,
  ownPort = 0,
}: NodeProxyOptions): Promise<NodeProxy> {
  const { host } = new URL(origin)
  let answers = 0
  let cut = 0
  const asked = new Map<string, number>()
  // The node's word on how long a connection is kept reaches the client: this one must keep it, too.
  const proxy = createServer({ keepAliveTimeout: 80_000 }, (came, answer) => {
    const { method, url = '', headers } = came
    asked.set(url, (asked.get(url) ?? 0) + 1)
    const passedOn = request(
      `http://127.0.0.1:${port}${url}`,
      { method, headers: { ...headers, host } },
      received => {
        const counts = cutsAt === undefined || url === cutsAt
        if (counts) answers += 1
        if (!counts || answers % cutsOneIn !== 0) {
          answer.writeHead(received.statusCode ?? 502, received.headers)
          received.pipe(answer)
          return
        }
        received.resume().once('end', () => {
          cut += 1
          answer.destroy()
        })
      },
    )
    passedOn.once('error', () => answer.destroy())
    came.pipe(passedOn)
  })
  await once(proxy.listen(ownPort, '127.0.0.1'), 'listening')
  const { port: own } = proxy.address() as AddressInfo
  return {
    origin: `http://localhost:${own}`,
    get cut() {
      return cut
    },
    asked,
    async [Symbol.asyncDispose]() {
      proxy.closeAllConnections()
      proxy.close()
      await once(proxy, 'close')
    },
  }
}
