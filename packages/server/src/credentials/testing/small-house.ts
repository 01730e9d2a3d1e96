/** A small house for tests: the rooms up to `credentials/` on a real store, and short ways to fill them. */
import { type PresentedCredential, type Role, readCarrier, type Secret } from '@latchkey/protocol'
import { type Refusal, refused } from '@latchkey/tokens'
import {
  type Allowed,
  type Attempt,
  type Authorizer,
  type Credential,
  createAuthorizer,
  type Decision,
  decideAgain,
  type Judge,
  type SessionCredential,
} from '../../access/index.ts'
import {
  type Account,
  type Accounts,
  createAccounts,
  createPasswords,
  insertAccount,
  type PasswordHash,
} from '../../accounts/index.ts'
import { type Audit, createAudit, operator } from '../../audit/index.ts'
import { type Client, type Clients, createClients } from '../../clients/index.ts'
import { newId, type RandomBytes } from '../../host/index.ts'
import { createManualClock, createSeededRandom, type ManualClock } from '../../host/testing.ts'
import {
  type AllowForm,
  type CreatedKey,
  createKeys,
  createMasterKeys,
  type Keys,
  keyCaveats,
  type MasterKeys,
} from '../../keys/index.ts'
import { createLogins, type Login, type Logins, type TokenSet } from '../../logins/index.ts'
import { createOutbox } from '../../mail/index.ts'
import { createOrganizations, type Organization, type Organizations } from '../../organizations/index.ts'
import { createRepositories, type Repositories } from '../../repositories/index.ts'
import { createSecondFactors, type OpenedWith, type SecondFactors } from '../../second-factors/index.ts'
import { secondFactorKey } from '../../second-factors/testing.ts'
import { type Answers, createAnswers, type Store } from '../../storage/index.ts'
import { type Credentials, createCredentials } from '../credentials.ts'

export const origin = 'https://packages.example.com'

export interface SmallHouse {
  readonly store: Store
  readonly answers: Answers
  readonly clock: ManualClock
  readonly origin: string
  readonly accounts: Accounts
  readonly secondFactors: SecondFactors
  readonly organizations: Organizations
  readonly repositories: Repositories
  readonly keys: Keys
  readonly clients: Clients
  readonly logins: Logins
  readonly masterKeys: MasterKeys
  readonly credentials: Credentials
  readonly authorizer: Authorizer
  readonly audit: Audit
  account(username: string): Promise<Account>
  /** An organization with its first owner. */
  organization(name: string, owner: Account): Promise<Organization>
  /** Makes somebody a member, or changes the role. */
  member(organization: Organization, account: Account, role: Role): Promise<void>
  /** The proof that a session may do this; throws where it may not. */
  allowed(credential: Credential, attempt: Attempt): Promise<Allowed>
  /** As a request is: decided once, and then again in the transaction of the change. */
  judge(credential: Credential, attempt: Attempt): Promise<Judge>
  /** A person's own key. */
  keyOf(account: Pick<Account, 'id'>, allow: readonly AllowForm[], more?: KeyMore): Promise<CreatedKey>
  /** A key of an organization, made on the machine itself. */
  keyOfOrganization(organization: Organization, role: Role, allow: readonly AllowForm[]): Promise<CreatedKey>
  /** A login of that account, and the tokens of its first generation. */
  loginOf(account: Pick<Account, 'id'>, more?: LoginMore): Promise<{ login: Login; tokens: TokenSet }>
  authenticate(token: Secret | string): Promise<Credential | Refusal>
  /** What a token may do: authenticated and decided. */
  ask(token: Secret | string | undefined, attempt: Attempt): Promise<Answer>
}

/** A decision, or why there was no credential to decide about. */
export type Answer =
  | Exclude<Decision, { answer: 'refused' }>
  | { readonly answer: 'refused'; readonly refusal: Refusal }

export interface KeyMore {
  readonly expiresAt?: number | 'never'
  readonly networks?: readonly string[]
}

export interface LoginMore {
  readonly client?: Client
  readonly scope?: string
  readonly deviceName?: string
  /** Where a code was given while it was let in. */
  readonly window?: OpenedWith
}

/** The client that logs in where no other is said. */
export const ownClient: Client = {
  ...{ id: 'latchkey', name: 'latchkey', kind: 'public', preconfigured: true },
  redirectUris: [],
}

/** A session of that account, as the pages would make it. */
export function sessionOf({ id, administrator }: Account): SessionCredential {
  return { kind: 'session', principal: { kind: 'account', id }, administrator, authenticatedAt: 0 }
}

/** The value, or a failed test. */
export function granted<T>(value: T | Refusal): T {
  if (refused(value)) throw new Error(`${value.code}: ${value.message}`)
  return value
}

export function createSmallHouse(store: Store, random: RandomBytes = createSeededRandom()): SmallHouse {
  const clock = createManualClock()
  const hands = { store, clock, random }
  const masterKeys = createMasterKeys({ minting: 'm1', keys: new Map([['m1', random(32)]]) })
  const accounts = createAccounts({ ...hands, origin, passwords: createPasswords({ random }) })
  const secondFactors = createSecondFactors({ ...hands, key: secondFactorKey, origin })
  const organizations = createOrganizations(hands)
  const repositories = createRepositories({ ...hands, ecosystems: ['pypi', 'hex'] })
  const keys = createKeys({ ...hands, masterKeys, origin })
  const logins = createLogins({ ...hands, masterKeys, origin })
  const clients = createClients({ ...hands, endLogins: logins.endAllOfClient })
  const credentials = createCredentials({ keys, logins, masterKeys, clock, origin })
  const authorizer = createAuthorizer({ standing: repositories, credentials, clock, origin })
  const answers = createAnswers(store)
  const allowed: SmallHouse['allowed'] = async (credential, attempt) => {
    const decision = await authorizer.authorize(credential, attempt)
    if (decision.answer !== 'allowed') throw new Error(JSON.stringify(decision))
    return decision.proof
  }
  let made = 0

  const house: SmallHouse = {
    ...{
      store,
      answers,
      clock,
      origin,
      accounts,
      secondFactors,
      organizations,
      repositories,
      keys,
      clients,
      logins,
      masterKeys,
      credentials,
      authorizer,
    },
    audit: createAudit({ store, clock }),

    async account(username) {
      const account = {
        id: newId(random),
        username,
        email: `${username}@example.com`,
        passwordHash: 'none' as PasswordHash,
        administrator: false,
        emailVerified: true,
        createdAt: clock.now(),
      }
      const telling = { outbox: createOutbox({ clock, random }), origin }
      return granted(await store.write(transaction => insertAccount(transaction, account, operator, telling)))
    },

    async organization(name, owner) {
      return granted(await organizations.create({ name, displayName: name, owner }, operator))
    },

    async member(organization, account, role) {
      const input = { organizationId: organization.id, accountId: account.id, role }
      const added = await organizations.addMember(input, operator)
      if (refused(added)) granted(await organizations.setRole(input, operator))
    },

    allowed,
    judge: async (credential, attempt) => decideAgain(await allowed(credential, attempt), { authorizer }),

    async keyOf(account, allow, { expiresAt, networks } = {}) {
      made += 1
      return granted(
        await keys.create({
          owner: { kind: 'account', id: account.id },
          name: `key ${made}`,
          caveats: granted(keyCaveats({ allow, ...(networks && { networks }) })),
          ...(expiresAt !== undefined && { expiresAt }),
          by: 'local command',
        }),
      )
    },

    async keyOfOrganization(organization, role, allow) {
      made += 1
      return granted(
        await keys.create({
          owner: { kind: 'organization', id: organization.id },
          name: `key ${made}`,
          caveats: granted(keyCaveats({ allow })),
          role,
          by: 'local command',
        }),
      )
    },

    async loginOf({ id: accountId }, more = {}) {
      const now = clock.now()
      const asked = { client: ownClient, scope: 'api repositories', deviceName: undefined, ...more }
      const input = { ...asked, accountId, cause: operator, now }
      const login = granted(await store.write(transaction => logins.insert(transaction, input)))
      return { login, tokens: granted(await logins.tokensOf(login, { issuedAt: now })) }
    },

    authenticate: token => credentials.authenticate(presented(token), from),

    async ask(token, attempt) {
      const credential = await credentials.authenticate(
        token === undefined ? undefined : presented(token),
        from,
      )
      if (refused(credential)) return { answer: 'refused', refusal: credential }
      return authorizer.authorize(credential, attempt)
    },
  }
  return house
}

const from = { address: '192.0.2.7', userAgent: 'twine/4.0.2 CPython/3.11' }

export function presented(token: Secret | string): PresentedCredential {
  const text = typeof token === 'string' ? token : token.expose()
  const credential = granted(readCarrier([`Bearer ${text}`]))
  if (credential === undefined) throw new Error('Nothing was presented.')
  return credential
}
