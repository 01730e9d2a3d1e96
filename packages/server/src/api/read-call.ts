/** From a request to what its operation is called with, checked by the schemas that describe it. */
import type { z } from '@hono/zod-openapi'
import { type Refusal, refuse, refused } from '@latchkey/tokens'
import type { Allowed } from '../access/index.ts'
import { refuseNull } from '../http/index.ts'
import type { Call, Operation } from './operation.ts'
import { readJson } from './read-json.ts'
import type { Asked } from './route.ts'

export async function readCall(
  operation: Operation,
  { request, path, parameters }: Asked,
  allowed: Allowed,
): Promise<Call | Refusal> {
  const query = checked(operation.query, 'query', () => queryOf(path.query))
  if (refused(query)) return query
  const named = checked(operation.parameters, 'param', () => parameters)
  if (refused(named)) return named
  const sent = operation.body && (await readJson(request))
  if (refused(sent)) return sent
  const body = checked(operation.body, 'the body', () => sent)
  if (refused(body)) return body
  const unreadable = refuseNull(textsIn(body))
  return unreadable ?? { parameters: named, query, body, allowed }
}

function checked(shape: z.ZodObject | undefined, what: string, read: () => unknown): unknown {
  if (shape === undefined) return {}
  const { success, data, error } = shape.safeParse(read())
  if (success) return data
  const [issue] = error.issues
  return refuse(
    'invalid_request',
    `${issue?.path.join('.') || what}: ${issue?.message ?? 'is wrong'}.`,
    'See /api/v1/openapi.json for its shape.',
  )
}

/** A name that is there more than once has a list, which no schema takes for a text. */
function queryOf(query: URLSearchParams): unknown {
  return Object.fromEntries(
    [...new Set(query.keys())].map(name => {
      const values = query.getAll(name)
      return [name, values.length === 1 ? values[0] : values]
    }),
  )
}

/** Every text that a JSON value holds. Its names are those of the schema. */
function* textsIn(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value
  else if (typeof value === 'object' && value !== null)
    for (const each of Object.values(value)) yield* textsIn(each)
}
