/** The endpoints on a real store, and two ways to ask them: forms, and `oauth4webapi` with all its checks on. */
import { Secret } from '@latchkey/protocol'
import * as oauth from 'oauth4webapi'
import { type Account, type CurrentSession, createAccounts, createSessions } from '../../accounts/index.ts'
import { createCheapPasswords } from '../../accounts/testing.ts'
import { operator } from '../../audit/index.ts'
import {
  type AuthorizationCodes,
  createAuthorizationCodes,
  createDeviceAuthorizations,
  type DeviceAuthorizations,
} from '../../authorizations/index.ts'
import { createSmallHouse, granted, origin, type SmallHouse } from '../../credentials/testing/small-house.ts'
import { createSeededRandom } from '../../host/testing.ts'
import type { Handler, Notes } from '../../http/index.ts'
import { rawRequest } from '../../http/testing/raw-request.ts'
import { createRequestLimits, type Rates, unlimited } from '../../limits/index.ts'
import type { Organization } from '../../organizations/index.ts'
import { createPasskeys } from '../../passkeys/index.ts'
import { createSecondFactors } from '../../second-factors/index.ts'
import { secondFactorKey } from '../../second-factors/testing.ts'
import { passing } from '../../serve/passing.ts'
import type { Store } from '../../storage/index.ts'
import { createOAuth, type Door } from '../index.ts'

export { granted, origin }

export interface OAuthTestHouse extends SmallHouse {
  /** What endpoints that threw reported. */
  readonly reports: readonly unknown[]
  readonly handle: Handler
  /** The same endpoints behind another door. */
  behind(door: Door): Handler
  readonly deviceAuthorizations: DeviceAuthorizations
  readonly authorizationCodes: AuthorizationCodes
  /** Sends a form to `/oauth/...`. */
  post(path: string, form: Form, options?: PostOptions): Promise<Answer>
  /** What `oauth4webapi` is handed, so that it comes here. */
  readonly options: { readonly [oauth.customFetch]: (url: string, init: FetchInit) => Promise<Response> }
  /** What `oauth4webapi` found out about this server. */
  discover(): Promise<oauth.AuthorizationServer>
  /** A confidential client and its secret. */
  confidential(): Promise<{ readonly id: string; readonly secret: Secret }>
  /** A browser in which somebody new is signed in. */
  signedIn(username: string): Promise<CurrentSession>
  /** `acme` with the private `pypi:acme` and its package widget; an owner, a reader, and a stranger. */
  acme(): Promise<Acme>
}

type FetchInit = oauth.CustomFetchOptions<'GET' | 'POST', URLSearchParams | undefined>

export type Form = Readonly<Record<string, string | Secret>> | URLSearchParams

export interface PostOptions {
  readonly headers?: Readonly<Record<string, string>>
  /** In place of the form. */
  readonly body?: string
  readonly method?: string
  readonly address?: string
  readonly note?: (notes: Notes) => void
}

export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape.
  readonly body: any
}

export interface Acme {
  readonly organization: Organization
  readonly owner: Account
  readonly reader: Account
  readonly stranger: Account
}

const password = new Secret('nine small owls at dusk')
const formType = 'application/x-www-form-urlencoded'

export function createOAuthHouse(store: Store, rates: Partial<Rates> = {}): OAuthTestHouse {
  const small = createSmallHouse(store, createSeededRandom('oauth'))
  const reports: unknown[] = []
  const random = createSeededRandom('codes')
  const hands = { ...small, random }
  const proving = { ...hands, key: secondFactorKey, origin: 'https://packages.example.com' }
  const secondFactors = createSecondFactors(proving)
  const withPasswords = { ...hands, origin, passwords: createCheapPasswords() }
  const authorizations = { ...hands, secondFactors, passkeys: createPasskeys(proving) }
  const deviceAuthorizations = createDeviceAuthorizations(authorizations)
  const authorizationCodes = createAuthorizationCodes(authorizations)
  const oauthHouse = {
    ...small,
    ...{ deviceAuthorizations, authorizationCodes },
    standing: small.repositories,
    limits: createRequestLimits({ clock: small.clock, rates: { ...unlimited, ...rates } }),
    accessTokenLife: 30 * 60 * 1000,
    ecosystems: ['pypi', 'hex'],
    origin,
    report: (error: unknown) => reports.push(error),
    unavailability: passing,
  }
  const handle = createOAuth(oauthHouse)

  async function fetchHere(url: string, init: FetchInit): Promise<Response> {
    const request = new Request(url, { ...init, signal: null } as RequestInit)
    const { pathname, search } = new URL(request.url)
    const answer = await handle(
      rawRequest({
        ...{ method: request.method, target: pathname + search, address: '192.0.2.7' },
        headers: Object.fromEntries(request.headers),
        body: await request.text(),
      }),
    )
    return new Response(String(answer.body ?? ''), {
      status: answer.status,
      headers: answer.headers.map(([name, value]): [string, string] => [name, value]),
    })
  }
  const options = { [oauth.customFetch]: fetchHere }

  return {
    ...small,
    ...{ deviceAuthorizations, authorizationCodes, reports, handle, options },
    behind: door => createOAuth(oauthHouse, door),

    async post(path, form, { headers, body, method = 'POST', address = '192.0.2.7', note } = {}) {
      const answer = await handle(
        rawRequest({
          ...{ method, target: path, address, body: body ?? encoded(form) },
          headers: { 'content-type': formType, ...headers },
          ...(note && { note }),
        }),
      )
      const text = String(answer.body ?? '')
      return {
        status: answer.status,
        headers: new Headers(answer.headers.map(([name, value]): [string, string] => [name, value])),
        text,
        body: text === '' ? undefined : JSON.parse(text),
      }
    },

    async discover() {
      const issuer = new URL(origin)
      const response = await oauth.discoveryRequest(issuer, { ...options, algorithm: 'oauth2' })
      return oauth.processDiscoveryResponse(issuer, response)
    },

    async confidential() {
      const made = granted(
        await small.clients.create({ name: 'mirror', redirectUris: [], confidential: true }, operator),
      )
      return { id: made.client.id, secret: made.secret ?? new Secret('') }
    },

    async signedIn(username) {
      const account = { username, email: `${username}@example.com`, password }
      granted(await createAccounts(withPasswords).create(account, operator))
      const attempt = { username, password, address: '192.0.2.1', userAgent: 'Firefox' }
      return granted(await createSessions(withPasswords).signIn(attempt)).session
    },

    async acme() {
      const owner = await small.account('owner')
      const reader = await small.account('reader')
      const stranger = await small.account('stranger')
      const organization = await small.organization('acme', owner)
      await small.member(organization, reader, 'read')
      granted(
        await small.repositories.create({ organization, ecosystem: 'pypi', visibility: 'private' }, operator),
      )
      return { organization, owner, reader, stranger }
    },
  }
}

function encoded(form: Form): string {
  if (form instanceof URLSearchParams) return form.toString()
  const entries = Object.entries(form).map(([name, value]): [string, string] => [
    name,
    value instanceof Secret ? value.expose() : value,
  ])
  return new URLSearchParams(entries).toString()
}
