/** Leads every request through the same steps, whatever its ecosystem. */
import { readCarrier } from '@latchkey/protocol'
import { type Refusal, refused } from '@latchkey/tokens'
import type { Credential } from '../access/index.ts'
import { type Credentials, credentialNotes } from '../credentials/index.ts'
import {
  createMatcher,
  type Handler,
  type Matcher,
  plainAnswer,
  type RawRequest,
  type RawResponse,
  type RequestPath,
  readPath,
} from '../http/index.ts'
import { unavailability } from '../storage/index.ts'
import { noRoom } from '../upstreams/index.ts'
import type { Ecosystem } from './ecosystem.ts'
import { type Arrival, letIn } from './let-in.ts'
import { allowedMethods, type RouteMatch } from './match-route.ts'
import * as refusals from './refusals.ts'
import type { EcosystemRooms } from './rooms.ts'
import type { Route } from './route.ts'
import { askWho, sayNo } from './say-no.ts'

export interface DispatcherOptions extends EcosystemRooms {
  readonly credentials: Pick<Credentials, 'authenticate'>
  /** Hears what should never happen, and why the database was not there; the client learns only that it was so. */
  readonly report: (error: unknown) => void
}

/** Answers every request below `/<name>/` of these ecosystems. */
export function createDispatcher(ecosystems: readonly Ecosystem[], options: DispatcherOptions): Handler {
  const desks = ecosystems.map(ecosystem => {
    return { ecosystem, prefix: `/${ecosystem.name}/`, match: createMatcher(ecosystem.routes) }
  })
  return async request => {
    const desk = desks.find(({ prefix }) => request.target.startsWith(prefix))
    if (desk === undefined) return plainAnswer(404, refusals.unknownEcosystem)
    try {
      return await dispatch(desk, request, options)
    } catch (error) {
      if (request.signal.aborted) throw error
      options.report(error)
      return sayNo({ ...desk, request }, unavailability(error) ?? noRoom(error) ?? refusals.internalError)
    }
  }
}

/** Where the requests of one ecosystem are dealt with. */
interface Desk {
  readonly ecosystem: Ecosystem
  readonly match: Matcher<Route>
}

async function dispatch(
  { ecosystem, match: matchRoutes }: Desk,
  request: RawRequest,
  options: DispatcherOptions,
): Promise<RawResponse> {
  const match = findRoute(ecosystem, matchRoutes, request)
  if ('status' in match) return match
  const { route, parameters, path } = match
  request.note(
    route.kind === 'open' ? { via: ecosystem.name } : { via: ecosystem.name, action: route.action },
  )
  const facts = (route.kind === 'repository' && route.facts?.(parameters)) || {}
  if (refused(facts)) return sayNo({ ecosystem, request }, facts)
  // Asked together with whose the credential is: a database that is far away is waited for once.
  const answers = options.answers.soon()
  const credential = await identify(ecosystem, request, options)
  if (refused(credential)) {
    // A user name alone: pip sends it before it asks its keyring, which only a 401 makes it do.
    return credential.code === 'token_missing'
      ? askWho({ ecosystem, request }, credential)
      : sayNo({ ecosystem, request }, credential)
  }
  const arrival: Arrival = {
    ecosystem,
    request,
    path,
    parameters,
    route,
    facts,
    credential,
    answers,
    rooms: options,
  }
  const handle = await letIn(arrival)
  if (refused(handle)) {
    // Whoever sent nothing is asked who they are; whoever did is told why that is not enough.
    return credential.kind === 'anonymous' ? askWho(arrival, handle) : sayNo(arrival, handle)
  }
  const answer = await handle()
  return refused(answer) ? sayNo(arrival, answer) : answer
}

/** The route, or what is answered where there is none. */
function findRoute(
  ecosystem: Ecosystem,
  matchRoutes: Matcher<Route>,
  request: RawRequest,
): (RouteMatch & { readonly path: RequestPath }) | RawResponse {
  const path = readPath(request.target)
  if (refused(path)) return sayNo({ ecosystem, request }, path)
  const matches = matchRoutes(path.segments)
  const method = request.method === 'HEAD' ? 'GET' : request.method
  const match = matches.find(({ route }) => route.method === method)
  if (match !== undefined) return { route: match.route, parameters: match.parameters, path }
  if (matches.length === 0) return sayNo({ ecosystem, request }, refusals.unknownPath(ecosystem))
  const allowed = allowedMethods(matches)
  if (method === 'OPTIONS') return { status: 204, headers: [['Allow', allowed]] }
  return sayNo({ ecosystem, request }, refusals.methodNotAllowed(allowed), [['Allow', allowed]])
}

async function identify(
  { bareTokens }: Ecosystem,
  { headers, address, note }: RawRequest,
  { credentials }: DispatcherOptions,
): Promise<Credential | Refusal> {
  const presented = readCarrier(headers.all('authorization'), { bare: bareTokens })
  if (refused(presented)) return presented
  const found = await credentials.authenticate(presented, {
    address,
    userAgent: headers.all('user-agent')[0],
  })
  note(credentialNotes(found))
  return found
}
