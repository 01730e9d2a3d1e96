/** Puts the API together: credential, decision, schemas, operation; and the description of all that. */
import { OpenAPIHono, type z } from '@hono/zod-openapi'
import { type Refusal, refuse, refused } from '@latchkey/tokens'
import type { Context } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { HTTPException } from 'hono/http-exception'
import { type FetchContext, refuseNull } from '../http/index.ts'
import { addBurning } from './burn.ts'
import { base, describeApi, routeOf } from './description.ts'
import type { Environment } from './environment.ts'
import { internalError, methodNotAllowed, notFound, refusedResponse } from './errors.ts'
import { gate } from './gate.ts'
import type { ApiHouse } from './house.ts'
import type { Operation } from './operation.ts'
import { operations } from './operations.ts'

export interface Api {
  fetch(request: Request, context: Pick<FetchContext, 'address'> & Partial<FetchContext>): Promise<Response>
}

const bodyMaximum = 64 * 1024

/** What is done where an operation threw. */
export interface ApiFailures {
  /** Hears of what should never happen. */
  readonly report: (error: unknown) => void
  /** The refusal for what passes by itself, such as a database that is gone. */
  readonly unavailability?: (error: unknown) => Refusal | undefined
}

export function createApi(house: ApiHouse & ApiFailures): Api {
  const app = new OpenAPIHono<Environment>({
    defaultHook: (result, context) =>
      result.success ? undefined : refusedResponse(context, invalid(result)),
  })
  app.use(bodyLimit({ maxSize: bodyMaximum, onError: context => refusedResponse(context, bodyTooLarge) }))
  app.openAPIRegistry.registerComponent('securitySchemes', 'token', { type: 'http', scheme: 'bearer' })
  addBurning(app, house)
  for (const operation of operations) {
    app.openapi(routeOf(operation, gate(operation, house)), context => run(operation, context, house))
  }
  // Made once: strangers may ask for it as often as they like.
  const description = JSON.stringify(describeApi(app, house.origin))
  app.get(`${base}/openapi.json`, context =>
    context.body(description, 200, { 'content-type': 'application/json' }),
  )
  for (const path of new Set(operations.map(operation => operation.path))) {
    const allowed = operations.filter(each => each.path === path).map(each => each.method.toUpperCase())
    app.all(honoPath(path), context => methodNotAllowed(context, allowed))
  }
  app.notFound(context => refusedResponse(context, notFound))
  app.onError((error, context) => {
    if (error instanceof HTTPException && error.status < 500)
      return refusedResponse(context, unreadableBody(error), error.status)
    house.report(error)
    return refusedResponse(context, house.unavailability?.(error) ?? internalError)
  })

  return {
    async fetch(request, { address, note = () => {} }) {
      note({ via: 'api' })
      const response = await app.fetch(request, { address, note })
      response.headers.set('x-content-type-options', 'nosniff')
      if (!response.headers.has('cache-control')) response.headers.set('cache-control', 'no-store')
      return response
    },
  }
}

async function run(operation: Operation, context: Context<Environment>, house: ApiHouse): Promise<Response> {
  const valid = (part: 'param' | 'query' | 'json') => context.req.valid(part as never) ?? {}
  const body = valid('json')
  const unreadable = refuseNull(textsIn(body))
  if (unreadable !== undefined) return refusedResponse(context, unreadable)
  const result = await operation.run(
    {
      parameters: valid('param'),
      query: valid('query'),
      body,
      allowed: context.get('allowed'),
    },
    house,
  )
  return refused(result)
    ? refusedResponse(context, result)
    : Response.json(result, { status: operation.answer.status })
}

/** Every text that a JSON value holds. Its names are those of the schema. */
function* textsIn(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value
  else if (typeof value === 'object' && value !== null)
    for (const each of Object.values(value)) yield* textsIn(each)
}

function honoPath(path: string): string {
  return `${base}${path.replaceAll(/\{(\w+)\}/g, ':$1')}`
}

function invalid({ target, error }: { readonly target: string; readonly error: z.ZodError }): Refusal {
  const [issue] = error.issues
  const where = issue?.path.join('.') || (target === 'json' ? 'the body' : target)
  return refuse(
    'invalid_request',
    `${where}: ${issue?.message ?? 'is wrong'}.`,
    'See /api/v1/openapi.json for its shape.',
  )
}

function unreadableBody({ status }: HTTPException): Refusal {
  return status === 415
    ? refuse(
        'unsupported_media_type',
        'The body must be JSON.',
        'Send it with Content-Type: application/json.',
      )
    : refuse('invalid_request', 'The body is not JSON that can be read.', 'Send one JSON object in UTF-8.')
}

const bodyTooLarge = refuse('body_too_large', 'A body may have at most 64 KiB.', 'Send less in one request.')
