/** What an organization asks of its people and of their keys: read with its standing, changed by its owners. */
import type { Selectable } from 'kysely'
import type { Policy } from '../access/index.ts'
import type { OrganizationsTable, Reader } from '../storage/index.ts'

/** The columns that `readPolicy` takes, for look-ups that join the organization. */
export const policyColumns = [
  'organizations.require_second_factor',
  'organizations.keys_need_window',
  'organizations.longest_key_days',
  'organizations.key_makers',
  'organizations.key_exchange',
] as const

type PolicyRow = {
  readonly [Column in
    | 'require_second_factor'
    | 'keys_need_window'
    | 'longest_key_days'
    | 'key_makers'
    | 'key_exchange']: Selectable<OrganizationsTable>[Column]
}

export function readPolicy(row: PolicyRow): Policy {
  return {
    requireSecondFactor: row.require_second_factor === 1,
    keysNeedWindow: row.keys_need_window === 1,
    longestKeyDays: row.longest_key_days ?? undefined,
    keyMakers: row.key_makers,
    keyExchange: row.key_exchange,
  }
}

/** Undefined where there is no such organization. */
export async function policyOf(reader: Reader, organizationId: string): Promise<Policy | undefined> {
  const row = await reader
    .selectFrom('organizations')
    .select(policyColumns)
    .where('id', '=', organizationId)
    .executeTakeFirst()
  return row && readPolicy(row)
}
