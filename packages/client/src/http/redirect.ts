/** Where an answer sends us on to, and with what (RFC 9110, 15.4). */
import { refused } from '@latchkey/tokens'
import { type AuthError, authError } from '../errors.ts'
import { readAddress } from './address.ts'

/** One request of a chain. */
export interface Hop {
  readonly url: URL
  readonly method: string
  readonly headers: Readonly<Record<string, string>>
  readonly hasBody: boolean
}

const statuses = new Set([301, 302, 303, 307, 308])

/** What says which answer is wanted. Nothing else leaves an origin: whoever names a header need not know that it is secret. */
const travelling =
  /^(accept(-[a-z]+)?|user-agent|range|if-(none-match|modified-since|range)|cache-control|pragma)$/

/** The next hop; undefined where there is none to follow; `redirect_refused` where nobody should. */
export function nextHop(
  hop: Hop,
  { status, headers }: Pick<Response, 'status' | 'headers'>,
  { replayable }: { readonly replayable: boolean },
): Hop | undefined | AuthError<'redirect_refused'> {
  const location = headers.get('location')
  if (!statuses.has(status) || location === null) return undefined
  const url = readAddress(location, hop.url)
  if (refused(url)) return notThere(hop, 'to an address that cannot be used')
  if (hop.url.protocol === 'https:' && url.protocol === 'http:')
    return notThere(hop, `from https to plain http at ${url.host}`)
  const kept = keepsBody(status, hop.method)
  const method = kept || hop.method === 'HEAD' ? hop.method : 'GET'
  const hasBody = hop.hasBody && kept
  const elsewhere = url.origin !== hop.url.origin
  if (hasBody && elsewhere) return notThere(hop, `with what was to be sent, to ${url.host}`)
  if (hasBody && !replayable) return notThere(hop, 'after what was to be sent was used up')
  return { url, method, hasBody, headers: headersFor(hop.headers, { hasBody, elsewhere }) }
}

/** 307 and 308 keep it; 301 and 302 turn a POST into a GET, as every client has come to do (15.4.2). */
function keepsBody(status: number, method: string): boolean {
  return status === 307 || status === 308 || (status !== 303 && method !== 'POST')
}

function headersFor(
  headers: Hop['headers'],
  { hasBody, elsewhere }: { readonly hasBody: boolean; readonly elsewhere: boolean },
): Hop['headers'] {
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => {
      if (!hasBody && name.startsWith('content-')) return false
      return !elsewhere || travelling.test(name)
    }),
  )
}

function notThere({ url }: Hop, where: string): AuthError<'redirect_refused'> {
  return authError(
    'redirect_refused',
    `${url.host} redirects ${where}.`,
    `Nothing was sent there. Tell whoever runs ${url.host}, or configure the address that it should be.`,
  )
}
