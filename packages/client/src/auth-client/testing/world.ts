/** A hex.pm that answers as it is told, a person, and a client between them; by a clock that passes while somebody sleeps. */
import { Secret } from '@latchkey/protocol'
import { refused } from '@latchkey/tokens'
import { type Credential, loginName } from '../../credential.ts'
import type { AuthError } from '../../errors.ts'
import { hexpm } from '../../registry/index.ts'
import { createMemoryLocks } from '../../single-flight/index.ts'
import { manualClock } from '../../single-flight/testing/clocks.ts'
import { random } from '../../single-flight/testing/random.ts'
import { createMemoryStore, type Store, type StoreState } from '../../stores/index.ts'
import { type AuthClientOptions, type AuthorizedRequest, type Callbacks, createAuthClient } from '../index.ts'

const origin = 'https://hex.pm'
export const minute = 60_000

export interface Sent {
  readonly url: string
  readonly form: URLSearchParams
  readonly authorization: string | undefined
  readonly otp: string | undefined
}

export type Answering = (sent: Sent) => Response | Promise<Response>

export interface WorldOptions extends Partial<Omit<AuthClientOptions, 'callbacks'>> {
  /** The API and the repositories. 200 unless told. */
  readonly answer?: Answering
  /** The token endpoint, but for device codes: those are let in at once. A new login unless told. */
  readonly tokens?: Answering
  readonly stored?: StoreState
  readonly callbacks?: Callbacks
  readonly environment?: Readonly<Record<string, string>>
  readonly interactive?: boolean
}

export function world({
  answer = () => new Response(),
  tokens = () => granted('new'),
  ...options
}: WorldOptions = {}) {
  const clock = manualClock()
  const sent: Sent[] = []
  const written: StoreState[] = []
  const memory = createMemoryStore(options.stored)
  const store: Store = {
    ...memory,
    async change(update, how) {
      const state = await memory.change(update, how)
      if (!refused(state)) written.push(state as StoreState)
      return state
    },
  }
  const fetch: typeof globalThis.fetch = async (input, init = {}) => {
    const headers = new Headers(init.headers)
    const body =
      init.body instanceof URLSearchParams ? init.body : new URLSearchParams(String(init.body ?? ''))
    const [authorization, otp] = [
      headers.get('authorization') ?? undefined,
      headers.get('x-hex-otp') ?? undefined,
    ]
    const request = { url: String(input), form: body, authorization, otp }
    sent.push(request)
    const { pathname } = new URL(request.url)
    if (pathname === '/api/oauth/device_authorization') return deviceAuthorization()
    if (pathname !== '/api/oauth/token') return answer(request)
    return body.get('grant_type')?.endsWith('device_code') ? granted('device') : tokens(request)
  }
  const client = createAuthClient({
    registry: hexpm({ clientId: 'a-tool' }),
    locks: createMemoryLocks(clock),
    ...options,
    store: options.store ?? store,
    machine: {
      clock,
      random,
      fetch,
      environment: options.environment ?? {},
      interactive: options.interactive ?? true,
    },
    callbacks: { showLogin: () => undefined, ...options.callbacks },
  })
  const isOAuth = ({ url }: Sent) => url.includes('/oauth/')
  return {
    client: must(client),
    clock,
    /** Every state that was kept, oldest first. */
    written,
    kept: async (): Promise<Credential | undefined> => must(await store.read())[loginName(origin)],
    all: async (): Promise<StoreState> => must(await store.read()),
    /** What the caller's functions sent, and what was asked of the authorization server. */
    calls: () => sent.filter(each => !isOAuth(each)),
    asked: (grant: string) => sent.filter(each => each.form.get('grant_type')?.endsWith(grant)),
  }
}

/** What a program does with its request: one GET. */
export const get = (request: AuthorizedRequest) => request.send('packages/plug')

export function loginFor(lifetime: number, more: Partial<Credential> = {}): StoreState {
  const now = manualClock().now()
  const login: Credential = {
    ...{ origin, pathPrefix: '/', kind: 'login', scopes: ['api', 'repositories'], source: 'login' },
    ...{
      expiresAt: now + lifetime,
      receivedAt: now + Math.min(0, lifetime - 30 * minute),
      clientId: 'a-tool',
    },
    ...{ token: new Secret('at-old'), refreshToken: new Secret('rt-old') },
    ...more,
  }
  return { [loginName(origin)]: login }
}

export function withoutRefreshToken(state: StoreState): StoreState {
  return Object.fromEntries(
    Object.entries(state).map(([name, { refreshToken: _, ...login }]) => [name, login] as const),
  )
}

export function granted(name: string, more: object = {}): Response {
  return Response.json({
    ...{ access_token: `at-${name}`, refresh_token: `rt-${name}`, expires_in: 1800 },
    ...{ token_type: 'Bearer', scope: 'api repositories' },
    ...more,
  })
}

export function exchangedAs(name: string): Response {
  return granted(name, { refresh_token: undefined, scope: 'repositories' })
}

function deviceAuthorization(): Response {
  return Response.json({
    ...{ device_code: 'dc', user_code: 'WDJB-MJHT', expires_in: 600, interval: 5 },
    verification_uri: 'https://hex.pm/oauth/device',
  })
}

/** A 401 as hex.pm words it, or as anybody does. */
export function challenge(header: string): Response {
  return new Response(null, { status: 401, headers: { 'www-authenticate': header } })
}

export const wants = (error: string) => challenge(`Bearer realm="hex", error="${error}"`)

export function must<T>(value: T | AuthError): T {
  if (refused(value)) throw new Error(`${value.code}: ${value.message}`)
  return value as T
}

/** The token that a credential holds; the code of what went wrong; nothing. */
export function shown(value: Credential | undefined | AuthError): string | undefined {
  return refused(value) ? value.code : value?.token.expose()
}

export function codeOf(value: unknown): string {
  if (!refused(value)) throw new Error(`No refusal: ${value instanceof Response ? value.status : value}`)
  return value.code
}

/** How the client was called, as a host counts it. */
export function counted<T>(act: (request: AuthorizedRequest) => Promise<T>) {
  const requests: AuthorizedRequest[] = []
  const counting = (request: AuthorizedRequest) => {
    requests.push(request)
    return act(request)
  }
  return Object.assign(counting, { requests })
}

/** Each in its turn, then the last one for ever. */
export function inTurn<T>(...answers: readonly [() => T, ...(() => T)[]]): () => T {
  let turn = 0
  return () => {
    const answer = answers[turn] ?? answers[0]
    turn = Math.min(turn + 1, answers.length - 1)
    return answer()
  }
}
