/** The layers below HTTP, each by itself, so that the one that fails has a name. Each in three seconds. */
import { lookup } from 'node:dns/promises'
import { connect as connectTcp, type Socket } from 'node:net'
import { connect as connectTls, rootCertificates } from 'node:tls'

/** Milliseconds. */
const patience = 3_000

/** The machine's word for what went wrong, `ENOTFOUND`; undefined where it went well. */
export async function findName(host: string): Promise<string | undefined> {
  let timer: NodeJS.Timeout | undefined
  const tooLong = new Promise<string>(resolve => {
    timer = setTimeout(() => resolve('ETIMEDOUT'), patience)
  })
  const found = lookup(host).then(
    () => undefined,
    (problem: NodeJS.ErrnoException) => problem.code ?? 'unknown',
  )
  return Promise.race([found, tooLong]).finally(() => clearTimeout(timer))
}

export function reach(host: string, port: number): Promise<string | undefined> {
  return opened(connectTcp({ host, port }), 'connect')
}

/** `certificates`: believed beside the usual ones, in PEM. */
export function encrypt(host: string, port: number, certificates?: string): Promise<string | undefined> {
  const ca = certificates === undefined ? {} : { ca: [...rootCertificates, certificates] }
  return opened(
    connectTls({ host, port, servername: /^[\d.]+$|:/.test(host) ? '' : host, ...ca }),
    'secureConnect',
  )
}

function opened(socket: Socket, event: string): Promise<string | undefined> {
  return new Promise(resolve => {
    const finish = (code: string | undefined) => {
      socket.destroy()
      resolve(code)
    }
    socket.setTimeout(patience, () => finish('ETIMEDOUT'))
    socket.once(event, () => finish(undefined))
    socket.once('error', (problem: NodeJS.ErrnoException) => finish(problem.code ?? 'unknown'))
  })
}

/** Of an address in a URL, as those who connect want it. */
export function addressOf({ hostname, port, protocol }: URL): {
  readonly host: string
  readonly port: number
} {
  return {
    host: hostname.replace(/^\[|\]$/g, ''),
    port: port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port),
  }
}
