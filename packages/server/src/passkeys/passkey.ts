/** A passkey as people see it, and its row. */
import type { PasskeysTable, Reader } from '../storage/index.ts'

export interface Passkey {
  readonly id: string
  readonly accountId: string
  readonly name: string
  /** Whether it is kept in more places than one, such as the cloud of its maker; else it lives on one device. */
  readonly synced: boolean
  /** Milliseconds since 1970. */
  readonly createdAt: number
  readonly lastUsedAt: number | undefined
}

export function readPasskey(row: PasskeysTable): Passkey {
  return {
    ...{ id: row.id, accountId: row.account_id, name: row.name, synced: row.synced === 1 },
    ...{ createdAt: row.created_at, lastUsedAt: row.last_used_at ?? undefined },
  }
}

/** The newest first. An account has a few. */
export function findPasskeysOf(reader: Reader, accountId: string): Promise<PasskeysTable[]> {
  const theirs = reader.selectFrom('passkeys').selectAll().where('account_id', '=', accountId)
  return theirs.orderBy('created_at', 'desc').orderBy('id').execute()
}

export function findPasskey(
  reader: Reader,
  accountId: string,
  id: string,
): Promise<PasskeysTable | undefined> {
  const theirs = reader.selectFrom('passkeys').selectAll().where('account_id', '=', accountId)
  return theirs.where('id', '=', id).executeTakeFirst()
}

/** By what its authenticator calls it. */
export function findCredential(reader: Reader, credentialId: string): Promise<PasskeysTable | undefined> {
  return reader
    .selectFrom('passkeys')
    .selectAll()
    .where('credential_id', '=', credentialId)
    .executeTakeFirst()
}
