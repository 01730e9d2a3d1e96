/** The front of the house: holds every request to the one origin and shows it to its room, on the raw target. */
import { refuse } from '@latchkey/tokens'
import { isLoopback } from '../host/index.ts'
import type { Handler, RawRequest, SayNo } from '../http/index.ts'
import { type AskedHost, askedHost } from './asked-host.ts'

export interface Front {
  /** The one public origin. Never derived from `Host`, which decides only whether to answer at all. */
  readonly origin: string
  /** Below which path prefix (`/pypi/`) which room answers. What matches none is for the pages. */
  readonly rooms: readonly (readonly [prefix: string, handle: Handler])[]
  readonly pages: Handler
  /** How whoever asked another server is told so. */
  readonly sayNo: SayNo
}

export function createFront({ origin, rooms, pages, sayNo }: Front): Handler {
  const { host, hostname, port, protocol } = new URL(origin)
  // A server on plain loopback answers to every name that this machine has for itself.
  const local = protocol === 'http:' && isLoopback(hostname)
  const isAlias = ({ name, port: given = '80' }: AskedHost) =>
    local && isLoopback(name) && given === (port || '80')

  const misdirected = refuse(
    'misdirected',
    `This server is ${origin} and no other.`,
    `Send the request to ${origin}.`,
  )
  /** RFC 9110 section 15.5.20. */
  const elsewhere: Handler = async request => sayNo(misdirected, 421, request)
  const sentOn: Handler = async request => redirect(`${origin}${request.target}`)

  function answering(request: RawRequest): Handler {
    const asked = askedHost(request)
    const alias = asked !== undefined && asked.host !== host && isAlias(asked)
    if (asked?.host !== host && !alias) return elsewhere
    const room = rooms.find(([prefix]) => request.target.startsWith(prefix))
    if (room) return room[1]
    // A browser is sent to the one name, so that it finds its cookie again. Clients are served under any: pip would
    // leave its credential behind on the way.
    // What starts with no slash (RFC 9112 section 3.2.2) would become part of the host's name.
    return alias && request.method === 'GET' && request.target.startsWith('/') ? sentOn : pages
  }

  return request => answering(request)(request)
}

function redirect(location: string) {
  return {
    status: 307,
    headers: [
      ['Location', location],
      ['Cache-Control', 'no-store'],
    ] as const,
  }
}
