/**
 * Connections on their way to a process. Node’s cluster forgets one that was handed to a process which died before it
 * took it: the first process would hold it open for ever, and whoever opened it would wait as long for an answer.
 */
import type { Worker } from 'node:cluster'

interface Connection {
  close(): void
}

/** How Node’s cluster hands one over, and what it hears once it was taken (its `round_robin_handle` and `utils`). */
interface Handing {
  readonly act?: string
  readonly seq?: number
}
interface Taken {
  readonly ack?: number
}

/** Ends, once the process is gone, what it was handed and has not taken. */
export function endWhatWasNotTaken({ process }: Worker): void {
  const onTheirWay = new Map<number, Connection>()
  const send: (...all: never[]) => boolean = process.send.bind(process)
  process.send = (message: Handing, connection?: unknown, ...more: unknown[]) => {
    if (message.act === 'newconn' && message.seq !== undefined)
      onTheirWay.set(message.seq, connection as Connection)
    return send(...([message, connection, ...more] as never[]))
  }
  process.on('internalMessage', ({ ack }: Taken) => {
    if (ack !== undefined) onTheirWay.delete(ack)
  })
  process.once('exit', () => {
    for (const connection of onTheirWay.values()) connection.close()
  })
}
