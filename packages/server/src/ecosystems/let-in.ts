/** Decides about a request before its body, and gives what is left to do: its handler, with what became known. */
import { pending, type Refusal, refused } from '@latchkey/tokens'
import type { Allowed, Attempt, Credential, Decision } from '../access/index.ts'
import { causeOf } from '../audit/index.ts'
import { clientOf, decisionNotes, madeOfRows } from '../credentials/index.ts'
import type { PathParameters, RawRequest, RawResponse, RequestPath } from '../http/index.ts'
import type { AnswersNow, Writer } from '../storage/index.ts'
import type { Ecosystem } from './ecosystem.ts'
import { openWindow } from './open-window.ts'
import * as refusals from './refusals.ts'
import type { EcosystemRooms } from './rooms.ts'
import type { Facts, OpenRoute, OpenVisit, RegistryRoute, RepositoryRoute, Route, Visit } from './route.ts'

/** A request that found its route, and whose it is. */
export interface Arrival {
  readonly ecosystem: Ecosystem
  readonly request: RawRequest
  readonly path: RequestPath
  readonly parameters: PathParameters
  readonly route: Route
  readonly facts: Facts
  readonly credential: Credential
  readonly answers: Promise<AnswersNow>
  readonly rooms: EcosystemRooms
}

type Handling = () => Promise<RawResponse | Refusal>

export function letIn(arrival: Arrival): Promise<Handling | Refusal> {
  const { route } = arrival
  switch (route.kind) {
    case 'repository':
      return letIntoRepository(route, arrival)
    case 'registry':
      return letIntoRegistry(route, arrival)
    case 'open':
      return letEverybodyIn(route, arrival)
  }
}

async function letIntoRepository(route: RepositoryRoute, arrival: Arrival): Promise<Handling | Refusal> {
  const { ecosystem, parameters, facts, rooms } = arrival
  const organization = parameters.organization ?? ''
  const { action } = route
  const attempt = from(arrival, { action, organization, ecosystem: ecosystem.name, ...facts })
  const decision = await decideEarly(arrival, attempt)
  if (refused(decision)) return decision
  if (decision.answer === 'needs' && !Object.values(facts).includes(pending)) {
    throw new Error('A decision needs what nothing will ever tell: it cannot be let in.')
  }
  const opened = visitOf(arrival, await arrival.answers)
  const repository = await opened.answers.get(`repository ${ecosystem.name}:${organization}`, () =>
    rooms.repositories.find(organization, ecosystem.name),
  )
  if (repository === undefined) return refusals.unknownRepository(ecosystem)
  const again = (known: Facts, transaction?: Writer) => decide(arrival, { ...attempt, ...known }, transaction)
  const visit: Visit = { ...opened, decision, repository, decide: again }
  return async () => {
    const answer = await route.handle(visit)
    return route.ofRows && !refused(answer) ? madeOfRows(answer, visit) : answer
  }
}

async function letIntoRegistry(route: RegistryRoute, arrival: Arrival): Promise<Handling | Refusal> {
  const { method } = arrival.request
  const safe = method === 'GET' || method === 'HEAD'
  const asked = from(arrival, attemptOf(route, arrival.parameters))
  const decision = await decideEarly(arrival, safe ? { ...asked, safe } : asked)
  if (refused(decision)) return decision
  const allowed = provenBy(decision)
  const visit = visitOf(arrival, await arrival.answers)
  return () =>
    route.handle({
      ...visit,
      ...{ allowed, cause: causeOf(allowed) },
      decide: (attempt, transaction) => decide(arrival, from(arrival, attempt), transaction),
      judge:
        (attempt = asked) =>
        transaction =>
          arrival.rooms.authorizer.authorize(arrival.credential, from(arrival, attempt), transaction),
    })
}

/** A credential that is sent is never ignored: one that is over, or meant for elsewhere, is refused here too. */
async function letEverybodyIn(route: OpenRoute, arrival: Arrival): Promise<Handling | Refusal> {
  if (arrival.credential.kind !== 'anonymous') {
    const decision = await decideEarly(arrival, from(arrival, { action: 'identify' }))
    if (refused(decision)) return decision
  }
  const visit = visitOf(arrival, await arrival.answers)
  return () => route.handle(visit)
}

function attemptOf(route: RegistryRoute, { organization }: PathParameters): Attempt {
  switch (route.action) {
    case 'identify':
    case 'account':
      return { action: route.action }
    case 'describe':
      return { action: route.action, organization: organization ?? '' }
    case 'administer': {
      const { action, administers } = route
      const attempt = { action, organization: organization ?? '' }
      return administers === 'keys'
        ? { ...attempt, administers, keyRole: 'read' }
        : { ...attempt, administers }
    }
  }
}

/** With what of the request may be decided on, or recorded. */
function from({ request: { address, headers } }: Arrival, attempt: Attempt): Attempt {
  return { ...attempt, address, client: clientOf(headers.all('user-agent')[0]) }
}

async function decide(
  { credential, request, rooms }: Arrival,
  attempt: Attempt,
  transaction?: Writer,
): Promise<Decision> {
  const decision = await rooms.authorizer.authorize(credential, attempt, transaction)
  request.note(decisionNotes(attempt, decision))
  return decision
}

/** Where only a one-time code is lacking, and one came with the request, that is taken. Nothing of the body was read. */
async function decideEarly(
  arrival: Arrival,
  attempt: Attempt,
): Promise<Exclude<Decision, { answer: 'refused' }> | Refusal> {
  const decision = await decide(arrival, attempt)
  if (decision.answer !== 'refused') return decision
  if (decision.refusal.code !== 'totp_required') return decision.refusal
  const code = arrival.ecosystem.codeOf?.(arrival.request)
  if (code === undefined) return decision.refusal
  if (refused(code)) return code
  const opened = await openWindow(
    arrival.credential,
    code,
    from(arrival, { action: 'identify' }),
    arrival.rooms,
  )
  if (refused(opened)) return opened
  const again = await decide(arrival, attempt)
  return again.answer === 'refused' ? again.refusal : again
}

function provenBy(decision: Exclude<Decision, { answer: 'refused' }>): Allowed {
  if (decision.answer === 'needs') throw new Error('Everything is known, and still something is needed.')
  return decision.proof
}

function visitOf(
  { request, path, parameters, credential, rooms }: Omit<Arrival, 'answers'>,
  answers: AnswersNow,
): OpenVisit {
  return { request, path, parameters, credential, answers, rooms }
}
