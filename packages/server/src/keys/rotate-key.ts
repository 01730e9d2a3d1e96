/** Rotating a key: another takes its place, with the same restrictions, role, owner and name, and the old one dies soon. */
import { type Refusal, refuse, refused, writeCaveats } from '@latchkey/tokens'
import { causeOf } from '../audit/index.ts'
import { newId } from '../host/index.ts'
import { advanceEpoch, type KeysTable, type Writer } from '../storage/index.ts'
import { accountOf, judgeIn, type KeysChangedBy, objectionToMaker } from './authority.ts'
import { findLive } from './covered.ts'
import { type CreatedKey, type CreateKeyContext, textOf } from './create-key.ts'
import { type Key, readKey } from './key.ts'
import { endInWords, recordKeyEvent, restrictionsOf } from './key-events.ts'
import { longestLife } from './longest-life.ts'
import { objectionToMinting } from './master-key-states.ts'
import { tellKeyCreated } from './notices/tell-done.ts'
import { heldTo } from './restrictions.ts'

export interface RotateKeyInput {
  readonly id: string
  /** For how many milliseconds the old key still works, at most as long as it would have; a day if not said. */
  readonly overlap?: number
  readonly by: KeysChangedBy
}

/** The key that is new, and its text this once. */
export interface RotatedKey extends CreatedKey {
  /** The key whose place it took. */
  readonly old: Key
}

const day = 24 * 60 * 60 * 1000

export async function rotateKey(
  context: CreateKeyContext,
  { id, overlap = day, by }: RotateKeyInput,
): Promise<RotatedKey | Refusal> {
  if (!Number.isSafeInteger(overlap) || overlap < 0 || overlap > 365 * day) return overlapMalformed
  const { store, clock, random, masterKeys } = context
  const now = clock.now()
  const { minting } = masterKeys
  const row = { id: newId(random), kid: minting.kid, created_at: now }
  const replaced = await store.write(transaction =>
    replace(transaction, context, { id, by, now, overlap, row }),
  )
  return refused(replaced) ? replaced : { ...replaced, token: textOf(context, minting, replaced.key.id) }
}

interface Replacing {
  readonly id: string
  readonly by: KeysChangedBy
  readonly now: number
  readonly overlap: number
  readonly row: Pick<KeysTable, 'id' | 'kid' | 'created_at'>
}

async function replace(
  transaction: Writer,
  context: CreateKeyContext,
  { id, by: asked, now, overlap, row: fixed }: Replacing,
): Promise<Omit<RotatedKey, 'token'> | Refusal> {
  const by = await judgeIn(transaction, asked)
  if (refused(by)) return by
  const live = await findLive(transaction, id, by, now)
  if (refused(live)) return live
  const { key, organization } = live
  if (key.replacedBy !== undefined) return keyReplaced
  const { owner, role } = key
  const objection =
    (await objectionToMaker(transaction, by, { owner, organization, role })) ??
    (await objectionToMinting(transaction, fixed.kid))
  if (objection !== undefined) return objection
  // A token that rotates makes a key: law 1 holds it to all that the token is held to.
  const caveats = heldTo(by, key.caveats)
  if (refused(caveats)) return caveats

  const { milliseconds: longest } = await longestLife(transaction, { owner, caveats: key.caveats })
  const lifetime = Math.min(longest, (key.expiresAt ?? Number.POSITIVE_INFINITY) - key.createdAt)

  const row: KeysTable = {
    ...{ ...fixed, created_by: accountOf(by) },
    ...{ owner_kind: owner.kind, owner_id: owner.id, name: key.name, role: role ?? null },
    caveats: writeCaveats(caveats),
    expires_at: Number.isFinite(lifetime) ? now + lifetime : null,
    ...{ revoked_at: null, revoked_by: null, replaced_by: null },
    ...{ last_used_at: null, last_used_address: null, last_used_client: null },
  }
  await transaction.insertInto('keys').values(row).execute()
  await inheritMaintaining(transaction, { from: id, to: row.id, now })
  const expiresAt = Math.min(now + overlap, key.expiresAt ?? Number.POSITIVE_INFINITY)
  const ending = { replaced_by: row.id, expires_at: expiresAt }
  await transaction.updateTable('keys').set(ending).where('id', '=', id).execute()
  await advanceEpoch(transaction)
  const made = readKey(row)
  const cause = causeOf(by)
  await recordKeyEvent(transaction, 'key.rotated', key, {
    cause,
    at: now,
    details: { replacedBy: made.id, expires: endInWords(expiresAt) },
  })
  await recordKeyEvent(transaction, 'key.created', made, { cause, at: now, details: restrictionsOf(made) })
  await tellKeyCreated(transaction, context, { key: made, cause, now })
  return { key: made, old: { ...key, expiresAt, replacedBy: made.id } }
}

/** An organization's key maintains the packages that it published first; the one in its place publishes them next. */
async function inheritMaintaining(
  transaction: Writer,
  { from, to, now }: { readonly from: string; readonly to: string; readonly now: number },
): Promise<void> {
  await transaction
    .insertInto('maintainers')
    .columns(['package_id', 'kind', 'maintainer_id', 'created_at'])
    .expression(query =>
      query
        .selectFrom('maintainers')
        .select(({ val, cast }) => [
          'package_id',
          'kind',
          cast<string>(val(to), 'text').as('maintainer_id'),
          cast<number>(val(now), 'bigint').as('created_at'),
        ])
        .where('kind', '=', 'key')
        .where('maintainer_id', '=', from),
    )
    .execute()
}

const overlapMalformed = refuse(
  'invalid_overlap',
  'The old key cannot overlap with the new one for that long.',
  'Choose nothing at all, or up to 365 days.',
)

const keyReplaced = refuse(
  'key_replaced',
  'Another key has taken the place of this one already.',
  'Rotate the key of the same name that is newer.',
)
