/** Puts the endpoints together, and answers every request below `/oauth/` that is not for a page. */
import { type Refusal, refused } from '@latchkey/tokens'
import { groundOf, madeOfRows } from '../credentials/index.ts'
import { type Handler, type RawRequest, type RawResponse, rawHeaders } from '../http/index.ts'
import { internalError, methodNotAllowed, notFound, refusedAnswer } from './answers.ts'
import type { Door } from './door.ts'
import type { Answer, Endpoint } from './endpoint.ts'
import { endpoints } from './endpoints/index.ts'
import { answered, formsAndJson } from './forms-and-json.ts'
import type { OAuthHouse } from './house.ts'
import { describeServer, metadataPath } from './metadata.ts'
import { presentedClient } from './presented-client.ts'
import { readRequest } from './read-request.ts'

/** What is done where an endpoint threw. */
export interface OAuthFailures {
  /** Hears of what should never happen. */
  readonly report: (error: unknown) => void
  /** The refusal for what passes by itself, such as a database that is gone. */
  readonly unavailability?: (error: unknown) => Refusal | undefined
}

/** Answers below the prefix of its door; the metadata are at their well-known place, and there alone. */
export function createOAuth(house: OAuthHouse & OAuthFailures, door: Door = formsAndJson): Handler {
  const metadata = answered(describeServer(house))
  const byPath = new Map(endpoints.map(endpoint => [door.prefix + endpoint.path, endpoint]))

  async function answer(request: RawRequest): Promise<RawResponse> {
    const [path = ''] = request.target.split('?', 1)
    if (path === metadataPath) return isGet(request) ? metadata : methodNotAllowed(request, 'GET', door)
    const endpoint = byPath.get(path)
    if (endpoint === undefined) return refusedAnswer(request, notFound, door)
    if (request.method !== 'POST') return methodNotAllowed(request, 'POST', door)
    const result = await ask(endpoint, request, { house, door })
    if (refused(result)) return refusedAnswer(request, result, door)
    const response = door.answer(request, result)
    const ground = result && groundOf(result)
    return ground ? madeOfRows(response, ground) : response
  }

  return async request => {
    request.note({ via: 'oauth' })
    try {
      return await answer(request)
    } catch (error) {
      if (request.signal.aborted) throw error
      house.report(error)
      return refusedAnswer(request, house.unavailability?.(error) ?? internalError, door)
    }
  }
}

async function ask(
  endpoint: Endpoint,
  request: RawRequest,
  { house, door }: { readonly house: OAuthHouse; readonly door: Door },
): Promise<Answer | Refusal> {
  const form = await readRequest(request, door)
  if (refused(form)) return form
  const client = presentedClient(door.readsAuthorization ? request.headers : noHeaders, form)
  if (refused(client)) return client
  const userAgent = request.headers.all('user-agent')[0]
  return endpoint.answer({ form, client, userAgent, address: request.address, note: request.note }, house)
}

const noHeaders = rawHeaders([])

function isGet({ method }: RawRequest): boolean {
  return method === 'GET' || method === 'HEAD'
}
