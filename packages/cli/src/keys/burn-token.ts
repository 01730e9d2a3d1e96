/** Kills a token by its text, and finds out what died of it. */
import type { Http } from '@latchkey/client'
import { Secret } from '@latchkey/protocol'
import { inspect, type Refusal, refuse, refused } from '@latchkey/tokens'

export interface Burned {
  /** The token alone, the key that it was, or the login that it was one of. */
  readonly died: Dead
  /** Before this, already. */
  readonly already: boolean
  /** What the registry says of it now, in a sentence. */
  readonly said: string
}

type Dead = 'token' | 'key' | 'login'

/** What a Latchkey says of a token that was killed, as its own text, with its key or with its login. */
const deadBy: Readonly<Record<string, Dead>> = {
  token_revoked: 'token',
  key_revoked: 'key',
  login_ended: 'login',
}

/**
 * `api`: the registry's own, which alone is sent the token. Whoever burns is not told by it whether that was a token at
 * all, so it is asked about it before, and after, when it has to say that it is dead.
 */
export async function burnToken(http: Http, token: Secret, api: string): Promise<Burned | Refusal> {
  const before = await whyRefused(http, token, api)
  if (refused(before)) return before
  const sent = await http.send({
    ...{ url: new URL('api/v1/keys/burn', api).href, method: 'POST', redirects: 0, within },
    ...{ headers: { 'content-type': 'text/plain' }, body: token.expose() },
  })
  if (refused(sent)) return sent
  if (sent.status !== 204) return notTaken(api, sent.status)
  if (isRefreshToken(token)) return { died: 'login', already: false, said: ofRefreshToken }
  const after = await whyRefused(http, token, api)
  if (refused(after)) return after
  const died = after.code === undefined ? undefined : deadBy[after.code]
  if (died === undefined) return after.code === undefined ? alive(api) : noToken(api, after.message)
  return { died, already: before.code === after.code, said: after.message }
}

/** It is nobody's to present but at the token endpoint, where it would be used up. */
function isRefreshToken(token: Secret): boolean {
  const inspection = inspect(token.expose())
  return !refused(inspection) && inspection.token?.kind === 'refresh'
}

const ofRefreshToken = 'The login that this refresh token was of is ended, if it was not before.'

/** Milliseconds for a whole answer. */
const within = 10_000

/** The registry's code and sentence; no code where the token is good. */
async function whyRefused(
  http: Http,
  token: Secret,
  api: string,
): Promise<{ readonly code: string | undefined; readonly message: string } | Refusal> {
  const { href, origin } = new URL('api/v1/validate', api)
  const answer = await http.send(
    { url: href, redirects: 0, within, maximumBytes: 64 * 1024 },
    { origin, pathPrefix: '/', headers: { authorization: new Secret(`Bearer ${token.expose()}`) } },
  )
  if (refused(answer)) return answer
  if (answer.ok) return { code: undefined, message: '' }
  const error = errorIn(await answer.json().catch(() => undefined))
  const isDefinite = answer.status === 401 || answer.status === 403
  return isDefinite && error !== undefined ? error : notTaken(api, answer.status)
}

function errorIn(value: unknown): { readonly code: string; readonly message: string } | undefined {
  if (typeof value !== 'object' || value === null || !('error' in value)) return undefined
  const { code, message } = value.error as Readonly<Record<string, unknown>>
  return typeof code === 'string' && typeof message === 'string' ? { code, message } : undefined
}

function notTaken(api: string, status: number): Refusal<'bad_answer'> {
  return refuse(
    'bad_answer',
    `${new URL(api).origin} answered ${status}: whether the token is dead is not known.`,
    'Try again, or revoke it on the pages of the registry.',
  )
}

function noToken(api: string, said: string): Refusal<'not_a_token_here'> {
  return refuse(
    'not_a_token_here',
    `${new URL(api).origin} killed nothing. It says of this token: ${said}`,
    'Look at what the token says of itself: latchkey token inspect',
  )
}

function alive(api: string): Refusal<'still_alive'> {
  return refuse(
    'still_alive',
    `${new URL(api).origin} still takes this token.`,
    'Try again, or revoke it on the pages of the registry.',
  )
}
