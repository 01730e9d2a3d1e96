/** The front of the house: holds every request to the one origin and shows it to its room, on the raw target. */
import { type Refusal, refuse } from '@latchkey/tokens'
import { isLoopback } from '../host/index.ts'
import { type Handler, plainAnswer, type RawRequest, type RawResponse } from '../http/index.ts'
import { type AskedHost, askedHost } from './asked-host.ts'

export interface Front {
  /** The one public origin. Never derived from `Host`, which decides only whether to answer at all. */
  readonly origin: string
  /** What matches none of them is for the pages. */
  readonly rooms: readonly FrontRoom[]
  readonly pages: Handler
}

/** Below which path prefix (`/pypi/`) which room answers, and how its clients are told no; in plain text, unless told. */
export type FrontRoom = readonly [prefix: string, handle: Handler, sayNo?: SayNo]

type SayNo = (
  refusal: Refusal,
  answer: Pick<RawResponse, 'headers' | 'status'>,
  request: RawRequest,
) => RawResponse

export function createFront({ origin, rooms, pages }: Front): Handler {
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
  const elsewhere: Handler = async request => {
    const [, , sayNo] = rooms.find(room => room[2] !== undefined && isFor(request)(room)) ?? []
    return sayNo?.(misdirected, { status: 421, headers: [] }, request) ?? plainAnswer(421, misdirected)
  }
  const sentOn: Handler = async request => redirect(`${origin}${request.target}`)

  function answering(request: RawRequest): Handler {
    const asked = askedHost(request)
    const alias = asked !== undefined && asked.host !== host && isAlias(asked)
    if (asked?.host !== host && !alias) return elsewhere
    const room = rooms.find(isFor(request))
    if (room) return room[1]
    // A browser is sent to the one name, so that it finds its cookie again. Clients are served under any: pip would
    // leave its credential behind on the way.
    // What starts with no slash (RFC 9112 section 3.2.2) would become part of the host's name.
    return alias && request.method === 'GET' && request.target.startsWith('/') ? sentOn : pages
  }

  return request => answering(request)(request)
}

function isFor({ target }: RawRequest) {
  return ([prefix]: FrontRoom) => target.startsWith(prefix)
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
