/** The tables of keys, and of the master keys that every token is derived from. */
import type { Role } from '@latchkey/protocol'

type Instant = number

export interface KeysTable {
  id: string
  /** Which master key its root key is derived from. */
  kid: string
  owner_kind: 'account' | 'organization'
  owner_id: string
  name: string
  /** Of an organization's key: fixed when it was made, never above its maker's. */
  role: Role | null
  /** The stored caveats: a JSON array of caveats. They are tightened, never loosened. */
  caveats: string
  created_by: string | null
  created_at: Instant
  expires_at: Instant | null
  revoked_at: Instant | null
  revoked_by: string | null
  last_used_at: Instant | null
  last_used_address: string | null
  last_used_client: string | null
  /** The key that took this one's place when it was rotated, and its name with it. */
  replaced_by: string | null
}

/** That somebody was told of a key's expiry so many days before: once each. */
export interface ExpiryNoticesTable {
  key_id: string
  days: number
  created_at: Instant
}

/** What a key was used for: how often in one day the same was done, from the same network, with the same client. */
export interface KeyUsageTable {
  key_id: string
  /** The day's first instant, in UTC. */
  day: Instant
  action: string
  /** `pypi:acme/widget`, `pypi:acme` where it was no one package, `acme`; empty where it was none of an organization. */
  target: string
  /** The first product of the User-Agent, `twine/4.0.2`; empty where that is not known, like the network. */
  client: string
  /** `192.0.2.0/24`, `2001:db8:1::/48` */
  network: string
  count: number
}

/** A token made from a key that was burned while its key lives on: all that was made from it passes through its signature. */
export interface RevokedSignaturesTable {
  /** SHA-256 of the token's signature. */
  signature_hash: string
  key_id: string
  created_at: Instant
  /** When the token is over by itself, or its key is; never where neither says so. */
  expires_at: Instant | null
}

export interface MasterKeysTable {
  kid: string
  /** Tells whether a node holds the same key under this name, and nothing more. */
  check_value: string
  state: 'known' | 'minting' | 'withdrawn'
  created_at: Instant
  /** Since when it is in its state. */
  changed_at: Instant
}

export interface KeyTables {
  keys: KeysTable
  expiry_notices: ExpiryNoticesTable
  key_usage: KeyUsageTable
  revoked_signatures: RevokedSignaturesTable
  master_keys: MasterKeysTable
}
