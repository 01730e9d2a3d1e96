/** A login as its owner sees it. */
import type { LastUsed } from '../keys/index.ts'
import type { LoginsTable } from '../storage/index.ts'

/** Instants are milliseconds since 1970. */
export interface Login {
  readonly id: string
  /** The master key of all its tokens, for life. */
  readonly kid: string
  readonly accountId: string
  /** As it was when the account let it in. */
  readonly client: { readonly id: string; readonly name: string }
  readonly deviceName: string | undefined
  /** Canonical scopes (RFC 6749, section 3.3), as they were granted. */
  readonly scope: string
  readonly createdAt: number
  /** When it is over however much it is used. */
  readonly expiresAt: number
  /** How often it was refreshed. */
  readonly generation: number
  readonly rotatedAt: number
  /** The highest generation of which an access token was presented; -1 for none. */
  readonly seen: number
  readonly endedAt: number | undefined
  readonly endedBecause: EndedBecause | undefined
  readonly lastUsed: LastUsed | undefined
}

/** `withdrawn`: its master key was. */
export type EndedBecause = NonNullable<LoginsTable['ended_because']> | 'withdrawn'

/** With when its master key was withdrawn. */
export type LoginRow = LoginsTable & { readonly withdrawn_at?: number | null }

export function readLogin(row: LoginRow): Login {
  const endedAt = row.ended_at ?? row.withdrawn_at ?? undefined
  return {
    id: row.id,
    kid: row.kid,
    accountId: row.account_id,
    client: { id: row.client_id, name: row.client_name },
    deviceName: row.device_name ?? undefined,
    scope: row.scope,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    generation: row.generation,
    rotatedAt: row.rotated_at,
    seen: row.seen,
    endedAt,
    endedBecause: endedAt === undefined ? undefined : (row.ended_because ?? 'withdrawn'),
    lastUsed: readLastUsed(row),
  }
}

/** `latchkey on build-7`: what a login is called where keys have a name. */
export function loginName({ client, deviceName }: Pick<Login, 'client' | 'deviceName'>): string {
  return deviceName === undefined ? client.name : `${client.name} on ${deviceName}`
}

function readLastUsed(row: LoginsTable): LastUsed | undefined {
  if (row.last_used_at === null) return undefined
  return {
    at: row.last_used_at,
    address: row.last_used_address ?? undefined,
    client: row.last_used_client ?? undefined,
  }
}
