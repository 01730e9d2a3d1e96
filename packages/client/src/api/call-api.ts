/** One call of a registry's JSON API, with a credential of it. */
import { Secret } from '@latchkey/protocol'
import { refuse, refused } from '@latchkey/tokens'
import type { Credential } from '../credential.ts'
import { type AuthError, authError } from '../errors.ts'
import { placeOf, readJson, userAgent } from '../http/index.ts'
import { type Asking, isDefinite, type Later, laterOf, type No, readable } from '../oauth/index.ts'
import type { Registry } from '../registry/index.ts'

export interface ApiCall {
  readonly method?: 'GET' | 'POST'
  /** Below the API of the registry: `api/v1/validate`. */
  readonly path: string
  readonly query?: Readonly<Record<string, string | undefined>>
  /** Sent as JSON, which is where a code is. */
  readonly body?: Readonly<Record<string, string | Secret>>
  readonly signal?: AbortSignal | undefined
}

const within = 10_000
const maximumBytes = 1024 * 1024

/** What it answers, of no known shape yet; or its refusal. `untrusted_origin`: the credential is another registry's. */
export async function callApi(
  { registry, http, machine }: Asking,
  credential: Pick<Credential, 'origin' | 'token' | 'kind'>,
  { method = 'GET', path, query = {}, body, signal }: ApiCall,
): Promise<{ readonly value: unknown } | No | Later | AuthError> {
  const { origin, token } = credential
  const place = placeOf(registry.api.url)
  if (refused(place)) return place
  if (origin !== registry.origin || place.origin !== registry.origin) return ofAnother(origin, place.origin)
  const url = new URL(path, registry.api.url)
  for (const [name, value] of Object.entries(query))
    if (value !== undefined) url.searchParams.set(name, value)
  const response = await http.send(
    {
      ...{ url: url.href, method, within, maximumBytes, redirects: 0 },
      headers: {
        accept: 'application/json',
        'user-agent': userAgent,
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { body: exposed(body) }),
      ...(signal && { signal }),
    },
    { ...place, headers: { authorization: authorizationOf(credential, registry) } },
  )
  if (refused(response)) return response
  const { status } = response
  if (status !== 401 && !response.ok && !isDefinite(status)) return laterOf(response, machine.clock.now())
  const answer = await readJson(response)
  if (response.ok) return answer
  // Whatever stands in it, a 401 says that the credential is not good (RFC 9110, 15.5.2).
  const said = refused(answer) ? undefined : errorIn(answer.value)
  if (said === undefined && status !== 401) return laterOf(response, machine.clock.now())
  return noOf(said ?? { code: 'invalid_token' }, status, [token, ...secretsIn(body)])
}

/** RFC 6750, 2.1; and what Hex has always sent of its keys: the text alone. */
export function authorizationOf(
  { kind, token }: Pick<Credential, 'kind' | 'token'>,
  { bareKeys = false }: Pick<Registry, 'bareKeys'>,
): Secret {
  const text = token.expose().trim()
  return new Secret(bareKeys && (kind === 'key' || kind === 'repository-key') ? text : `Bearer ${text}`)
}

function exposed(body: NonNullable<ApiCall['body']>): string {
  const entries = Object.entries(body).map(([name, value]) => [
    name,
    value instanceof Secret ? value.expose() : value,
  ])
  return JSON.stringify(Object.fromEntries(entries))
}

function secretsIn(body: ApiCall['body'] = {}): readonly Secret[] {
  return Object.values(body).filter(value => value instanceof Secret)
}

interface Said {
  readonly code: string
  readonly message?: unknown
  readonly next?: unknown
}

/** `{ "error": { code, message, next } }`. */
function errorIn(value: unknown): Said | undefined {
  if (typeof value !== 'object' || value === null || !('error' in value)) return undefined
  const { error } = value
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined
  const { code } = error
  return typeof code === 'string' && /^[a-z0-9_]{1,64}$/.test(code) ? { ...error, code } : undefined
}

function noOf({ code, message, next }: Said, status: number, sent: readonly Secret[]): No {
  const refusal = refuse(
    code,
    readable(message, sent) ?? `The registry answered ${status}.`,
    readable(next, sent) ?? 'Log in again.',
  )
  return Object.freeze({ ...refusal, kind: 'no' as const, status })
}

function ofAnother(theirs: string, ours: string): AuthError<'untrusted_origin'> {
  return authError(
    'untrusted_origin',
    `A credential of ${theirs} is not sent to ${ours}.`,
    `Log in to ${ours}.`,
  )
}
