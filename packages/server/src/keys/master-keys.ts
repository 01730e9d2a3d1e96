/** The master keys: every token's root key is derived from one of them. They are never in the database. */
import { createHmac } from 'node:crypto'
import { type Refusal, refuse } from '@latchkey/tokens'
import type { Clock } from '../host/index.ts'
import type { MasterKeysTable, Store, Writer } from '../storage/index.ts'

export interface MasterKeys {
  /** The one that new tokens are made with. */
  readonly minting: { readonly kid: string; readonly key: Uint8Array }
  /** The master key of that name, unless it was withdrawn. */
  byId(kid: string): Uint8Array | undefined
}

/** What the configuration holds: one or several keys of 32 bytes, and which of them is to mint. */
export interface MasterKeyEntries {
  readonly minting: string
  readonly keys: ReadonlyMap<string, Uint8Array>
}

export function createMasterKeys({ minting, keys }: MasterKeyEntries): MasterKeys {
  const key = keys.get(minting)
  if (key === undefined) throw new TypeError(`The minting master key ${minting} is not among the keys.`)
  return { minting: { kid: minting, key }, byId: kid => keys.get(kid) }
}

/**
 * The master keys of this node, as the database knows them: the first node registers them. A node that lacks one that
 * is not withdrawn, or holds another under its name, must not start: it would refuse, or make, tokens that the others
 * would not. Which key mints and which are withdrawn is the database's word, not the configuration's.
 */
export async function installMasterKeys(options: {
  readonly store: Store
  readonly clock: Clock
  readonly entries: MasterKeyEntries
}): Promise<MasterKeys | Refusal<'master_key_missing' | 'master_key_differs'>> {
  const { store, clock, entries } = options
  const rows = await store.read.selectFrom('master_keys').selectAll().execute()
  const isNew = [...entries.keys.keys()].some(kid => !rows.some(row => row.kid === kid))
  return isNew
    ? store.write(transaction => register(transaction, entries, clock.now()))
    : agree(entries, rows)
}

async function register(transaction: Writer, entries: MasterKeyEntries, now: number) {
  const rows = await transaction.selectFrom('master_keys').selectAll().execute()
  const added = [...entries.keys]
    .filter(([kid]) => !rows.some(row => row.kid === kid))
    .map(([kid, key]): MasterKeysTable => {
      const state = rows.length === 0 && kid === entries.minting ? 'minting' : 'known'
      return { kid, check_value: checkValue(key), state, created_at: now, changed_at: now }
    })
  if (added.length > 0) await transaction.insertInto('master_keys').values(added).execute()
  return agree(entries, [...rows, ...added])
}

function agree(entries: MasterKeyEntries, rows: readonly MasterKeysTable[]) {
  const inUse = rows.filter(row => row.state !== 'withdrawn')
  for (const { kid, check_value } of inUse) {
    const key = entries.keys.get(kid)
    if (key === undefined) return missing(kid)
    if (checkValue(key) !== check_value) return differs(kid)
  }
  const minting = inUse.find(row => row.state === 'minting')
  if (minting === undefined)
    throw new Error('No master key is minting: the table master_keys was changed by hand.')
  const keys = new Map([...entries.keys].filter(([kid]) => inUse.some(row => row.kid === kid)))
  return createMasterKeys({ minting: minting.kid, keys })
}

/** Tells whether two nodes hold the same key, and nothing more: one way, and for no other use. */
function checkValue(key: Uint8Array): string {
  return createHmac('sha256', key).update('latchkey master key check v1').digest('base64url')
}

function missing(kid: string): Refusal<'master_key_missing'> {
  return refuse(
    'master_key_missing',
    `This node lacks the master key ${kid}, which the database says is in use.`,
    'Give it the same master keys as the other nodes have, or those of the backup that the database came from.',
  )
}

function differs(kid: string): Refusal<'master_key_differs'> {
  return refuse(
    'master_key_differs',
    `This node has another master key under the name ${kid} than the one the database knows.`,
    'Give it the same master keys as the other nodes have, or start with an empty database.',
  )
}
