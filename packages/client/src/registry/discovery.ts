/** What an authorization server says of itself (RFC 8414), asked once and believed for an hour. */
import { refused } from '@latchkey/tokens'
import { type AuthError, authError } from '../errors.ts'
import { type Http, readJson } from '../http/index.ts'
import type { Clock } from '../machine.ts'
import type { Endpoints } from './registry.ts'

const believed = 3_600_000
const limits = { maximumBytes: 256 * 1024, redirects: 0, within: 10_000 }

/** `issuer` is the address that was configured. What went wrong is not remembered. */
export function createDiscovery(
  issuer: string,
  { http, clock }: { readonly http: Http; readonly clock: Pick<Clock, 'monotonic'> },
): () => Promise<Endpoints | AuthError> {
  let known: { readonly until: number; readonly endpoints: Promise<Endpoints | AuthError> } | undefined
  return async () => {
    if (known === undefined || clock.monotonic() >= known.until) {
      known = { until: clock.monotonic() + believed, endpoints: discover(issuer, http) }
    }
    const asked = known
    const endpoints = await asked.endpoints
    if (refused(endpoints) && known === asked) known = undefined
    return endpoints
  }
}

async function discover(issuer: string, http: Http): Promise<Endpoints | AuthError> {
  const { origin, pathname } = new URL(issuer)
  // RFC 8414, 3.1: the well-known part goes between the host and the path of the issuer.
  const url = `${origin}/.well-known/oauth-authorization-server${pathname === '/' ? '' : pathname}`
  const answer = await http.send({ url, headers: { accept: 'application/json' }, ...limits })
  if (refused(answer)) return answer
  if (answer.status !== 200) {
    await answer.body?.cancel()
    return answer.status >= 500 || answer.status === 429 ? notNow(issuer, answer) : noRegistry(issuer, answer)
  }
  const body = await readJson(answer)
  return refused(body) ? body : readMetadata(issuer, body.value)
}

/** RFC 8414, 3.3: the issuer MUST be identical to what was asked about; else another could answer for it. */
function readMetadata(issuer: string, value: unknown): Endpoints | AuthError {
  const said: Readonly<Record<string, unknown>> =
    typeof value === 'object' && value !== null ? { ...value } : {}
  if (said['issuer'] !== issuer) {
    return authError(
      'invalid_configuration',
      `${issuer} calls itself ${typeof said['issuer'] === 'string' ? JSON.stringify(said['issuer'].slice(0, 200)) : 'nothing'}.`,
      'Configure the address that it calls itself, if that is the registry that you mean.',
    )
  }
  const endpoint = (name: string) => ownAddress(said[`${name}_endpoint`], issuer)
  const token = endpoint('token')
  if (token === undefined) return noToken(issuer)
  const [deviceAuthorization, authorization, revocation] = [
    'device_authorization',
    'authorization',
    'revocation',
  ].map(endpoint)
  const [unseen, ecosystems] = [
    textsIn(said['latchkey_unseen_caveats']),
    textsIn(said['latchkey_ecosystems']),
  ]
  return {
    issuer,
    token,
    ...(deviceAuthorization !== undefined && { deviceAuthorization }),
    ...(authorization !== undefined && { authorization }),
    ...(revocation !== undefined && { revocation }),
    ...(unseen && { unseenCaveats: unseen }),
    ...(ecosystems && { ecosystems }),
  }
}

function textsIn(value: unknown): readonly string[] | undefined {
  return Array.isArray(value) ? value.filter(each => typeof each === 'string') : undefined
}

/** What is sent there are secrets: to the issuer's own origin, or nowhere. */
function ownAddress(value: unknown, issuer: string): string | undefined {
  if (typeof value !== 'string' || !URL.canParse(value)) return undefined
  const { origin, username, password } = new URL(value)
  return origin === new URL(issuer).origin && username === '' && password === '' ? value : undefined
}

function noToken(issuer: string): AuthError<'bad_answer'> {
  return authError(
    'bad_answer',
    `${issuer} names no token endpoint of its own.`,
    'Check the address of the registry, or tell whoever runs it.',
  )
}

function noRegistry(issuer: string, { status }: Response): AuthError<'invalid_configuration'> {
  return authError(
    'invalid_configuration',
    `${issuer} is no registry that people can log in to: it answered ${status} where its metadata should be.`,
    'Check the address of the registry.',
  )
}

function notNow(issuer: string, { status }: Response): AuthError<'bad_answer'> {
  return authError('bad_answer', `${issuer} answered ${status}.`, 'Wait a little, then try again.')
}
