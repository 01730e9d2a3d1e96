/** Rotating the master keys: one is added, installed on every node, activated, and the former one withdrawn. */
import type { Refusal } from '@latchkey/tokens'
import { operator, recordEvent } from '../audit/index.ts'
import { advanceEpoch, type MasterKeysTable, type Reader, type Store, type Writer } from '../storage/index.ts'
import { selectLive } from './find.ts'
import type { MasterKeyEntries, MintingKey } from './master-key-entries.ts'
import { exists, isMinting, isWithdrawn, notHere, unknown, withdrawnHere } from './master-key-refusals.ts'
import { holds, insertMasterKey, readMasterKeyRows, subjectOf } from './master-key-rows.ts'

export interface MasterKeyState {
  readonly kid: string
  readonly state: MasterKeysTable['state']
  /** Since when it is in this state, milliseconds since 1970. */
  readonly since: number
  /** How many keys were derived from it that still work. */
  readonly liveKeys: number
  /** Whether this node was given it, or another under its name. */
  readonly here: 'installed' | 'missing' | 'another'
}

/** Whose keys die with a master key, and how many. */
export interface Bereaved {
  readonly kind: 'account' | 'organization'
  readonly name: string
  readonly keys: number
}

/** Oldest first, without what takes counting; `keyOf` is what this node was given. */
export async function statesOfMasterKeys(
  reader: Reader,
  keyOf: (kid: string) => Uint8Array | undefined,
): Promise<readonly Omit<MasterKeyState, 'liveKeys'>[]> {
  const rows = await readMasterKeyRows(reader)
  return rows.map(row => {
    const { kid, state, changed_at: since } = row
    return { kid, state, since, here: presence(row, keyOf(kid)) }
  })
}

/** Oldest first. */
export async function listMasterKeys(
  reader: Reader,
  { given, now }: { readonly given: MasterKeyEntries | undefined; readonly now: number },
): Promise<readonly MasterKeyState[]> {
  const states = await statesOfMasterKeys(reader, kid => given?.keys.get(kid))
  const counts = await selectLive(reader, now)
    .select(({ fn }) => ['keys.kid', fn.countAll<number>().as('count')])
    .groupBy('keys.kid')
    .execute()
  const countOf = (kid: string) => counts.find(each => each.kid === kid)?.count ?? 0
  return states.map(state => ({ ...state, liveKeys: countOf(state.kid) }))
}

function presence(row: MasterKeysTable, key: Uint8Array | undefined): MasterKeyState['here'] {
  if (key === undefined) return 'missing'
  return holds(row, row.kid, key) ? 'installed' : 'another'
}

/** Those with the most keys first. */
export async function bereavedBy(reader: Reader, kid: string, now: number): Promise<readonly Bereaved[]> {
  const rows = await selectLive(reader, now)
    .leftJoin('accounts', 'accounts.id', 'keys.owner_id')
    .leftJoin('organizations', 'organizations.id', 'keys.owner_id')
    .select(({ fn }) => [
      ...(['keys.owner_kind as kind', 'accounts.username', 'organizations.name'] as const),
      fn.countAll<number>().as('keys'),
    ])
    .where('keys.kid', '=', kid)
    .groupBy(['keys.owner_kind', 'accounts.username', 'organizations.name'])
    .orderBy('keys', 'desc')
    .orderBy('accounts.username')
    .orderBy('organizations.name')
    .execute()
  return rows.map(({ kind, username, name, keys }) => ({ kind, name: username ?? name ?? '', keys }))
}

/** Makes a key known that is not yet; it mints nothing before it is activated. */
export function addMasterKey(
  store: Store,
  added: MintingKey & { readonly now: number },
): Promise<undefined | Refusal<'master_key_exists'>> {
  return store.write(async transaction => {
    if ((await findRow(transaction, added.kid)) !== undefined) return exists(added.kid)
    await insertMasterKey(transaction, { ...added, state: 'known' })
    // Nothing is narrowed: the epoch is how the nodes hear of it.
    await advanceEpoch(transaction)
    return undefined
  })
}

/** From now on tokens are made with it, on every node that was given it. Only one that this node was given. */
export function activateMasterKey(
  store: Store,
  {
    kid,
    given,
    now,
  }: { readonly kid: string; readonly given: MasterKeyEntries | undefined; readonly now: number },
): Promise<undefined | Refusal> {
  return store.write(async transaction => {
    const row = await findRow(transaction, kid)
    const key = given?.keys.get(kid)
    if (row === undefined) return unknown(kid)
    if (row.state === 'withdrawn') return isWithdrawn(kid)
    if (key === undefined || !holds(row, kid, key)) return notHere(kid)
    if (row.state === 'minting') return undefined
    const former = { state: 'known', changed_at: now } as const
    await transaction.updateTable('master_keys').set(former).where('state', '=', 'minting').execute()
    await setState(transaction, kid, { state: 'minting', now })
    await advanceEpoch(transaction)
    await recordEvent(transaction, {
      ...{ what: 'master_key.activated', at: now, cause: operator, subject: subjectOf(kid) },
    })
    return undefined
  })
}

/** Why a master key cannot be withdrawn. */
export async function checkWithdrawal(reader: Reader, kid: string): Promise<undefined | Refusal> {
  const row = await findRow(reader, kid)
  if (row === undefined) return unknown(kid)
  if (row.state === 'minting') return isMinting(kid)
  return row.state === 'withdrawn' ? isWithdrawn(kid) : undefined
}

/** Every token that was derived from it is refused from now on, everywhere. Never the one that mints. */
export function withdrawMasterKey(
  store: Store,
  { kid, now }: { readonly kid: string; readonly now: number },
): Promise<undefined | Refusal> {
  return store.write(async transaction => {
    const objection = await checkWithdrawal(transaction, kid)
    if (objection !== undefined) return objection
    await setState(transaction, kid, { state: 'withdrawn', now })
    await advanceEpoch(transaction)
    await recordEvent(transaction, {
      ...{ what: 'master_key.withdrawn', at: now, cause: operator, subject: subjectOf(kid) },
    })
    return undefined
  })
}

/** Why a node must not make a key with its minting master key: it has not heard yet that it was withdrawn. */
export async function objectionToMinting(
  transaction: Writer,
  kid: string,
): Promise<Refusal<'master_key_withdrawn'> | undefined> {
  return (await findRow(transaction, kid))?.state === 'withdrawn' ? withdrawnHere(kid) : undefined
}

function findRow(reader: Reader, kid: string): Promise<MasterKeysTable | undefined> {
  return reader.selectFrom('master_keys').selectAll().where('kid', '=', kid).executeTakeFirst()
}

async function setState(
  transaction: Writer,
  kid: string,
  { state, now }: { readonly state: MasterKeysTable['state']; readonly now: number },
): Promise<void> {
  const change = { state, changed_at: now }
  await transaction.updateTable('master_keys').set(change).where('kid', '=', kid).execute()
}
