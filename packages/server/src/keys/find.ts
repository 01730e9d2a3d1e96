/** The look-ups that both a reader and a transaction make. */
import type { VerifiedToken } from '@latchkey/tokens'
import { gathered, prepared, type Reader, secondFactorSince } from '../storage/index.ts'
import { burnedAt } from './burned.ts'
import { factColumns, type Key, type KeyFacts, type KeyOwner, readKey, readKeyFacts } from './key.ts'

/** A token that verified, and the id of the row that its identifier names. */
export interface TokenOfKey {
  readonly token: VerifiedToken
  readonly id: string
}

/** A key with what must be known of its owner, and of the very token that was presented. */
export interface VerifiableKey {
  readonly key: KeyFacts
  readonly ownerDisabled: boolean
  /** Whether the account that it belongs to has a second factor. */
  readonly secondFactor: boolean
  /** When the key's window closes, or closed, milliseconds since 1970: where it was asked for and there is one. */
  readonly windowClosesAt: number | undefined
  /** When the token, or one that it was made from, was burned. */
  readonly burnedAt: number | undefined
}

function withWithdrawals(reader: Reader) {
  return reader
    .selectFrom('keys')
    .leftJoin('master_keys', join =>
      join.onRef('master_keys.kid', '=', 'keys.kid').on('master_keys.state', '=', 'withdrawn'),
    )
    .select('master_keys.changed_at as withdrawn_at')
}

/** Keys with when their master key was withdrawn: what `readKey` takes. */
export function selectKeys(reader: Reader) {
  return withWithdrawals(reader).selectAll('keys')
}

/** Keys that still work: neither revoked nor expired, their master key not withdrawn. `now`: milliseconds since 1970. */
export function selectLive(reader: Reader, now: number) {
  return reader
    .selectFrom('keys')
    .where('keys.revoked_at', 'is', null)
    .where(({ eb, or }) => or([eb('keys.expires_at', 'is', null), eb('keys.expires_at', '>', now)]))
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('master_keys')
            .select('master_keys.kid')
            .whereRef('master_keys.kid', '=', 'keys.kid')
            .where('master_keys.state', '=', 'withdrawn'),
        ),
      ),
    )
}

/** The newest first. */
export async function liveKeysOf(reader: Reader, owner: KeyOwner, now: number): Promise<readonly Key[]> {
  const rows = await selectLive(reader, now)
    .selectAll('keys')
    .where('keys.owner_id', '=', owner.id)
    .where('keys.owner_kind', '=', owner.kind)
    .orderBy('keys.created_at', 'desc')
    .orderBy('keys.id', 'desc')
    .execute()
  return rows.map(row => readKey(row))
}

export async function findKey(reader: Reader, id: string): Promise<Key | undefined> {
  const row = await selectKeys(reader).where('keys.id', '=', id).executeTakeFirst()
  return row && readKey(row)
}

/** Keys with what must be known of their owners: what `readVerifiable` takes. */
export function selectVerifiable(reader: Reader) {
  return withWithdrawals(reader)
    .select(factColumns.map(column => `keys.${column}` as const))
    .leftJoin('accounts', join =>
      join.onRef('accounts.id', '=', 'keys.owner_id').on('keys.owner_kind', '=', 'account'),
    )
    .select('accounts.disabled_at as owner_disabled_at')
    .select(secondFactorSince('accounts.id').as('factor_since'))
}

type VerifiableRow = Awaited<ReturnType<ReturnType<typeof selectVerifiable>['execute']>>[number]

/** As its bare text would be verified, were its window closed. */
export function readVerifiable(
  row: VerifiableRow,
  also: Partial<Pick<VerifiableKey, 'windowClosesAt' | 'burnedAt'>> = {},
): VerifiableKey {
  return {
    key: readKeyFacts(row),
    ownerDisabled: row.owner_disabled_at !== null,
    secondFactor: row.factor_since !== null,
    windowClosesAt: also.windowClosesAt,
    burnedAt: also.burnedAt,
  }
}

const findVerifiableRow = gathered(
  ({ id }: VerifiableRow) => id,
  (reader, ids) => selectVerifiable(reader).where('keys.id', 'in', ids),
)

const selectWindow = prepared((reader: Reader, id: string) =>
  reader.selectFrom('windows').select('closes_at').where('kind', '=', 'key').where('credential_id', '=', id),
)

/**
 * One query, for all who ask at the time: the key's row joined with its owner's and its master key's. An organization is never disabled. A second one for a token that
 * was narrowed, which may have been burned alone; and one for the window, which only what changes something asks for.
 */
export async function findVerifiable(
  reader: Reader,
  { token, id }: TokenOfKey,
  asked?: 'with its window',
): Promise<VerifiableKey | undefined> {
  const row = await findVerifiableRow(reader, id)
  if (row === undefined) return undefined
  const asksForWindow = asked !== undefined && row.factor_since !== null
  const [window] = asksForWindow ? await selectWindow(reader, id) : []
  const burned = burnedAt(reader, token, 'keys')
  return readVerifiable(row, { windowClosesAt: window?.closes_at, burnedAt: burned && (await burned) })
}

export async function organizationName(reader: Reader, id: string): Promise<string | undefined> {
  const row = await reader.selectFrom('organizations').select('name').where('id', '=', id).executeTakeFirst()
  return row?.name
}
