/** What a restored database is not to take over from the moment of its backup, and what in it lives again. */
import { operator, recordEvent } from '../audit/index.ts'
import { advanceEpoch, type Writer } from '../storage/index.ts'

/** A key that was live when the backup was taken. Whether it was revoked since, nobody knows any more. */
export interface LiveKey {
  readonly id: string
  readonly name: string
  /** Of the account or the organization. */
  readonly owner: string
  readonly createdAt: number
  readonly expiresAt: number | undefined
}

/** A passkey that was there when the backup was taken. Whether its person removed it since, nobody knows either. */
export interface LivePasskey {
  readonly id: string
  readonly name: string
  /** Of the account. */
  readonly owner: string
  readonly createdAt: number
}

export interface Settle {
  /** When the backup was taken and when it is restored, in milliseconds since 1970. */
  readonly takenAt: number
  readonly now: number
  readonly revokeKeys: boolean
}

export interface Settled {
  /** None where they were revoked. */
  readonly keys: readonly LiveKey[]
  readonly passkeys: readonly LivePasskey[]
  /** Logins that were not over when the backup was taken. Each has to be made again. */
  readonly endedLogins: number
}

export async function settle(transaction: Writer, { takenAt, now, revokeKeys }: Settle): Promise<Settled> {
  await transaction.updateTable('sessions').set({ ended_at: now }).where('ended_at', 'is', null).execute()
  // Whoever had one of these links may have used it since: it would work a second time.
  await transaction.deleteFrom('reset_links').execute()
  await transaction.deleteFrom('email_link_secrets').execute()
  await transaction.deleteFrom('email_links').execute()
  const open = transaction.updateTable('invitations').set({ expires_at: now }).where('expires_at', '>', now)
  await open.where('redeemed_at', 'is', null).execute()
  // What waited to be sent was sent since.
  await transaction.deleteFrom('outbox').execute()
  await transaction.deleteFrom('forgotten_passwords').execute()
  // The files are in another folder now, which has yet to get a name.
  await transaction.deleteFrom('files_folder').execute()
  const endedLogins = await endLogins(transaction, now)
  const keys = await liveKeys(transaction, now)
  if (revokeKeys)
    await transaction.updateTable('keys').set({ revoked_at: now }).where('revoked_at', 'is', null).execute()
  await advanceEpoch(transaction)
  await recordEvent(transaction, {
    ...{ what: 'server.restored', at: now, cause: operator },
    details: { takenAt, keysRevoked: revokeKeys, endedLogins },
  })
  return { keys: revokeKeys ? [] : keys, passkeys: await livePasskeys(transaction), endedLogins }
}

/**
 * A login goes on by generations, and its client may have gone on since: what it holds now would look stolen. What waits
 * for an answer, or to be picked up, may have been since.
 */
async function endLogins(transaction: Writer, now: number): Promise<number> {
  const { numUpdatedRows } = await transaction
    .updateTable('logins')
    .set({ ended_at: now, ended_because: 'restored' })
    .where('ended_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirstOrThrow()
  await transaction.deleteFrom('device_authorizations').execute()
  await transaction.deleteFrom('authorization_codes').execute()
  await transaction.deleteFrom('windows').execute()
  // A code that was taken after the backup may not be taken again.
  const step = Math.floor(now / 30_000)
  await transaction
    .updateTable('authenticators')
    .set({ last_step: step })
    .where('last_step', '<', step)
    .execute()
  return Number(numUpdatedRows)
}

async function livePasskeys(transaction: Writer): Promise<readonly LivePasskey[]> {
  const rows = await transaction
    .selectFrom('passkeys')
    .innerJoin('accounts', 'accounts.id', 'passkeys.account_id')
    .select(['passkeys.id', 'passkeys.name', 'passkeys.created_at', 'accounts.username as owner'])
    .orderBy('owner')
    .orderBy('passkeys.name')
    .execute()
  return rows.map(({ created_at: createdAt, ...row }) => ({ ...row, createdAt }))
}

async function liveKeys(transaction: Writer, now: number): Promise<readonly LiveKey[]> {
  const rows = await transaction
    .selectFrom('keys')
    .leftJoin('accounts', 'accounts.id', 'keys.owner_id')
    .leftJoin('organizations', 'organizations.id', 'keys.owner_id')
    .select(['keys.id', 'keys.name', 'keys.created_at', 'keys.expires_at'])
    .select(({ fn }) => fn.coalesce('accounts.username', 'organizations.name', 'keys.owner_id').as('owner'))
    .where('keys.revoked_at', 'is', null)
    .where(({ eb, or }) => or([eb('keys.expires_at', 'is', null), eb('keys.expires_at', '>', now)]))
    .orderBy('owner')
    .orderBy('keys.name')
    .execute()
  return rows.map(row => ({
    ...{ id: row.id, name: row.name, owner: row.owner },
    ...{ createdAt: row.created_at, expiresAt: row.expires_at ?? undefined },
  }))
}
