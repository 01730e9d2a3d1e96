/** A stand-in for a public index: anybody may publish there, and it remembers what it was asked. */
import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import {
  type WheelInput,
  wheelBytes,
  wheelFilename,
} from '../../packages/server/src/ecosystems/pypi/testing/wheel.ts'

export interface PublicIndex {
  /** `http://127.0.0.1:41234/simple/` */
  readonly address: string
  /** Every request, in order. */
  readonly asked: readonly { readonly path: string; readonly headers: IncomingHttpHeaders }[]
  /** Nobody answers at its address from now on. */
  close(): Promise<void>
}

export async function startPublicIndex(wheels: readonly WheelInput[]): Promise<PublicIndex> {
  const asked: { path: string; headers: IncomingHttpHeaders }[] = []
  const server = createServer(({ url: path = '', headers }, response) => {
    asked.push({ path, headers })
    const [, name] = /^\/simple\/([^/]+)\/$/.exec(path) ?? []
    const links = wheels
      .filter(wheel => wheel.name === name)
      .map(wheel => `<a href="../../files/${wheelFilename(wheel)}">${wheelFilename(wheel)}</a>`)
    const file = wheels.find(wheel => path === `/files/${wheelFilename(wheel)}`)
    if (file !== undefined) response.end(wheelBytes(file))
    else if (links.length === 0) response.writeHead(404).end()
    else response.writeHead(200, { 'content-type': 'text/html' }).end(`<!DOCTYPE html>${links.join('')}`)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('It listens on no port.')
  return {
    address: `http://127.0.0.1:${address.port}/simple/`,
    asked,
    async close() {
      if (!server.listening) return
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
