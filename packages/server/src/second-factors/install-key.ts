/** Puts the second-factor key to use, if it is the one that this database belongs to. */
import { createHmac } from 'node:crypto'
import { type Refusal, refuse } from '@latchkey/tokens'
import type { Reader, Store } from '../storage/index.ts'
import type { SecondFactorKey } from './seal.ts'

/** Whether a database has secrets sealed under some key, so that another must not be made. */
export async function knowsSecondFactorKey(reader: Reader): Promise<boolean> {
  return (await findCheckValue(reader)) !== undefined
}

/** The first key becomes the database's; a node with another refuses to start: it could open no second factor. */
export async function installSecondFactorKey(
  store: Store,
  bytes: Uint8Array,
): Promise<SecondFactorKey | Refusal<'second_factor_key_differs'>> {
  const own = checkValueOf(bytes)
  const known = await store.write(async transaction => {
    await transaction
      .insertInto('second_factor_key')
      .values({ id: 1, check_value: own })
      .onConflict(conflict => conflict.column('id').doNothing())
      .execute()
    return findCheckValue(transaction)
  })
  return known === own ? ({ bytes } as SecondFactorKey) : differs
}

async function findCheckValue(reader: Reader): Promise<string | undefined> {
  const row = await reader.selectFrom('second_factor_key').select('check_value').executeTakeFirst()
  return row?.check_value
}

/** Tells whether two keys are the same, and nothing more about them. */
function checkValueOf(bytes: Uint8Array): string {
  return createHmac('sha256', bytes).update('latchkey second factor key check v1').digest('base64url')
}

const differs = refuse(
  'second_factor_key_differs',
  'The second factors in this database are sealed under another key than the one that this node holds.',
  'Install the key that the other nodes have, or put it back from where it is kept; see docs/operate/second-factors.md.',
)
