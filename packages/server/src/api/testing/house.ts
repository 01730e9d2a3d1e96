/** The API on a real store, and a client that sends tokens. */
import { type Role, Secret } from '@latchkey/protocol'
import { type Account, createAccounts } from '../../accounts/index.ts'
import { createCheapPasswords } from '../../accounts/testing.ts'
import { operator } from '../../audit/index.ts'
import type { Credentials } from '../../credentials/index.ts'
import { createSmallHouse, granted, origin, type SmallHouse } from '../../credentials/testing/small-house.ts'
import { createSeededRandom } from '../../host/testing.ts'
import type { Notes } from '../../http/index.ts'
import { rawRequest } from '../../http/testing/raw-request.ts'
import type { Organization } from '../../organizations/index.ts'
import { createSecondFactors, type SecondFactors } from '../../second-factors/index.ts'
import { secondFactorKey } from '../../second-factors/testing.ts'
import { passing } from '../../serve/passing.ts'
import type { Store } from '../../storage/index.ts'
import { createApi } from '../index.ts'

export { granted }

export interface ApiHouse extends SmallHouse {
  readonly secondFactors: SecondFactors
  /** What operations that threw reported. */
  readonly reports: readonly unknown[]
  /** Asks below `/api/v1`. */
  call(method: string, path: string, options?: CallOptions): Promise<Answer>
  /** `acme` with its repository `pypi:acme`, and a member of each role, called as their role. */
  acme(): Promise<{ readonly organization: Organization; readonly people: Readonly<Record<Role, Account>> }>
}

export interface CallOptions {
  readonly token?: Secret | string
  readonly headers?: Readonly<Record<string, string>>
  /** Sent as JSON; a string as it is. */
  readonly body?: unknown
  /** What happens elsewhere before the body has arrived. */
  readonly meanwhile?: () => Promise<unknown>
  /** Hears what is noted of the request. */
  readonly note?: (notes: Notes) => void
}

export interface Answer {
  readonly status: number
  readonly headers: Headers
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape.
  readonly body: any
}

/** `before`: what stands before the credentials, a memory for one. */
export function createApiHouse(
  store: Store,
  before: (small: SmallHouse) => Credentials = ({ credentials }) => credentials,
): ApiHouse {
  const small = createSmallHouse(store, createSeededRandom('api'))
  const accounts = createAccounts({
    store,
    clock: small.clock,
    random: createSeededRandom('accounts'),
    origin,
    passwords: createCheapPasswords(),
  })
  const secondFactors = createSecondFactors({
    ...{ store, clock: small.clock, random: createSeededRandom('second factors'), key: secondFactorKey },
    origin: 'https://packages.example.com',
  })
  const reports: unknown[] = []
  const api = createApi({
    ...{ ...small, credentials: before(small) },
    accounts,
    secondFactors,
    origin,
    report: error => reports.push(error),
    unavailability: passing,
  })

  return {
    ...small,
    ...{ secondFactors, reports },

    async call(method, path, { token, headers = {}, body, meanwhile, note } = {}) {
      const text = token instanceof Secret ? token.expose() : token
      const { pathname, search } = new URL(`${origin}/api/v1${path}`)
      const answer = await api(
        rawRequest({
          ...{ method, target: pathname + search, address: '192.0.2.7' },
          headers: {
            ...(text !== undefined && { authorization: `Bearer ${text}` }),
            ...(body !== undefined && { 'content-type': 'application/json' }),
            ...headers,
          },
          ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
          ...(meanwhile && { meanwhile }),
          ...(note && { note }),
        }),
      )
      const answered = String(answer.body ?? '')
      return {
        status: answer.status,
        headers: new Headers(answer.headers.map(([name, value]): [string, string] => [name, value])),
        body: answered === '' ? undefined : JSON.parse(answered),
      }
    },

    async acme() {
      const people = {
        owner: await small.account('owner'),
        admin: await small.account('admin-of-acme'),
        write: await small.account('write'),
        read: await small.account('read'),
      }
      const organization = await small.organization('acme', people.owner)
      for (const role of ['admin', 'write', 'read'] as const)
        await small.member(organization, people[role], role)
      granted(
        await small.repositories.create({ organization, ecosystem: 'pypi', visibility: 'private' }, operator),
      )
      return { organization, people }
    },
  }
}
