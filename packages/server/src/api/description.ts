/** The description of the API: OpenAPI 3.1, made from the operations that requests are checked with. */
import type { OpenAPIHono, RouteConfig } from '@hono/zod-openapi'
import type { MiddlewareHandler } from 'hono'
import type { Environment } from './environment.ts'
import type { Operation } from './operation.ts'
import { actionOf } from './permission.ts'
import { errorSchema } from './schemas.ts'

/** Where the API is. */
export const base = '/api/v1'

/** An operation as the library checks and describes it; `middleware` runs before anything is checked. */
export function routeOf(operation: Operation, middleware: MiddlewareHandler<Environment>): RouteConfig {
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

/** The description as it is served. */
export function describeApi(app: OpenAPIHono<Environment>, origin: string) {
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
