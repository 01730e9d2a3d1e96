/** Puts the API together: credential, decision, schemas, operation; and the description of all that. */
import { OpenAPIHono, type RouteConfig, type z } from '@hono/zod-openapi'
import { readCarrier } from '@latchkey/protocol'
import { normalPackageName, type Refusal, refuse, refused } from '@latchkey/tokens'
import type { Context, MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { HTTPException } from 'hono/http-exception'
import type { Allowed } from '../access/index.ts'
import { statusOf } from '../http/index.ts'
import { errorResponse, internalError, methodNotAllowed, notFound } from './errors.ts'
import type { ApiHouse } from './house.ts'
import type { Operation } from './operation.ts'
import { operations } from './operations.ts'
import { actionOf, authorize, type Parameters } from './permission.ts'
import { errorSchema } from './schemas.ts'

export interface Api {
  fetch(request: Request, peer: { readonly address: string | undefined }): Promise<Response>
}

interface Environment {
  Bindings: { address: string | undefined }
  Variables: { allowed: Allowed }
}

const base = '/api/v1'
const bodyMaximum = 64 * 1024

/** `report` hears of what should never happen: an operation that threw. */
export function createApi(house: ApiHouse & { readonly report: (error: unknown) => void }): Api {
  const app = new OpenAPIHono<Environment>({
    defaultHook: (result, _context) => (result.success ? undefined : errorResponse(invalid(result))),
  })
  app.use(bodyLimit({ maxSize: bodyMaximum, onError: () => errorResponse(bodyTooLarge) }))
  app.openAPIRegistry.registerComponent('securitySchemes', 'token', { type: 'http', scheme: 'bearer' })
  app.get(`${base}/openapi.json`, context => context.json(describeApi(app, house.origin)))
  for (const operation of operations) {
    app.openapi(routeOf(operation, gate(operation, house)), context => run(operation, context, house))
  }
  for (const path of new Set(operations.map(operation => operation.path))) {
    const allowed = operations.filter(each => each.path === path).map(each => each.method.toUpperCase())
    app.all(honoPath(path), context => methodNotAllowed(context.req.method, allowed))
  }
  app.notFound(() => errorResponse(notFound))
  app.onError(error => {
    if (error instanceof HTTPException && error.status < 500)
      return errorResponse(unreadable(error), error.status)
    house.report(error)
    return errorResponse(internalError)
  })

  return {
    async fetch(request, { address }) {
      const response = await app.fetch(request, { address })
      response.headers.set('x-content-type-options', 'nosniff')
      if (!response.headers.has('cache-control')) response.headers.set('cache-control', 'no-store')
      return response
    },
  }
}

/** Who is it, and may they: before anything of the request but its head is read. */
function gate(operation: Operation, house: ApiHouse): MiddlewareHandler<Environment> {
  return async (context, next) => {
    if (new URL(context.req.url).searchParams.has('access_token')) return errorResponse(tokenInQuery)
    const header = context.req.header('authorization')
    const presented = readCarrier(header === undefined ? [] : [header])
    if (refused(presented)) return errorResponse(presented)
    const { address } = context.env
    const userAgent = context.req.header('user-agent')
    const credential = await house.credentials.authenticate(presented, { address, userAgent })
    if (refused(credential)) return errorResponse(credential)
    const parameters = normalized(context.req.param() as Parameters)
    const allowed = await authorize(operation.permission, credential, parameters, address, house)
    if (refused(allowed)) return errorResponse(allowed, decisionStatus(allowed))
    context.set('allowed', allowed)
    return next()
  }
}

async function run(operation: Operation, context: Context<Environment>, house: ApiHouse): Promise<Response> {
  const valid = (part: 'param' | 'query' | 'json') => context.req.valid(part as never) ?? {}
  const result = await operation.run(
    {
      parameters: valid('param'),
      query: valid('query'),
      body: valid('json'),
      allowed: context.get('allowed'),
    },
    house,
  )
  return refused(result) ? errorResponse(result) : Response.json(result, { status: operation.answer.status })
}

/** A decision is about a request that could be read: what a form would call malformed is here not allowed. */
function decisionStatus(refusal: Refusal): number {
  const status = statusOf(refusal)
  return status === 400 ? 403 : status
}

/** A package is decided on in its ecosystem's normal form, as it is stored. */
function normalized(parameters: Parameters): Parameters {
  const { ecosystem, package: name } = parameters
  if (ecosystem === undefined || name === undefined) return parameters
  return { ...parameters, package: normalPackageName(ecosystem, name) }
}

function routeOf(operation: Operation, middleware: MiddlewareHandler<Environment>): RouteConfig {
  const { id, method, path, summary, permission, parameters, query, body, answer } = operation
  const errors = (description: string) => ({
    description,
    content: { 'application/json': { schema: errorSchema } },
  })
  return {
    method,
    path: `${base}${path}`,
    operationId: id,
    summary,
    security: [{ token: [] }],
    'x-latchkey-action': actionOf(permission),
    middleware,
    request: {
      ...(parameters && { params: parameters }),
      ...(query && { query }),
      ...(body && { body: { required: true, content: { 'application/json': { schema: body } } } }),
    },
    responses: {
      [answer.status]: {
        description: answer.description,
        content: { 'application/json': { schema: answer.schema } },
      },
      '4XX': errors('Refused: the error says why and what to do.'),
      '5XX': errors('Not now: the error says when to try again.'),
    },
  }
}

function honoPath(path: string): string {
  return `${base}${path.replaceAll(/\{(\w+)\}/g, ':$1')}`
}

function describeApi(app: OpenAPIHono<Environment>, origin: string) {
  return app.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 'Latchkey',
      version: '1',
      description: 'Keys, organizations and repositories, for programs.',
    },
    servers: [{ url: origin }],
  })
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

function unreadable({ status }: HTTPException): Refusal {
  return status === 415
    ? refuse(
        'unsupported_media_type',
        'The body must be JSON.',
        'Send it with Content-Type: application/json.',
      )
    : refuse('invalid_request', 'The body is not JSON that can be read.', 'Send one JSON object in UTF-8.')
}

const bodyTooLarge = refuse('body_too_large', 'A body may have at most 64 KiB.')

/** RFC 6750 section 2.3 is not supported: addresses end up in logs. */
const tokenInQuery = refuse(
  'invalid_request',
  'A token in the address ends up in logs, so it is not looked at there.',
  'Send it as "Authorization: Bearer TOKEN", and revoke this one.',
)
