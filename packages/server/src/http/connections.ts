/** What is known of a connection for as long as it stands. */
import type { Socket } from 'node:net'
import type { ClientAddress } from './client-address.ts'
import type { Incoming } from './incoming.ts'

export interface Connection {
  /** The address of its client, by the values of a request's `X-Forwarded-For`. */
  readonly addressOf: ReturnType<ClientAddress>
  /** The last request that came over it. */
  current: Incoming | undefined
  /** Bytes that went to the client until its last answer was out. */
  sent: number
}

export interface Connections {
  of(socket: Socket): Connection
  /** To be called when nothing went over a connection for the idle timeout. */
  idle(socket: Socket): void
}

export function createConnections(clientAddress: ClientAddress): Connections {
  const connections = new WeakMap<Socket, Connection>()

  function of(socket: Socket): Connection {
    const known = connections.get(socket)
    if (known !== undefined) return known
    const connection = { addressOf: clientAddress(socket.remoteAddress), current: undefined, sent: 0 }
    connections.set(socket, connection)
    return connection
  }

  return {
    of,
    idle(socket) {
      const { current } = of(socket)
      if (current === undefined || current.response.writableFinished) socket.destroy()
      else current.idle()
    },
  }
}
