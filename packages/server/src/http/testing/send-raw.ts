/** A client that sends exactly the bytes it is given: what no well-behaved HTTP library would. */
import { once } from 'node:events'
import { connect } from 'node:net'

export interface RawAnswer {
  readonly status: number
  readonly reason: string
  readonly head: string
  readonly body: string
}

/**
 * Sends each piece in turn, waiting for the socket to take it, and reads until the server closes. Rejects where the
 * connection is reset before an answer came; what arrives after "100 Continue" is the answer.
 */
export async function sendRaw(port: number, ...pieces: readonly (string | Uint8Array)[]): Promise<RawAnswer> {
  const socket = connect(port, '127.0.0.1')
  const received: Buffer[] = []
  let failure: Error | undefined
  socket.on('data', chunk => received.push(chunk))
  socket.on('error', error => {
    failure = error
  })
  const closed = new Promise(resolve => socket.once('close', resolve))
  for (const piece of pieces) {
    if (socket.destroyed || !socket.writable) break
    if (!socket.write(piece)) await Promise.race([once(socket, 'drain').catch(() => {}), closed])
  }
  await closed
  const text = Buffer.concat(received).toString('latin1')
  const match = /HTTP\/1\.1 (?!100)(\d{3}) ([^\r]*)\r\n(.*?)\r\n\r\n(.*)$/s.exec(text)
  if (match === null) throw failure ?? new Error(`No answer came, only ${JSON.stringify(text)}.`)
  const [, status, reason = '', head = '', body = ''] = match
  return { status: Number(status), reason, head, body }
}

/** A head with `Connection: close`, so that the server ends the conversation. */
export function head(requestLine: string, ...headers: readonly string[]): string {
  return `${[`${requestLine} HTTP/1.1`, 'Host: localhost', 'Connection: close', ...headers].join('\r\n')}\r\n\r\n`
}
