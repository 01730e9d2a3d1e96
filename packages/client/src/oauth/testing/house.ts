/** A house for tests: a registry that answers as it is told, a clock that passes while somebody sleeps, a store in memory. */
import { Secret } from '@latchkey/protocol'
import { refused } from '@latchkey/tokens'
import { type Credential, loginName } from '../../credential.ts'
import { type AuthError, authError } from '../../errors.ts'
import type { Attachment, Http, OutgoingRequest } from '../../http/index.ts'
import type { Endpoints, Registry } from '../../registry/index.ts'
import { createMemoryLocks, createSingleFlight } from '../../single-flight/index.ts'
import { type ManualClock, manualClock } from '../../single-flight/testing/clocks.ts'
import { random } from '../../single-flight/testing/random.ts'
import { createMemoryStore, type Store } from '../../stores/index.ts'
import { createTrace } from '../../trace.ts'
import type { House } from '../house.ts'

export const origin = 'https://packages.example.com'

/** A request as it went out: its form or JSON read, its credential beside it. */
export interface Sent {
  readonly url: string
  readonly method: string
  readonly userAgent: string | undefined
  readonly form: URLSearchParams
  readonly json: unknown
  readonly authorization: string | undefined
}

export type Answering = (sent: Sent) => Response | AuthError | Promise<Response | AuthError>

export interface TestHouse extends House {
  readonly machine: { readonly clock: ManualClock; readonly random: typeof random }
  /** Everything that went out, in order. */
  readonly sent: readonly Sent[]
  /** What is kept for the registry. */
  kept(): Promise<Credential | undefined>
  keep(login: Credential | undefined): Promise<void>
}

export interface TestOptions {
  readonly registry?: Partial<Registry>
  readonly endpoints?: Partial<Endpoints>
  readonly store?: Store
}

export function testHouse(answer: Answering, { registry, endpoints, store }: TestOptions = {}): TestHouse {
  const clock = manualClock()
  const sent: Sent[] = []
  const http: Http = {
    async send(request, attachment) {
      const read = readRequest(request, attachment)
      sent.push(read)
      return answer(read)
    },
    clockOffset: () => 0,
  }
  const kept = store ?? createMemoryStore()
  const locks = createMemoryLocks(clock)
  return {
    registry: testRegistry(registry, endpoints),
    http,
    machine: { clock, random },
    store: kept,
    ...{ locks, singleFlight: createSingleFlight(locks) },
    trace: createTrace(clock),
    sent,
    kept: async () => must(await kept.read())[loginName(origin)],
    async keep(login) {
      must(
        await kept.change<never>(({ [loginName(origin)]: _, ...others }) =>
          login === undefined ? others : { ...others, [loginName(origin)]: login },
        ),
      )
    },
  }
}

function testRegistry(more: Partial<Registry> = {}, endpoints: Partial<Endpoints> = {}): Registry {
  return {
    ...{ name: 'latchkey', origin, clientId: 'latchkey', codes: { kind: 'window' } },
    api: { url: `${origin}/`, trusted: true },
    ...{ loginScopes: ['api', 'repositories'], exchangeScopes: ['repositories'] },
    endpoints: async () => ({
      ...{ issuer: origin, token: `${origin}/oauth/token`, revocation: `${origin}/oauth/revoke` },
      deviceAuthorization: `${origin}/oauth/device_authorization`,
      authorization: `${origin}/oauth/authorize`,
      unseenCaveats: [],
      ...endpoints,
    }),
    place: () => undefined,
    ...more,
  }
}

function readRequest({ url, method = 'GET', headers, body }: OutgoingRequest, attachment?: Attachment): Sent {
  const authorization = attachment?.headers['authorization']?.expose()
  const form = body instanceof URLSearchParams ? body : new URLSearchParams()
  const userAgent = headers?.['user-agent']
  const json = typeof body === 'string' ? JSON.parse(body) : undefined
  return { url, method, userAgent, form, json, authorization }
}

/** A login that was received by the clock of the house, half an hour of it. */
export function loginAt(receivedAt: number, more: Partial<Credential> = {}): Credential {
  return {
    ...{ origin, pathPrefix: '/', kind: 'login', scopes: ['api', 'repositories'], source: 'login' },
    ...{ receivedAt, expiresAt: receivedAt + 30 * 60_000, clientId: 'latchkey' },
    ...{ token: new Secret('access-0'), refreshToken: new Secret('refresh-0') },
    ...more,
  }
}

export function json(value: unknown, status = 200, headers: Readonly<Record<string, string>> = {}): Response {
  return Response.json(value, { status, headers })
}

export function tokens(generation: number, more: object = {}): Response {
  return json({
    ...{ access_token: `access-${generation}`, refresh_token: `refresh-${generation}` },
    ...{ token_type: 'Bearer', expires_in: 1800, scope: 'api repositories' },
    ...more,
  })
}

export function no(error: string, status = 400, error_description?: string): Response {
  return json({ error, error_description }, status)
}

export const offline = authError('offline', 'packages.example.com cannot be reached.', 'Try again.')

/** Each in its turn, then the last one for ever. */
export function inTurn(...answers: readonly (() => Response | AuthError | Promise<Response>)[]): Answering {
  let turn = 0
  return () => {
    const answer = answers[Math.min(turn, answers.length - 1)]
    turn += 1
    if (answer === undefined) throw new Error('Nothing is answered.')
    return answer()
  }
}

export function must<T>(value: T | AuthError): T {
  if (refused(value)) throw new Error(`${value.code}: ${value.message}`)
  return value as T
}
