/** The one place where the rooms are made and shown to each other. */
import { type Authorizer, createAuthorizer } from '../access/index.ts'
import {
  type Accounts,
  createAccounts,
  createPasswords,
  createSessions,
  type Passwords,
  type Sessions,
} from '../accounts/index.ts'
import { type Audit, createAudit } from '../audit/index.ts'
import { type Clients, createClients } from '../clients/index.ts'
import {
  type Credentials,
  createCredentials,
  type MemoryUse,
  rememberCredentials,
  rememberStanding,
} from '../credentials/index.ts'
import { ecosystems } from '../ecosystems/index.ts'
import type { Log } from '../http/index.ts'
import { createInvitations, type Invitations } from '../invitations/index.ts'
import { createKeys, type Keys, type MasterKeys } from '../keys/index.ts'
import { createLockOut, type LockOut } from '../lock-out/index.ts'
import { createOrganizations, type Organizations } from '../organizations/index.ts'
import { createRepositories, type Repositories } from '../repositories/index.ts'
import { type Answers, createAnswers, type Epoch, type Store } from '../storage/index.ts'
import { clock, random } from './machine.ts'

export interface Rooms {
  readonly accounts: Accounts
  readonly sessions: Sessions
  readonly organizations: Organizations
  readonly invitations: Invitations
  readonly lockOut: LockOut
  readonly repositories: Repositories
  readonly keys: Keys
  readonly clients: Clients
  readonly credentials: Credentials
  readonly authorizer: Authorizer
  readonly audit: Audit
  readonly answers: Answers
  /** What is remembered between requests, and how well that serves. */
  readonly memories: Readonly<Record<'credentials' | 'standing', () => MemoryUse>>
  readonly passwords: Pick<Passwords, 'waiting'>
}

export interface Ground {
  readonly store: Store
  /** Whether what the rooms remember still counts. */
  readonly epoch: Epoch
  readonly masterKeys: MasterKeys
  /** The one public origin. */
  readonly origin: string
  readonly log: Log
}

export function createRooms({ store, epoch, masterKeys, origin, log }: Ground): Rooms {
  const hands = { store, clock, random }
  const passwords = createPasswords({ random })
  const failed = (error: unknown) => log.warn({ error }, 'Refusals could not be written down.')
  const audit = createAudit({ store, clock, failed })
  const flushFailed = (error: unknown) => log.warn({ error }, 'How keys were used could not be written down.')
  const keys = createKeys({ ...hands, masterKeys, origin, flushFailed })
  const repositories = createRepositories({ ...hands, ecosystems: ecosystems.map(({ name }) => name) })
  const credentials = rememberCredentials(createCredentials({ keys, masterKeys, clock, origin }), {
    ...{ epoch, clock, keys },
  })
  const standing = rememberStanding(repositories, epoch)
  return {
    accounts: createAccounts({ ...hands, passwords }),
    sessions: createSessions({ ...hands, passwords, noteRefusal: audit.note }),
    organizations: createOrganizations(hands),
    invitations: createInvitations({ ...hands, passwords }),
    lockOut: createLockOut({ ...hands, passwords }),
    repositories,
    keys,
    clients: createClients({ ...hands, endLogins: async () => 0 }),
    credentials,
    authorizer: createAuthorizer({ standing, credentials, clock, origin }),
    audit,
    answers: createAnswers(store),
    memories: { credentials: () => credentials.memory.use, standing: () => standing.memory.use },
    passwords,
  }
}
