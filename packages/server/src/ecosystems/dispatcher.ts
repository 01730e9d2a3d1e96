/** Leads every request through the same steps, whatever its ecosystem. */
import { readCarrier } from '@latchkey/protocol'
import { pending, type Refusal, refused } from '@latchkey/tokens'
import type { Attempt, Credential } from '../access/index.ts'
import { type Credentials, clientOf, credentialNotes, decisionNotes } from '../credentials/index.ts'
import {
  createMatcher,
  type Handler,
  type Matcher,
  plainAnswer,
  type RawRequest,
  type RawResponse,
  readPath,
  statusOf,
} from '../http/index.ts'
import { unavailability, type Writer } from '../storage/index.ts'
import { noRoom } from '../upstreams/index.ts'
import type { Ecosystem, EcosystemRooms, Facts, Route, Visit } from './ecosystem.ts'
import { allowedMethods, type RouteMatch } from './match-route.ts'
import * as refusals from './refusals.ts'

export interface DispatcherOptions extends EcosystemRooms {
  readonly credentials: Pick<Credentials, 'authenticate'>
  /** Hears why the database was not there, or the disk full; the client learns only that it was so. */
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
    const { ecosystem } = desk
    try {
      return await dispatch(desk, request, options)
    } catch (error) {
      const refusal = unavailability(error) ?? noRoom(error)
      if (refusal === undefined || request.signal.aborted) throw error
      options.report(error)
      return refuse(ecosystem, request, refusal)
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
  request.note({ via: ecosystem.name, action: match.route.action })
  const facts = match.route.facts?.(match.parameters) ?? {}
  if (refused(facts)) return refuse(ecosystem, request, facts)
  const credential = await identify(ecosystem, request, options)
  if (refused(credential)) {
    // A user name alone: pip sends it before it asks its keyring, which only a 401 makes it do.
    return credential.code === 'token_missing'
      ? ask(ecosystem, request, credential)
      : refuse(ecosystem, request, credential)
  }
  const visit = await letIn(ecosystem, request, { ...match, facts, credential }, options)
  if (refused(visit)) {
    // Whoever sent nothing is asked who they are; whoever did is told why that is not enough.
    return credential.kind === 'anonymous'
      ? ask(ecosystem, request, visit)
      : refuse(ecosystem, request, visit)
  }
  const answer = await match.route.handle(visit)
  return refused(answer) ? refuse(ecosystem, request, answer) : answer
}

/** The route, or what is answered where there is none. */
function findRoute(
  ecosystem: Ecosystem,
  matchRoutes: Matcher<Route>,
  request: RawRequest,
): RouteMatch | RawResponse {
  const path = readPath(request.target)
  if (refused(path)) return refuse(ecosystem, request, path)
  const matches = matchRoutes(path.segments)
  const method = request.method === 'HEAD' ? 'GET' : request.method
  const match = matches.find(({ route }) => route.method === method)
  if (match !== undefined) return match
  if (matches.length === 0) return refuse(ecosystem, request, refusals.unknownPath(ecosystem))
  const allowed = allowedMethods(matches)
  if (method === 'OPTIONS') return { status: 204, headers: [['Allow', allowed]] }
  return refuse(ecosystem, request, refusals.methodNotAllowed(allowed), [['Allow', allowed]])
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

async function letIn(
  ecosystem: Ecosystem,
  request: RawRequest,
  { route, parameters, facts, credential }: RouteMatch & { facts: Facts; credential: Credential },
  rooms: EcosystemRooms,
): Promise<Visit | Refusal> {
  const organization = parameters.organization ?? ''
  const client = clientOf(request.headers.all('user-agent')[0])
  const attempt: Attempt = {
    action: route.action,
    organization,
    ecosystem: ecosystem.name,
    ...(request.address === undefined ? {} : { address: request.address }),
    ...(client === undefined ? {} : { client }),
    ...facts,
  }
  const decideOn = async (asked: Attempt, transaction?: Writer) => {
    const decision = await rooms.authorizer.authorize(credential, asked, transaction)
    request.note(decisionNotes(asked, decision))
    return decision
  }
  const decision = await decideOn(attempt)
  if (decision.answer === 'refused') return decision.refusal
  if (decision.answer === 'needs' && !Object.values(facts).includes(pending)) {
    throw new Error('A decision needs what nothing will ever tell: it cannot be let in.')
  }
  const answers = await rooms.answers.now()
  const repository = await answers.get(`repository ${ecosystem.name}:${organization}`, () =>
    rooms.repositories.find(organization, ecosystem.name),
  )
  if (repository === undefined) return refusals.unknownRepository(ecosystem)
  return {
    request,
    parameters,
    ...{ decision, repository, answers, rooms },
    decide: (known, transaction) => decideOn({ ...attempt, ...known }, transaction),
  }
}

/** RFC 9110 section 15.5.2: a 401 says how to sign in. Basic is what every one of these clients can do. */
function ask(ecosystem: Ecosystem, request: RawRequest, refusal: Refusal): RawResponse {
  request.note({ refusal: refusal.code })
  const challenge = ['WWW-Authenticate', `Basic realm="${ecosystem.name}", charset="UTF-8"`] as const
  return ecosystem.refuse(refusal, { status: 401, headers: [challenge] }, request)
}

/** A client that sent a credential and is told 401 asks for another, or sends it again; 403 is shown to people. */
function refuse(
  ecosystem: Ecosystem,
  request: RawRequest,
  refusal: Refusal,
  headers: RawResponse['headers'] = [],
): RawResponse {
  request.note({ via: ecosystem.name, refusal: refusal.code })
  const status = ecosystem.statuses[refusal.code] ?? statusOf(refusal)
  const all =
    'retryAfter' in refusal ? [...headers, ['Retry-After', String(refusal.retryAfter)] as const] : headers
  return ecosystem.refuse(refusal, { status: status === 401 ? 403 : status, headers: all }, request)
}
