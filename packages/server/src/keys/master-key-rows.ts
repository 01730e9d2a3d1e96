/** What the database knows of the master keys: names, states, and whether a node holds the same. */
import { createHmac } from 'node:crypto'
import { type Refusal, refused } from '@latchkey/tokens'
import { operator, recordEvent, type Subject } from '../audit/index.ts'
import type { MasterKeysTable, Reader, Store, Writer } from '../storage/index.ts'
import type { MasterKeyEntries, MintingKey } from './master-key-entries.ts'
import { differs, missing } from './master-key-refusals.ts'

/** How a node's master keys stand to the database's. */
export interface Agreement {
  /** Those that both have, and that are not withdrawn. */
  readonly usable: ReadonlyMap<string, Uint8Array>
  readonly mintingKid: string
  /** What this node lacks, or has another of. */
  readonly objection: Refusal<'master_key_missing' | 'master_key_differs'> | undefined
}

export function readMasterKeyRows(reader: Reader): Promise<readonly MasterKeysTable[]> {
  return reader.selectFrom('master_keys').selectAll().orderBy('created_at').orderBy('kid').execute()
}

/** Makes those known that the database has not heard of; none where this node lacks one, or has another under its name. */
export async function registerMasterKeys(
  store: Store,
  entries: MasterKeyEntries,
  now: number,
): Promise<Agreement | Refusal<'master_key_missing' | 'master_key_differs'>> {
  const rows = await readMasterKeyRows(store.read)
  const isNew = [...entries.keys.keys()].some(kid => !rows.some(row => row.kid === kid))
  const agreed = isNew
    ? await store.write(transaction => register(transaction, entries, now))
    : agreement(entries, rows)
  return refused(agreed) ? agreed : (agreed.objection ?? agreed)
}

async function register(transaction: Writer, entries: MasterKeyEntries, now: number) {
  const rows = await readMasterKeyRows(transaction)
  const added: MasterKeysTable[] = []
  for (const [kid, key] of entries.keys) {
    if (rows.some(row => row.kid === kid)) continue
    const state = rows.length === 0 && kid === entries.minting ? 'minting' : 'known'
    added.push(await insertMasterKey(transaction, { kid, key, state, now }))
  }
  const agreed = agreement(entries, [...rows, ...added])
  return agreed.objection ?? agreed
}

export async function insertMasterKey(
  transaction: Writer,
  { kid, key, state, now }: MintingKey & { readonly state: 'known' | 'minting'; readonly now: number },
): Promise<MasterKeysTable> {
  const row = { kid, check_value: checkValue(key), state, created_at: now, changed_at: now }
  await transaction.insertInto('master_keys').values(row).execute()
  await recordEvent(transaction, {
    what: 'master_key.added',
    at: now,
    cause: operator,
    subject: subjectOf(kid),
  })
  return row
}

export function subjectOf(kid: string): Subject {
  return { kind: 'master key', id: kid, name: kid }
}

export function agreement(entries: MasterKeyEntries, rows: readonly MasterKeysTable[]): Agreement {
  const inUse = rows.filter(row => row.state !== 'withdrawn')
  const minting = inUse.find(row => row.state === 'minting')
  if (minting === undefined)
    throw new Error('No master key is minting: the table master_keys was changed by hand.')
  const usable = new Map([...entries.keys].filter(([kid, key]) => inUse.some(row => holds(row, kid, key))))
  const lacking = inUse.find(({ kid }) => !usable.has(kid))
  const objection = lacking && (entries.keys.has(lacking.kid) ? differs(lacking.kid) : missing(lacking.kid))
  return { usable, mintingKid: minting.kid, objection }
}

export function holds(row: MasterKeysTable, kid: string, key: Uint8Array): boolean {
  return row.kid === kid && row.check_value === checkValue(key)
}

/** Tells whether two nodes hold the same key, and nothing more: one way, and for no other use. */
function checkValue(key: Uint8Array): string {
  return createHmac('sha256', key).update('latchkey master key check v1').digest('base64url')
}
