/** The one place where the rooms are made and shown to each other. */
import { type Authorizer, createAuthorizer, type StandingSource } from '../access/index.ts'
import {
  type Accounts,
  createAccounts,
  createEmails,
  createPasswords,
  createSessions,
  type Emails,
  type Passwords,
  type Sessions,
} from '../accounts/index.ts'
import { type Audit, createAudit } from '../audit/index.ts'
import {
  type AuthorizationCodes,
  createAuthorizationCodes,
  createDeviceAuthorizations,
  type DeviceAuthorizations,
} from '../authorizations/index.ts'
import { type Client, type Clients, createClients } from '../clients/index.ts'
import {
  type Credentials,
  createCredentials,
  createMemory,
  type MemoryUse,
  rememberCredentials,
  rememberStanding,
} from '../credentials/index.ts'
import { ecosystems } from '../ecosystems/index.ts'
import type { Log } from '../http/index.ts'
import { createInvitations, type Invitations } from '../invitations/index.ts'
import { createKeys, type Keys, type MasterKeys } from '../keys/index.ts'
import {
  createForgottenPasswords,
  createLockOut,
  type ForgottenPasswords,
  type LockOut,
} from '../lock-out/index.ts'
import { createLogins, type Lifetimes, type Logins } from '../logins/index.ts'
import { rememberClients } from '../oauth/index.ts'
import { createOrganizations, type Organizations } from '../organizations/index.ts'
import { createPasskeys, type Passkeys } from '../passkeys/index.ts'
import { createReach, type Reach } from '../reach/index.ts'
import { createRepositories, type Repositories } from '../repositories/index.ts'
import { createSecondFactors, type SecondFactorKey, type SecondFactors } from '../second-factors/index.ts'
import { type Answers, createAnswers, type Epoch, type Store } from '../storage/index.ts'
import { clock, random } from './machine.ts'

export interface Rooms {
  readonly accounts: Accounts
  readonly emails: Emails
  readonly sessions: Sessions
  readonly secondFactors: SecondFactors
  readonly passkeys: Passkeys
  readonly organizations: Organizations
  readonly invitations: Invitations
  readonly forgottenPasswords: ForgottenPasswords
  readonly lockOut: LockOut
  readonly repositories: Repositories
  readonly reach: Reach
  readonly keys: Keys
  readonly clients: Clients
  readonly logins: Logins
  readonly deviceAuthorizations: DeviceAuthorizations
  readonly authorizationCodes: AuthorizationCodes
  readonly credentials: Credentials
  readonly standing: StandingSource
  readonly authorizer: Authorizer
  readonly audit: Audit
  readonly answers: Answers
  /** What is remembered between requests, and how well that serves. */
  readonly memories: Readonly<Record<'clients' | 'credentials' | 'standing', () => MemoryUse>>
  readonly passwords: Pick<Passwords, 'waiting'>
}

export interface Ground {
  readonly store: Store
  /** Whether what the rooms remember still counts. */
  readonly epoch: Epoch
  readonly masterKeys: MasterKeys
  readonly secondFactorKey: SecondFactorKey
  readonly lifetimes: Lifetimes
  /** The one public origin. */
  readonly origin: string
  readonly log: Log
}

export function createRooms(ground: Ground): Rooms {
  const { store, epoch, masterKeys, secondFactorKey, lifetimes, origin, log } = ground
  const hands = { store, clock, random }
  const passwords = createPasswords({ random })
  const failed = (error: unknown) => log.warn({ error }, 'Refusals could not be written down.')
  const audit = createAudit({ store, clock, failed })
  const flushFailed = (error: unknown) =>
    log.warn({ error }, 'How keys and logins were used could not be written down.')
  const keys = createKeys({ ...hands, masterKeys, origin, flushFailed })
  const repositories = createRepositories({ ...hands, ecosystems: ecosystems.map(({ name }) => name) })
  const logins = createLogins({ ...hands, masterKeys, origin, lifetimes, flushFailed })
  const verifying = createCredentials({ keys, logins, masterKeys, clock, origin })
  const credentials = rememberCredentials(verifying, { epoch, clock })
  const standing = rememberStanding(repositories, epoch)
  const knownClients = createMemory<Client>(epoch)
  const clients = rememberClients(createClients({ ...hands, endLogins: logins.endAllOfClient }), knownClients)
  const proving = { ...hands, key: secondFactorKey, origin, noteRefusal: audit.note }
  const secondFactors = createSecondFactors(proving)
  const passkeys = createPasskeys(proving)
  const authorizations = { ...hands, clients, logins, secondFactors, passkeys }
  return {
    accounts: createAccounts({ ...hands, origin, passwords }),
    emails: createEmails({ ...hands, origin }),
    sessions: createSessions({ ...hands, passwords, noteRefusal: audit.note }),
    secondFactors,
    passkeys,
    organizations: createOrganizations(hands),
    invitations: createInvitations({ ...hands, origin, passwords }),
    forgottenPasswords: createForgottenPasswords({ ...hands, origin }),
    lockOut: createLockOut({ ...hands, origin, passwords, logins }),
    repositories,
    reach: createReach({ store, standing: repositories, logins, clock, origin }),
    keys,
    clients,
    logins,
    deviceAuthorizations: createDeviceAuthorizations(authorizations),
    authorizationCodes: createAuthorizationCodes(authorizations),
    credentials,
    standing,
    authorizer: createAuthorizer({ standing, credentials, clock, origin }),
    audit,
    answers: createAnswers(store),
    memories: {
      clients: () => knownClients.use,
      credentials: () => credentials.memory.use,
      standing: () => standing.memory.use,
    },
    passwords,
  }
}
