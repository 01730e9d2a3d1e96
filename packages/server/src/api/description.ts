/** The description of the API: OpenAPI 3.1, made from the operations that requests are checked with. */
import { OpenAPIRegistry, OpenApiGeneratorV31, type RouteConfig } from '@asteasolutions/zod-to-openapi'
import { base } from './base.ts'
import { burningDescribed } from './burn.ts'
import type { Operation } from './operation.ts'
import { actionOf } from './permission.ts'
import { errorSchema } from './schemas.ts'

function described(operation: Operation): RouteConfig {
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
export function describeApi(operations: readonly Operation[], origin: string): object {
  const registry = new OpenAPIRegistry()
  registry.registerComponent('securitySchemes', 'token', { type: 'http', scheme: 'bearer' })
  for (const route of [burningDescribed, ...operations.map(described)]) registry.registerPath(route)
  return new OpenApiGeneratorV31(registry.definitions).generateDocument({
    openapi: '3.1.0',
    info: {
      title: 'Latchkey',
      version: '1',
      description: 'Keys, organizations and repositories, for programs.',
    },
    servers: [{ url: origin }],
  })
}
