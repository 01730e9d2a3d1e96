/** A real Latchkey that listens in this process, people who let clients in, and the clients. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseScopes, Secret } from '@latchkey/protocol'
import { type Refusal, refused } from '@latchkey/tokens'
import { preconfigured } from '../../../../server/src/clients/index.ts'
import {
  openWholeHouse,
  password,
  type WholeHouse,
} from '../../../../server/src/serve/testing/whole-house.ts'
import { testEngines } from '../../../../server/src/storage/testing/stores.ts'
import { type Credential, loginName } from '../../credential.ts'
import type { AuthError } from '../../errors.ts'
import { createMemoryLocks, type Locks } from '../../single-flight/index.ts'
import { createMemoryStore, type Store } from '../../stores/index.ts'
import { thisMachine } from '../../this-machine.ts'
import { type AuthClient, type AuthClientOptions, createAuthClient } from '../index.ts'

/** What the programs of one person share. */
export interface Shared {
  readonly store: Store
  readonly locks: Locks
}

export const shared = (): Shared => ({
  store: createMemoryStore(),
  locks: createMemoryLocks(thisMachine().clock),
})

type Session =
  Awaited<ReturnType<WholeHouse['rooms']['sessions']['signIn']>> extends infer Answer
    ? Exclude<Answer, Refusal> extends { readonly session: infer Current }
      ? Current
      : never
    : never

export interface LatchkeyHouse extends WholeHouse {
  /** A program of somebody who sits before it. */
  clientOf(place: Shared, more?: Partial<AuthClientOptions>): AuthClient
  sessionOf(username: string): Promise<Session>
  /** For that scope, where it is not the usual one. */
  letIn(userCode: string, session: Session, scope?: string): Promise<void>
  /** As the page does it that a browser was sent to, once this person has signed in and said yes; back to the client. */
  agree(page: URL, session: Session): Promise<void>
  /** A login that was made before, kept where the programs look. */
  logIn(session: Session): Promise<Shared & { readonly login: Credential }>
  keep(place: Shared, login: Credential): Promise<void>
  kept(place: Shared): Promise<Credential | undefined>
  /** As any client of OAuth would. */
  revoke(token: Secret | undefined): Promise<void>
  /** What the server says to a token, as a status. */
  statusOf(token: Secret | undefined): Promise<number>
}

export const from = { address: '127.0.0.1', client: 'Firefox' }

export async function openLatchkey(): Promise<LatchkeyHouse> {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-client-'))
  const [embedded] = testEngines
  if (embedded === undefined) throw new Error('There is an embedded engine.')
  const house = await openWholeHouse(await embedded.newUrl(folder), folder)
  const name = loginName(house.origin)

  async function post(endpoint: string, form: Record<string, string>): Promise<Record<string, string>> {
    const sent = { method: 'POST', body: new URLSearchParams({ client_id: 'latchkey', ...form }) }
    const text = await (await fetch(`${house.origin}/oauth/${endpoint}`, sent)).text()
    return text === '' ? {} : JSON.parse(text)
  }

  const keep: LatchkeyHouse['keep'] = async ({ store }, login) =>
    void value(await store.change<never>(() => ({ [name]: login })))

  const letIn: LatchkeyHouse['letIn'] = async (userCode, session, scope = 'api repositories') => {
    const { deviceAuthorizations } = house.rooms
    const scopes = value(parseScopes(scope))
    value(await deviceAuthorizations.open(userCode, session, from))
    value(await deviceAuthorizations.approve(userCode, session, { scopes }, from))
  }

  return {
    ...house,
    ...{ keep, letIn },

    async agree(page, session) {
      const seen = await fetch(page, { redirect: 'manual' })
      const [of, to] = [(name: string) => page.searchParams.get(name) ?? '', seen.headers.get('location')]
      if (seen.status !== 303 || !to?.includes('/login')) throw new Error('Nobody was asked to sign in.')
      const client = preconfigured.find(({ id }) => id === of('client_id'))
      if (client === undefined) throw new Error('The client is part of the program.')
      const scopes = value(parseScopes(of('scope')))
      const redirectUri = of('redirect_uri')
      const asked = { client, redirectUri, codeChallenge: of('code_challenge'), scopes, asked: scopes }
      const code = value(await house.rooms.authorizationCodes.issue(asked, session, from))
      const back = new URL(redirectUri)
      back.search = new URLSearchParams({
        code: code.expose(),
        state: of('state'),
        iss: house.origin,
      }).toString()
      const answer = await fetch(back)
      if (!answer.ok) throw new Error(await answer.text())
    },

    clientOf(place, more) {
      const machine = { ...thisMachine(), environment: {}, interactive: true }
      return value(createAuthClient({ registry: house.origin, machine, ...place, ...more }))
    },

    async sessionOf(username) {
      const attempt = { username, password, address: from.address, userAgent: 'Firefox' }
      return value(await house.rooms.sessions.signIn(attempt)).session
    },

    async logIn(session) {
      const { user_code = '', device_code = '' } = await post('device_authorization', {
        scope: 'api repositories',
      })
      await letIn(user_code, session)
      const grant_type = 'urn:ietf:params:oauth:grant-type:device_code'
      const { access_token = '', refresh_token = '' } = await post('token', { grant_type, device_code })
      const place = shared()
      const login: Credential = {
        ...{ origin: house.origin, pathPrefix: '/', kind: 'login', source: 'login', clientId: 'latchkey' },
        ...{ scopes: ['api', 'repositories'], receivedAt: Date.now(), expiresAt: Date.now() + 1_800_000 },
        ...{ token: new Secret(access_token), refreshToken: new Secret(refresh_token) },
      }
      await keep(place, login)
      return { ...place, login }
    },

    kept: async ({ store }) => value(await store.read())[name],

    async revoke(token) {
      await post('revoke', { token: token?.expose() ?? '' })
    },

    async statusOf(token) {
      const headers = { authorization: `Bearer ${token?.expose()}` }
      return (await fetch(`${house.origin}/api/v1/validate`, { headers })).status
    },

    async close() {
      await house.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** The value, or a failed test. */
export function value<T>(answer: T | AuthError | Refusal): T {
  if (refused(answer)) throw new Error(`${answer.code}: ${answer.message}`)
  return answer as T
}
