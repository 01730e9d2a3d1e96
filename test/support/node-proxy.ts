/** Stands in front of one of several nodes of one origin; may hang up in place of an answer, once the node has done its part. */
import { once } from 'node:events'
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface NodeProxy extends AsyncDisposable {
  readonly origin: string
  /** Answers that nobody got, so far. */
  readonly cut: number
}

export interface NodeProxyOptions {
  /** The port where the node listens on this machine. */
  readonly port: number
  /** The one origin of all nodes. */
  readonly origin: string
  /** 20: nobody gets one answer in twenty. None is cut off where it is not said. */
  readonly cutsOneIn?: number
}

export async function startNodeProxy({
  port,
  origin,
  cutsOneIn = Infinity,
}: NodeProxyOptions): Promise<NodeProxy> {
  const { host } = new URL(origin)
  let answers = 0
  let cut = 0
  const proxy = createServer((asked, answer) => {
    const { method, url, headers } = asked
    const passedOn = request(
      `http://127.0.0.1:${port}${url}`,
      { method, headers: { ...headers, host } },
      received => {
        answers += 1
        if (answers % cutsOneIn !== 0) {
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
    asked.pipe(passedOn)
  })
  await once(proxy.listen(0, '127.0.0.1'), 'listening')
  const { port: own } = proxy.address() as AddressInfo
  return {
    origin: `http://localhost:${own}`,
    get cut() {
      return cut
    },
    async [Symbol.asyncDispose]() {
      proxy.closeAllConnections()
      proxy.close()
      await once(proxy, 'close')
    },
  }
}
