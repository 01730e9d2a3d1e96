/** A question to a registry's JSON API, with whatever credential the client finds. */
import type { CallOptions } from '@latchkey/client'
import { type Refusal, refuse, refused } from '@latchkey/tokens'
import type { OpenRegistry } from './open-registry.ts'

export interface Question {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Below the registry: `api/v1/keys`. */
  readonly path: string
  readonly query?: Readonly<Record<string, string | undefined>>
  /** Sent as JSON. */
  readonly body?: object
  readonly options?: CallOptions
}

/** The answer's JSON; where the registry says no, its own code, sentence and next step. */
export async function callApi(
  { client }: Pick<OpenRegistry, 'client'>,
  { method = 'GET', path, query = {}, body, options }: Question,
): Promise<unknown | Refusal> {
  const set = Object.entries(query).filter((pair): pair is [string, string] => pair[1] !== undefined)
  const search = set.length === 0 ? '' : `?${new URLSearchParams(set)}`
  const request = {
    method,
    headers: {
      // What a key was last used by is told by it.
      'user-agent': 'latchkey',
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  }
  const permission = method === 'GET' ? 'read' : 'write'
  const answer = await client.withApi(permission, ({ send }) => send(`${path}${search}`, request), options)
  if (refused(answer)) return answer
  const text = await answer.text()
  const value = parse(text)
  if (answer.ok) return value
  return refusalIn(value) ?? odd(client.registry.origin, answer.status)
}

function parse(text: string): unknown {
  try {
    return text === '' ? {} : JSON.parse(text)
  } catch {
    return undefined
  }
}

function refusalIn(value: unknown): Refusal | undefined {
  if (typeof value !== 'object' || value === null || !('error' in value)) return undefined
  const { code, message, next } = value.error as Readonly<Record<string, unknown>>
  if (typeof code !== 'string' || typeof message !== 'string') return undefined
  return refuse(code, message, typeof next === 'string' ? next : 'Type: latchkey explain')
}

function odd(origin: string, status: number): Refusal<'bad_answer'> {
  return refuse(
    'bad_answer',
    `${origin} answered ${status}, and not as a Latchkey does.`,
    'Check the address of the registry: latchkey doctor',
  )
}
