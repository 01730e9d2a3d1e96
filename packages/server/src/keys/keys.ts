/** The room's living part: every way to make, find, list and revoke keys. */
import type { Refusal } from '@latchkey/tokens'
import { advanceEpoch, type Page, type PageRequest, pageOf, rowsFor, type Writer } from '../storage/index.ts'
import { type Authority, accountOf, covers, unknownKey } from './authority.ts'
import { type CreatedKey, type CreateKeyContext, type CreateKeyInput, createKey } from './create-key.ts'
import { findKey, findVerifiable, organizationName, type VerifiableKey } from './find.ts'
import { type Key, type KeyOwner, type LastUsed, readKey } from './key.ts'
import { createLastUses } from './last-used.ts'

export interface Keys {
  /** The token is shown once. A key made with a token keeps every caveat of it but its expiry (law 1). */
  create(input: CreateKeyInput): Promise<CreatedKey | Refusal>
  /** Newest first, revoked and expired ones too. */
  list(owner: KeyOwner, page?: PageRequest): Promise<Page<Key>>
  byId(id: string): Promise<Key | undefined>
  /** The key with what must be known of its owner: one look-up, for `credentials/`. */
  forVerifying(id: string, transaction?: Writer): Promise<VerifiableKey | undefined>
  /** A key that is not the authority's to revoke is as unknown as one that never was. Revoking again changes nothing. */
  revoke(id: string, by: Authority): Promise<Key | Refusal<'unknown_key'>>
  /** Remembers a use; never waits and never fails. `flush` writes it down. */
  used(id: string, use: LastUsed): void
  /** Writes the remembered uses, with relaxed durability. Called each second and when stopping; never throws. */
  flush(): Promise<void>
}

export interface KeysOptions extends CreateKeyContext {
  /** Hears why last uses could not be written, for the log. */
  readonly flushFailed?: (error: unknown) => void
}

export function createKeys({ flushFailed = () => {}, ...context }: KeysOptions): Keys {
  const { store, clock } = context
  return {
    create: input => createKey(context, input),
    byId: id => findKey(store.read, id),
    forVerifying: (id, transaction) => findVerifiable(transaction ?? store.read, id),

    async list(owner, page = {}) {
      const all = store.read
        .selectFrom('keys')
        .selectAll()
        .where('owner_id', '=', owner.id)
        .where('owner_kind', '=', owner.kind)
      const { createdAt, id } = readCursor(page.after)
      const rows = await all
        .where(({ eb, and, or }) =>
          or([eb('created_at', '<', createdAt), and([eb('created_at', '=', createdAt), eb('id', '<', id)])]),
        )
        .orderBy('created_at', 'desc')
        .orderBy('id', 'desc')
        .limit(rowsFor(page))
        .execute()
      return pageOf(page, rows, readKey, row => `${row.created_at}.${row.id}`)
    },

    revoke: (id, by) => store.write(transaction => revoke(transaction, id, by, clock.now())),
    ...createLastUses(store, flushFailed),
  }
}

async function revoke(
  transaction: Writer,
  id: string,
  by: Authority,
  now: number,
): Promise<Key | Refusal<'unknown_key'>> {
  const key = await findKey(transaction, id)
  if (key === undefined) return unknownKey
  const { owner, role } = key
  const organization =
    owner.kind === 'organization' ? await organizationName(transaction, owner.id) : undefined
  if (!covers(by, { owner, organization, role })) return unknownKey
  if (key.revokedAt !== undefined) return key
  const revoked = { revoked_at: now, revoked_by: accountOf(by) }
  await transaction.updateTable('keys').set(revoked).where('id', '=', id).execute()
  await advanceEpoch(transaction)
  return { ...key, revokedAt: now }
}

/** Where a page begins: before everything where nothing was said, after everything where it is not one of ours. */
function readCursor(text: string | undefined): { readonly createdAt: number; readonly id: string } {
  if (text === undefined) return { createdAt: Number.MAX_SAFE_INTEGER, id: '' }
  const [, createdAt = '-1', id = ''] = /^(\d{1,15})\.([A-Za-z0-9_-]{1,64})$/.exec(text) ?? []
  return { createdAt: Number(createdAt), id }
}
