/** One question to an authorization server: `oauth4webapi` words it and reads the answer, `http/` carries it. */
import type { Secret } from '@latchkey/protocol'
import { refused } from '@latchkey/tokens'
import type * as OAuth from 'oauth4webapi'
import { type AuthError, authError } from '../errors.ts'
import { isPrivate, userAgent } from '../http/index.ts'
import type { Endpoints } from '../registry/index.ts'
import type { Asking } from './house.ts'
import { type Later, type No, whyNot } from './no.ts'

/** Milliseconds for a whole answer, as one that drips is none: two of these are less than what others wait for the lock that is held meanwhile. */
const within = 10_000
const maximumBytes = 64 * 1024

type Options = Pick<OAuth.TokenEndpointRequestOptions, typeof OAuth.customFetch>

/** Loaded with the first question: it takes longer than the rest of this library, and most programs ask none. */
type Words = typeof OAuth

export interface Question<T> {
  readonly endpoints: Endpoints
  /** As which client it was that a login was made; the registry's own otherwise. */
  readonly clientId?: string | undefined
  /** Never repeated, whatever the answer quotes. */
  readonly sent: readonly Secret[]
  readonly signal?: AbortSignal | undefined
  request(
    words: Words,
    server: OAuth.AuthorizationServer,
    client: OAuth.Client,
    options: Options,
  ): Promise<Response>
  read(words: Words, server: OAuth.AuthorizationServer, client: OAuth.Client, response: Response): Promise<T>
}

export async function ask<T>(
  { registry, http, machine }: Asking,
  question: Question<T>,
): Promise<T | No | Later | AuthError> {
  const { endpoints, clientId = registry.clientId, sent, signal } = question
  const words = await import('oauth4webapi')
  const server = serverOf(endpoints)
  const client = { client_id: clientId }
  let failure: AuthError | undefined

  const customFetch = async (url: string, { method, headers, body }: FetchInit): Promise<Response> => {
    const answer = isPrivate(new URL(url))
      ? await http.send({
          ...{
            url,
            method,
            headers: { ...headers, 'user-agent': userAgent },
            within,
            maximumBytes,
            redirects: 0,
          },
          ...(body !== undefined && { body }),
          ...(signal && { signal }),
        })
      : inTheOpen(url)
    if (!refused(answer)) return answer
    failure = answer
    throw new Error(answer.message)
  }

  let response: Response | undefined
  try {
    response = await question.request(words, server, client, {
      [words.customFetch]: customFetch,
      // Which of them are fine is said below.
      [words.allowInsecureRequests]: true,
    } as Options)
    return await question.read(words, server, client, response)
  } catch (thrown) {
    if (failure !== undefined) return failure
    if (response === undefined) throw thrown
    return whyNot(thrown, response, sent, machine.clock.now())
  }
}

type FetchInit = OAuth.CustomFetchOptions<'GET' | 'POST', URLSearchParams | undefined>

export function serverOf(endpoints: Endpoints): OAuth.AuthorizationServer {
  const { issuer, token, deviceAuthorization, authorization, revocation } = endpoints
  return {
    issuer,
    token_endpoint: token,
    ...(deviceAuthorization !== undefined && { device_authorization_endpoint: deviceAuthorization }),
    ...(authorization !== undefined && { authorization_endpoint: authorization }),
    ...(revocation !== undefined && { revocation_endpoint: revocation }),
  }
}

function inTheOpen(url: string): AuthError<'invalid_configuration'> {
  return authError(
    'invalid_configuration',
    `${new URL(url).origin} is not encrypted: whoever stands in between would read the secret.`,
    'Use the https address of the registry.',
  )
}
