/** The room's living part: every way to make, find, list and revoke keys. */
import { type Refusal, refused } from '@latchkey/tokens'
import type { Cause } from '../audit/index.ts'
import { type Page, type PageRequest, pageOf, rowsFor, type Writer } from '../storage/index.ts'
import { type Authority, judgeIn, type KeysChangedBy, unknownKey } from './authority.ts'
import { type Burned, burn } from './burn.ts'
import { renameKey, type Tightening, tightenKey, tightenKeys } from './change-key.ts'
import { countLongerThan } from './count-longer.ts'
import { type CreatedKey, type CreateKeyContext, type CreateKeyInput, createKey } from './create-key.ts'
import { readCursor, writeCursor } from './cursor.ts'
import {
  findKey,
  findVerifiable,
  liveKeysOf,
  selectKeys,
  type TokenOfKey,
  type VerifiableKey,
} from './find.ts'
import { type Key, type KeyOwner, type LastUsed, readKey } from './key.ts'
import { createLastUses } from './last-used.ts'
import { countStates, type KeyCounts } from './look-through/count-states.ts'
import { type KeyPage, type KeyQuery, lookThrough } from './look-through/look-through.ts'
import { tellExpiries } from './notices/tell-expiries.ts'
import { type PublishedWithKey, publishedWith } from './published.ts'
import { revokeKeys } from './revoke.ts'
import { type RotatedKey, type RotateKeyInput, rotateKey } from './rotate-key.ts'
import { addUses } from './usage/add-uses.ts'
import { latelyFor } from './usage/lately-for.ts'
import type { KeyUse } from './usage/told-apart.ts'
import { forgetUsageBefore, type Usage, type UsageQuery, usageOf } from './usage/usage.ts'
import { createUsageLog } from './usage/usage-log.ts'

export interface Keys {
  /** The token is shown once. A key made with a token keeps every caveat of it but its expiry (law 1). */
  create(input: CreateKeyInput): Promise<CreatedKey | Refusal>
  /** Newest first, revoked and expired ones too. */
  list(owner: KeyOwner, page?: PageRequest): Promise<Page<Key>>
  /** Some of them, in an order: a page looks at so many keys at most, and may hold few or none and still be followed by another. */
  lookThrough(owner: KeyOwner, query?: KeyQuery): Promise<KeyPage>
  /** How many are in each state; undefined where they are too many to be counted for a page. */
  counts(owner: KeyOwner): Promise<KeyCounts | undefined>
  /** How many an organization's limit would stop: its own and its members', made to work for more days than that. */
  countLongerThan(organizationId: string, days: number): Promise<number>
  /** Those that still work, all of them, the newest first. */
  live(owner: KeyOwner): Promise<readonly Key[]>
  byId(id: string): Promise<Key | undefined>
  /** Everything that was published with a key and is there still, newest first. */
  publishedWith(id: string, page?: PageRequest): Promise<Page<PublishedWithKey>>
  /**
   * The key with what must be known of its owner and of this very token: for `credentials/`. Whatever changes the answer
   * to the worse advances the epoch.
   */
  forVerifying(
    presented: TokenOfKey,
    transaction?: Writer,
    asked?: 'with its window',
  ): Promise<VerifiableKey | undefined>
  /** Of a key that lives, like the two that follow. What is not the authority's to change is as unknown as what never was. */
  rename(id: string, name: string, by: KeysChangedBy): Promise<Key | Refusal>
  /** Adds restrictions to the key and to every token made from it. Nothing takes one away. */
  tighten(id: string, tightening: Tightening, by: KeysChangedBy): Promise<Key | Refusal>
  /** All of them in one transaction, or none where one refuses. */
  tightenMany(
    ids: readonly string[],
    tightening: Tightening,
    by: KeysChangedBy,
  ): Promise<readonly Key[] | Refusal>
  /** Makes the key that takes this one's place. The old one keeps working for the overlap. */
  rotate(input: RotateKeyInput): Promise<RotatedKey | Refusal>
  /** A key that is not the authority's to revoke is as unknown as one that never was. Revoking again changes nothing. */
  revoke(id: string, by: KeysChangedBy): Promise<Key | Refusal>
  /** All of them in one transaction, or none: a key that is not the authority's to revoke stops it. */
  revokeMany(ids: readonly string[], by: KeysChangedBy): Promise<readonly Key[] | Refusal>
  /** The bare text of a key revokes it; a token made from it dies with all that was made from that, and alone. */
  burn(
    presented: TokenOfKey & { readonly kid: string },
    cause: Cause,
  ): Promise<Burned | Refusal<'unknown_key'>>
  /**
   * Queues mail about keys that expire within seven days, and within one; once each, however often and on however many
   * nodes it is called; until it is done or told to stop. Returns how many keys were told of.
   */
  tellExpiries(signal?: AbortSignal): Promise<number>
  /** Remembers when a key was last used; never waits and never fails. `flush` writes it down. */
  used(id: string, use: LastUsed): void
  /** Counts a request that was allowed; never waits and never fails. */
  count(use: KeyUse): void
  /** By the id of each that was used for any: a target of the last day on which it was. */
  latelyFor(ids: readonly string[]): Promise<ReadonlyMap<string, string>>
  /** What a key was used for, the newest day first. */
  usage(id: string, query?: UsageQuery): Promise<Page<Usage>>
  /** Deletes what was counted more than so many days ago, in small batches, until it is done or told to stop. */
  forgetUsage(days: number, signal?: AbortSignal): Promise<void>
  /** Writes both, with relaxed durability. Called each second and when stopping; never throws. */
  flush(): Promise<void>
}

export interface KeysOptions extends CreateKeyContext {
  /** Hears why what keys were used for, and when, could not be written, for the log. */
  readonly flushFailed?: (error: unknown) => void
}

const day = 24 * 60 * 60 * 1000

export function createKeys({ flushFailed = () => {}, ...context }: KeysOptions): Keys {
  const { store, clock } = context
  const lastUses = createLastUses(store, flushFailed)
  const usageLog = createUsageLog({ add: uses => addUses(store, uses), clock, failed: flushFailed })
  const judged = <T>(
    by: KeysChangedBy,
    change: (transaction: Writer, by: Authority) => Promise<T | Refusal>,
  ): Promise<T | Refusal> =>
    store.write(async transaction => {
      const authority = await judgeIn(transaction, by)
      return refused(authority) ? authority : change(transaction, authority)
    })
  const revokeMany: Keys['revokeMany'] = (ids, by) =>
    judged(by, (transaction, authority) => revokeKeys(transaction, context, ids, authority))
  return {
    create: input => createKey(context, input),
    byId: id => findKey(store.read, id),
    countLongerThan: (organizationId, days) =>
      countLongerThan(store.read, { organizationId, days, now: clock.now() }),
    publishedWith: (id, page = {}) => publishedWith(store.read, id, page),
    forVerifying: (presented, transaction, asked) =>
      findVerifiable(transaction ?? store.read, presented, asked),

    async list(owner, page = {}) {
      const all = selectKeys(store.read)
        .where('keys.owner_id', '=', owner.id)
        .where('keys.owner_kind', '=', owner.kind)
      const { createdAt, id } = readCursor(page.after)
      const rows = await all
        .where(({ eb, refTuple, tuple }) =>
          eb(refTuple('keys.created_at', 'keys.id'), '<', tuple(createdAt, id)),
        )
        .orderBy('keys.created_at', 'desc')
        .orderBy('keys.id', 'desc')
        .limit(rowsFor(page))
        .execute()
      return pageOf(page, rows, readKey, writeCursor)
    },

    lookThrough: (owner, query = {}) => lookThrough(store.read, owner, query, clock.now()),
    counts: owner => countStates(store.read, owner, clock.now()),
    live: owner => liveKeysOf(store.read, owner, clock.now()),

    rename: (id, name, changedBy) =>
      judged(changedBy, (transaction, by) => renameKey(transaction, { id, by, now: clock.now() }, name)),
    tighten: (id, tightening, changedBy) =>
      judged(changedBy, (transaction, by) =>
        tightenKey(transaction, { id, by, now: clock.now() }, tightening),
      ),
    tightenMany: (ids, tightening, changedBy) =>
      judged(changedBy, (transaction, by) =>
        tightenKeys(transaction, { ids, by, now: clock.now() }, tightening),
      ),
    rotate: input => rotateKey(context, input),

    async revoke(id, by) {
      const revoked = await revokeMany([id], by)
      return refused(revoked) ? revoked : (revoked[0] ?? unknownKey)
    },
    revokeMany,
    burn: (presented, cause) => store.write(transaction => burn(transaction, context, presented, cause)),
    tellExpiries: signal => tellExpiries(context, signal),
    used: lastUses.used,
    count: usageLog.count,
    latelyFor: ids => latelyFor(store.read, ids),
    usage: (id, query = {}) => usageOf(store.read, id, query),
    forgetUsage: (days, signal) => forgetUsageBefore(store, clock.now() - days * day, signal),
    async flush() {
      await Promise.all([lastUses.flush(), usageLog.flush()])
    },
  }
}
