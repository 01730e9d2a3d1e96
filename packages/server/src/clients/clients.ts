/** The room's living part: finding clients, knowing them by their secret, making and removing them. */
import { Secret } from '@latchkey/protocol'
import { type Refusal, refuse, refused } from '@latchkey/tokens'
import { type Cause, recordEvent } from '../audit/index.ts'
import { type Clock, newId, newSecretText, type RandomBytes, sha256 } from '../host/index.ts'
import {
  advanceEpoch,
  type ClientsTable,
  type Page,
  type PageRequest,
  pageOf,
  prepared,
  type Reader,
  rowsFor,
  type Store,
  startOf,
  type Writer,
} from '../storage/index.ts'
import type { Client } from './client.ts'
import { type NewClient, readNewClient } from './new-client.ts'
import { preconfigured } from './preconfigured.ts'
import { isSecretOf } from './secret.ts'

export interface Clients {
  find(id: string): Promise<Client | undefined>
  /** A confidential client by its secret. Whatever is wrong, the answer is the same, and takes as long. */
  authenticate(id: string, secret: Secret): Promise<Client | Refusal<'invalid_client'>>
  /** The secret of a confidential one is handed out here and nowhere else. */
  create(
    client: NewClient,
    cause: Cause,
  ): Promise<{ readonly client: Client; readonly secret?: Secret } | Refusal>
  /** Those that an administrator made, by id. The others are `preconfigured`. */
  list(page?: PageRequest): Promise<Page<Client>>
  /** Ends every login of it, and says how many. */
  remove(
    id: string,
    cause: Cause,
  ): Promise<{ readonly client: Client; readonly endedLogins: number } | Refusal>
}

/** Ends all logins of a client, in the transaction that removes it, and counts them. */
export type EndLogins = (transaction: Writer, clientId: string, cause: Cause) => Promise<number>

export interface ClientsOptions {
  readonly store: Store
  readonly clock: Clock
  readonly random: RandomBytes
  readonly endLogins: EndLogins
}

const selectClient = prepared((reader: Reader, id: string) =>
  reader.selectFrom('clients').selectAll().where('id', '=', id),
)

/** Whether it has not been removed, at this instant of a transaction. */
export async function isKnown(reader: Reader, { id, preconfigured }: Client): Promise<boolean> {
  return preconfigured || (await selectClient(reader, id)).length > 0
}

export function createClients({ store, clock, random, endLogins }: ClientsOptions): Clients {
  async function findRow(id: string): Promise<ClientsTable | undefined> {
    // Ids come from strangers, and PostgreSQL throws on a NUL.
    if (!/^[!-~]{1,100}$/.test(id)) return undefined
    const [row] = await selectClient(store.read, id)
    return row
  }

  return {
    async find(id) {
      const known = preconfigured.find(client => client.id === id)
      if (known !== undefined) return known
      const row = await findRow(id)
      return row && readClient(row)
    },

    async authenticate(id, secret) {
      const row = await findRow(id)
      const isTheirs = isSecretOf(row?.secret_hash ?? undefined, secret)
      return row !== undefined && isTheirs ? readClient(row) : invalidClient
    },

    async create(input, cause) {
      const client = readNewClient(input)
      if (refused(client)) return client
      const secret = input.confidential ? newSecretText(random) : undefined
      const row: ClientsTable = {
        ...{ id: newId(random), name: client.name, redirect_uris: JSON.stringify(client.redirectUris) },
        ...{ secret_hash: secret === undefined ? null : sha256(secret), created_at: clock.now() },
      }
      await store.write(async transaction => {
        await transaction.insertInto('clients').values(row).execute()
        await recordEvent(transaction, {
          ...{ what: 'client.created', at: row.created_at, cause, subject: subjectOf(row) },
          details: { confidential: input.confidential, redirectUris: client.redirectUris },
        })
      })
      return { client: readClient(row), ...(secret !== undefined && { secret: new Secret(secret) }) }
    },

    async list(page = {}) {
      const rest = store.read.selectFrom('clients').selectAll().where('id', '>', startOf(page))
      const rows = await rest.orderBy('id').limit(rowsFor(page)).execute()
      return pageOf(page, rows, readClient, row => row.id)
    },

    async remove(id, cause) {
      if (preconfigured.some(client => client.id === id)) return partOfTheProgram
      const found = await findRow(id)
      if (found === undefined) return unknownClient
      const now = clock.now()
      return store.write(async transaction => {
        const deletion = transaction.deleteFrom('clients').where('id', '=', id).returningAll()
        const row = await deletion.executeTakeFirst()
        if (row === undefined) return unknownClient
        const endedLogins = await endLogins(transaction, id, cause)
        await advanceEpoch(transaction)
        await recordEvent(transaction, {
          ...{ what: 'client.removed', at: now, cause, subject: subjectOf(row) },
          details: { endedLogins },
        })
        return { client: readClient(row), endedLogins }
      })
    },
  }
}

function readClient(row: ClientsTable): Client {
  return {
    ...{ id: row.id, name: row.name, kind: row.secret_hash === null ? 'public' : 'confidential' },
    ...{ redirectUris: JSON.parse(row.redirect_uris), preconfigured: false },
  }
}

function subjectOf({ id, name }: ClientsTable) {
  return { kind: 'client', id, name } as const
}

const invalidClient: Refusal<'invalid_client'> = refuse(
  'invalid_client',
  'This is no client that we know, or not its secret.',
  'Check the client id and its secret, or have a client made: npx latchkey-server client create NAME',
)

const unknownClient = refuse(
  'unknown_client',
  'There is no such client.',
  'Look it up: npx latchkey-server client list',
)

const partOfTheProgram = refuse(
  'preconfigured_client',
  'This client is built in and stays.',
  'To keep it out, end its logins.',
)
