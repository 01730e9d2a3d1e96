/** A program that sends a browser here, and waits on its own machine for the answer (RFC 8252, section 7.3). */
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface WaitingProgram {
  readonly redirectUri: string
  /** What the browser brought back last. */
  answer(): Readonly<Record<string, string>>
  close(): void
}

/** `host`: an address of this machine, `127.0.0.1` or `::1`. */
export async function openProgram(host = '127.0.0.1'): Promise<WaitingProgram> {
  let answer: Readonly<Record<string, string>> = {}
  const server = createServer(({ url = '' }, response) => {
    const { pathname, searchParams } = new URL(url, 'http://program.example')
    if (pathname === '/callback') answer = Object.fromEntries(searchParams)
    response.end('Back in the program')
  })
  server.listen(0, host)
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    redirectUri: `http://${host.includes(':') ? `[${host}]` : host}:${port}/callback`,
    answer: () => answer,
    close() {
      server.close()
      server.closeAllConnections()
    },
  }
}
