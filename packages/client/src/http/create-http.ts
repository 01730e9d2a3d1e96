/** Makes the way out from the machine's own. */
import { refused } from '@latchkey/tokens'
import { type AuthError, authError } from '../errors.ts'
import type { Machine } from '../machine.ts'
import { isPrivate, mayCarry, readAddress } from './address.ts'
import { bounded, over } from './body.ts'
import { alreadyThere, exposedHeaders, plainHeaders } from './headers.ts'
import type { Attachment, Http, OutgoingRequest } from './http.ts'
import { type Hop, nextHop } from './redirect.ts'
import { createServerClocks, type ServerClocks } from './server-clocks.ts'

const unlessTold = {
  ...{ timeout: 30_000, within: Number.POSITIVE_INFINITY },
  ...{ maximumBytes: 64 * 1024 * 1024, redirects: 5 },
}

/** These have no body, and `Response` takes none with them. */
const bodiless = new Set([204, 205, 304])

export function createHttp(machine: Pick<Machine, 'fetch' | 'clock'>): Http {
  const clocks = createServerClocks()
  return {
    send: (request, attachment) => follow(request, attachment, machine, clocks),
    clockOffset: origin => clocks.offset(origin),
  }
}

type Wire = Pick<Machine, 'fetch' | 'clock'>

async function follow(
  request: OutgoingRequest,
  attachment: Attachment | undefined,
  wire: Wire,
  clocks: ServerClocks,
): Promise<Response | AuthError> {
  const url = readAddress(request.url)
  if (refused(url)) return url
  const headers = plainHeaders(request.headers ?? {})
  if (refused(headers)) return headers
  const attached = attachment && exposedHeaders(attachment.headers)
  if (refused(attached)) return attached
  const replayable = !(request.body instanceof ReadableStream)
  const most = request.redirects ?? unlessTold.redirects
  let hop: Hop = { url, method: request.method ?? 'GET', headers, hasBody: request.body !== undefined }
  let carries = attachment !== undefined && mayCarry(attachment, url)
  if (carries && !isPrivate(url)) return inTheOpen(url)
  for (let followed = 0; ; followed += 1) {
    const answer = await ask(hop, carries ? attached : undefined, request, wire, clocks)
    if (refused(answer)) return answer
    const next = nextHop(hop, answer, { replayable })
    if (next === undefined) return answer
    await answer.body?.cancel()
    if (refused(next)) return next
    if (followed >= most) return tooManyRedirects(hop.url, most)
    // Once lost, lost: an address elsewhere must not choose what is asked of us with the credential.
    carries = carries && attachment !== undefined && mayCarry(attachment, next.url)
    hop = next
  }
}

/** One request, one answer. */
async function ask(
  { url, method, headers, hasBody }: Hop,
  attached: Readonly<Record<string, string>> | undefined,
  request: OutgoingRequest,
  { fetch, clock }: Wire,
  clocks: ServerClocks,
): Promise<Response | AuthError> {
  if (attached && alreadyThere(headers, attached)) return twoCredentials(url)
  const { within = unlessTold.within, maximumBytes = unlessTold.maximumBytes, signal } = request
  const timeout = Math.min(request.timeout ?? unlessTold.timeout, within)
  const connection = new AbortController()
  const patience = new AbortController()
  const sent = clock.now()
  const endsAt = clock.monotonic() + within
  const asking = fetch(url, {
    method,
    headers: { ...headers, ...attached },
    redirect: 'manual',
    signal: signal ? AbortSignal.any([connection.signal, signal]) : connection.signal,
    ...(hasBody &&
      request.body !== undefined && { body: request.body as RequestInit['body'], duplex: 'half' }),
  } as RequestInit)
  try {
    const answer = await Promise.race([asking, clock.sleep(timeout, patience.signal).then(() => undefined)])
    if (answer === undefined) {
      connection.abort()
      return timedOut(url, timeout)
    }
    clocks.learn(url.origin, answer.headers.get('date'), sent, clock.now())
    const abort = () => connection.abort()
    return asOurs(answer, url, { host: url.host, maximumBytes, timeout, endsAt, clock, abort })
  } catch (problem) {
    return signal?.aborted ? cancelled(problem) : offline(url, problem)
  } finally {
    patience.abort(over)
  }
}

/** With the body bounded, and its address told though no redirect was followed for us. */
function asOurs(answer: Response, url: URL, bounds: Parameters<typeof bounded>[1]): Response {
  const { status, statusText, headers, body } = answer
  const ours = new Response(body && !bodiless.has(status) ? bounded(body, bounds) : null, {
    status,
    statusText,
    headers: [...headers],
  })
  return Object.defineProperty(ours, 'url', { value: url.href })
}

function timedOut({ host }: URL, milliseconds: number): AuthError<'timed_out'> {
  return authError('timed_out', `${host} did not answer in ${milliseconds / 1_000} s.`, 'Try again.')
}

function cancelled(cause: unknown): AuthError<'cancelled'> {
  return authError('cancelled', 'It was cancelled.', 'Start it again when you want to.', cause)
}

function offline({ host, protocol }: URL, problem: unknown): AuthError<'offline'> {
  const code = codeOf(problem)
  return authError(
    'offline',
    `${host} cannot be reached${code === undefined ? '' : ` (${code})`}.`,
    code === 'ERR_SSL_WRONG_VERSION_NUMBER'
      ? 'It answers without TLS: see that the scheme and the port of the address are right.'
      : `See that the address is right and the server runs, and HTTP${protocol === 'https:' ? 'S' : ''}_PROXY and NO_PROXY if there is a proxy; then try again.`,
    problem,
  )
}

/** `fetch` says "fetch failed" and hides why one or two causes down; the code of it is a word without secrets. */
function codeOf(problem: unknown): string | undefined {
  for (let at = problem, depth = 0; at instanceof Error && depth < 4; at = at.cause, depth += 1) {
    const code = 'code' in at ? at.code : undefined
    if (typeof code === 'string' && /^[A-Z0-9_]{3,40}$/.test(code)) return code
  }
  return undefined
}

function tooManyRedirects({ host }: URL, most: number): AuthError<'too_many_redirects'> {
  return authError(
    'too_many_redirects',
    `${host} redirects ${most === 0 ? 'where no redirect is followed' : `more than ${most} times`}.`,
    'Configure the address that it leads to, or tell whoever runs it.',
  )
}

function twoCredentials({ host }: URL): AuthError<'invalid_configuration'> {
  return authError(
    'invalid_configuration',
    `A request to ${host} carries a credential of its own beside the one that is attached.`,
    'Leave the header out: it is filled in.',
  )
}

function inTheOpen({ origin }: URL): AuthError<'invalid_configuration'> {
  return authError(
    'invalid_configuration',
    `${origin} is not encrypted: whoever stands in between would read the credential.`,
    'Use its https address.',
  )
}
