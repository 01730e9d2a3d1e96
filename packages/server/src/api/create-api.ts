/** Puts the API together: its operations, the burning of tokens, and the description of all that. */
import { type Refusal, refused } from '@latchkey/tokens'
import {
  createMatcher,
  type Handler,
  type Matcher,
  type RawRequest,
  type RawResponse,
  readPath,
} from '../http/index.ts'
import { internalError, jsonAnswer, methodNotAllowed, notFound, refusedAnswer } from './answers.ts'
import { base } from './base.ts'
import { burning } from './burn.ts'
import { describeApi } from './description.ts'
import type { ApiHouse } from './house.ts'
import { operationRoute } from './operation-route.ts'
import { operations } from './operations.ts'
import type { ApiRoute } from './route.ts'

/** What is done where an operation threw. */
export interface ApiFailures {
  /** Hears of what should never happen. */
  readonly report: (error: unknown) => void
  /** The refusal for what passes by itself, such as a database that is gone. */
  readonly unavailability?: (error: unknown) => Refusal | undefined
}

/** Answers every request below `/api/`. */
export function createApi(house: ApiHouse & ApiFailures): Handler {
  // Made once: strangers may ask for it as often as they like.
  const description = JSON.stringify(describeApi(operations, house.origin))
  const match = createMatcher<ApiRoute>([
    { method: 'GET', path: `${base}/openapi.json`, answer: async () => jsonAnswer(200, description) },
    burning(house),
    ...operations.map(operation => operationRoute(operation, house)),
  ])
  return async request => {
    request.note({ via: 'api' })
    try {
      return await answer(match, request)
    } catch (error) {
      if (request.signal.aborted) throw error
      house.report(error)
      return refusedAnswer(request, house.unavailability?.(error) ?? internalError)
    }
  }
}

async function answer(match: Matcher<ApiRoute>, request: RawRequest): Promise<RawResponse> {
  const path = readPath(request.target)
  if (refused(path)) return refusedAnswer(request, path)
  const matches = match(path.segments)
  if (matches.length === 0) return refusedAnswer(request, notFound)
  const method = request.method === 'HEAD' ? 'GET' : request.method
  const found = matches.find(({ route }) => route.method === method)
  if (found === undefined)
    return methodNotAllowed(request, [...new Set(matches.map(({ route }) => route.method))])
  return found.route.answer({ request, path, parameters: found.parameters })
}
