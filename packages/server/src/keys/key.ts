/** A key as its owner sees it. The text is shown once, when it is made, and is stored nowhere. */
import type { Role } from '@latchkey/protocol'
import { type Caveat, refused } from '@latchkey/tokens'
import type { KeysTable } from '../storage/index.ts'
import { readStoredCaveats } from './stored-caveats.ts'

export interface KeyOwner {
  readonly kind: 'account' | 'organization'
  readonly id: string
}

/** Instants are milliseconds since 1970. */
export interface Key {
  readonly id: string
  /** Which master key its root key is derived from. */
  readonly kid: string
  readonly owner: KeyOwner
  readonly name: string
  /** Of an organization's key: fixed when it was made. */
  readonly role: Role | undefined
  /** The stored caveats; the text of a key has none of its own. */
  readonly caveats: readonly Caveat[]
  /** The account that made it; absent where a command or an organization's key did. */
  readonly createdBy: string | undefined
  readonly createdAt: number
  readonly expiresAt: number | undefined
  readonly revokedAt: number | undefined
  readonly lastUsed: LastUsed | undefined
  /** The key that took its place when it was rotated. */
  readonly replacedBy: string | undefined
}

export interface LastUsed {
  readonly at: number
  /** The client's address. */
  readonly address: string | undefined
  /** The first product of its User-Agent, `twine/4.0.2`. */
  readonly client: string | undefined
}

/** What a token of a key is decided by. */
export type KeyFacts = Omit<Key, 'createdBy' | 'lastUsed' | 'replacedBy'>

/** A key counts as revoked from when its master key was withdrawn, if it was not revoked before. */
interface Withdrawable {
  readonly withdrawn_at?: number | null
}

export type KeyRow = KeysTable & Withdrawable

/** The columns that `readKeyFacts` takes. */
export const factColumns = [
  ...(['id', 'kid', 'owner_kind', 'owner_id', 'name', 'role'] as const),
  ...(['caveats', 'created_at', 'expires_at', 'revoked_at'] as const),
] as const

/** Throws where the row holds caveats that this program does not know: such a key must not be taken for a wider one. */
export function readKeyFacts(row: Pick<KeysTable, (typeof factColumns)[number]> & Withdrawable): KeyFacts {
  const caveats = readStoredCaveats(row.caveats)
  if (refused(caveats))
    throw new Error(`The stored caveats of key ${row.id} cannot be read. ${caveats.message}`)
  return {
    id: row.id,
    kid: row.kid,
    owner: { kind: row.owner_kind, id: row.owner_id },
    name: row.name,
    role: row.role ?? undefined,
    caveats,
    createdAt: row.created_at,
    expiresAt: row.expires_at ?? undefined,
    revokedAt: row.revoked_at ?? row.withdrawn_at ?? undefined,
  }
}

/** Throws where `readKeyFacts` does. */
export function readKey(row: KeyRow): Key {
  return {
    ...readKeyFacts(row),
    createdBy: row.created_by ?? undefined,
    lastUsed: readLastUsed(row),
    replacedBy: row.replaced_by ?? undefined,
  }
}

function readLastUsed(row: KeysTable): LastUsed | undefined {
  if (row.last_used_at === null) return undefined
  return {
    at: row.last_used_at,
    address: row.last_used_address ?? undefined,
    client: row.last_used_client ?? undefined,
  }
}
