/**
 * A registry as strict as hex.pm's: a refresh token is good for once, and presenting it again ends the whole login,
 * whoever presents it and however soon. For tests of clients; it keeps everything in memory.
 */
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** As the token endpoint answers (RFC 6749, 5.1). */
export interface StrictTokens {
  readonly access_token: string
  readonly refresh_token?: string
  readonly token_type: 'bearer'
  /** Seconds. */
  readonly expires_in: number
  readonly scope: string
}

export interface StrictServer extends AsyncDisposable {
  readonly origin: string
  /** Requests at the token endpoint, by grant type: `refresh_token`. */
  readonly asked: ReadonlyMap<string, number>
  /** How many logins were asked for by device code, and how many were ended because a token was presented twice. */
  readonly devices: number
  readonly ended: number
  /** A login as if somebody had just let a client in. */
  logIn(): StrictTokens
  /** Lets in every device that waits for it, and every later one. */
  approve(): void
  /** Ends every access token, as if its time had come. A process of its own asks for it by `POST /expire`. */
  expireAll(): void
  /** Every access token that was ever given, oldest first; those that were given back, too. */
  issued(): readonly string[]
}

export interface StrictServerOptions {
  /** Milliseconds before the token endpoint answers, after it has done its part: time to kill somebody in. */
  readonly answersAfter?: number
  /** Seconds that an access token is good for: 1800 unless told. */
  readonly lifetime?: number
  /** A port that was given before; any that is free unless told. */
  readonly port?: number
}

interface Family {
  ended: boolean
  current: string
}

const scope = 'api repositories'
const deviceGrant = 'urn:ietf:params:oauth:grant-type:device_code'

export async function startStrictServer({
  answersAfter = 0,
  lifetime = 1_800,
  port = 0,
}: StrictServerOptions = {}): Promise<StrictServer> {
  const families = new Map<string, Family>()
  const access = new Map<string, { readonly family?: Family; expired: boolean }>()
  const given: string[] = []
  const waiting = new Set<string>()
  const asked = new Map<string, number>()
  let devices = 0
  let ended = 0
  let approves = false

  const secret = () => randomBytes(24).toString('base64url')

  function issue(family: Family | undefined): StrictTokens {
    const token = secret()
    given.push(token)
    access.set(token, { ...(family && { family }), expired: false })
    const tokens = { access_token: token, token_type: 'bearer', expires_in: lifetime, scope } as const
    if (family === undefined) return tokens
    family.current = secret()
    families.set(family.current, family)
    return { ...tokens, refresh_token: family.current }
  }

  function expireAll(): void {
    for (const token of access.values()) token.expired = true
  }

  const logIn = () => issue({ ended: false, current: '' })

  function grant(form: URLSearchParams): StrictTokens | { readonly error: string } {
    const kind = form.get('grant_type') ?? ''
    asked.set(kind, (asked.get(kind) ?? 0) + 1)
    if (kind === 'client_credentials') return issue(undefined)
    if (kind === 'refresh_token') {
      const presented = form.get('refresh_token') ?? ''
      const family = families.get(presented)
      if (family === undefined || family.ended) return { error: 'invalid_grant' }
      if (family.current === presented) return issue(family)
      family.ended = true
      ended += 1
      return { error: 'invalid_grant' }
    }
    if (kind !== deviceGrant) return { error: 'unsupported_grant_type' }
    const code = form.get('device_code') ?? ''
    if (!waiting.has(code)) return { error: 'invalid_grant' }
    if (!approves) return { error: 'authorization_pending' }
    waiting.delete(code)
    return logIn()
  }

  function askDevice() {
    devices += 1
    const device_code = secret()
    waiting.add(device_code)
    const verification_uri = `${origin}/device`
    return { device_code, user_code: 'BCDF-GHJK', verification_uri, expires_in: 600, interval: 1 }
  }

  function revoke(form: URLSearchParams) {
    const presented = form.get('token') ?? ''
    const family = families.get(presented) ?? access.get(presented)?.family
    if (family !== undefined) family.ended = true
    access.delete(presented)
    return {}
  }

  /** Who am I: 200 with a token that is good. */
  function whoAmI(request: IncomingMessage, response: ServerResponse) {
    const token = access.get(/^Bearer (.*)$/.exec(request.headers.authorization ?? '')?.[1] ?? '')
    if (token !== undefined && !token.expired && !token.family?.ended) return { username: 'ada' }
    response.statusCode = 401
    const error = token?.expired ? 'token_expired' : 'invalid_token'
    response.setHeader('www-authenticate', `Bearer realm="strict", error="${error}"`)
    return { error }
  }

  const server = createServer(async (request, response) => {
    let body = ''
    for await (const piece of request.setEncoding('utf8')) body += piece
    const form = new URLSearchParams(body)
    response.setHeader('content-type', 'application/json')
    response.setHeader('cache-control', 'no-store')
    const { pathname } = new URL(request.url ?? '', origin)
    const answer = (content: object): void => {
      response.end(JSON.stringify(content))
    }
    switch (`${request.method} ${pathname}`) {
      case 'GET /.well-known/oauth-authorization-server':
        return answer(metadata(origin))
      case 'POST /oauth/device_authorization':
        return answer(askDevice())
      case 'POST /oauth/token': {
        const granted = grant(form)
        if ('error' in granted) response.statusCode = 400
        // Done, whether or not anybody is there to hear of it.
        if (answersAfter > 0) await new Promise(resolve => setTimeout(resolve, answersAfter))
        return answer(granted)
      }
      case 'POST /oauth/revoke':
        return answer(revoke(form))
      case 'POST /expire':
        expireAll()
        return answer({})
      case 'GET /whoami':
      case 'GET /api/v1/validate':
        return answer(whoAmI(request, response))
    }
    response.statusCode = 404
    answer({ error: 'not_found' })
  })
  await once(server.listen(port, '127.0.0.1'), 'listening')
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`

  return {
    origin,
    asked,
    get devices() {
      return devices
    },
    get ended() {
      return ended
    },
    logIn,
    approve() {
      approves = true
    },
    expireAll,
    issued: () => [...given],
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await once(server.close(), 'close')
    },
  }
}

function metadata(issuer: string) {
  return {
    issuer,
    token_endpoint: `${issuer}/oauth/token`,
    device_authorization_endpoint: `${issuer}/oauth/device_authorization`,
    revocation_endpoint: `${issuer}/oauth/revoke`,
    grant_types_supported: [deviceGrant, 'refresh_token', 'client_credentials'],
    token_endpoint_auth_methods_supported: ['none'],
  }
}
