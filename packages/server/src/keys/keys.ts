/** The room's living part: every way to make, find, list and revoke keys. */
import type { Role, Secret } from '@latchkey/protocol'
import type { Caveat, Refusal } from '@latchkey/tokens'
import type { Allowed } from '../access/index.ts'
import type { Page, PageRequest, Writer } from '../storage/index.ts'
import type { Key, KeyOwner, LastUsed } from './key.ts'

/** Who does it: a decision (`account` for one's own keys, `administer` keys for an organization's), or a command. */
export type Authority = Allowed | 'local command'

export interface CreateKeyInput {
  readonly owner: KeyOwner
  /** 1 to 100 characters, unlike those of the owner's other live keys. */
  readonly name: string
  /** What it may do: at least one `allow`. See `keyCaveats`. */
  readonly caveats: readonly Caveat[]
  /** Of an organization's key: its role for good, no higher than its maker's. Not for a person's key. */
  readonly role?: Role
  /** Milliseconds since 1970, or said outright: never. By default 90 days where it can write, else never. */
  readonly expiresAt?: number | 'never'
  readonly by: Authority
}

export interface Keys {
  /** The token is shown once. A key made with a token keeps every caveat of it but its expiry (law 1). */
  create(input: CreateKeyInput): Promise<{ readonly key: Key; readonly token: Secret } | Refusal>
  /** Newest first, revoked and expired ones too. */
  list(owner: KeyOwner, page?: PageRequest): Promise<Page<Key>>
  byId(id: string, transaction?: Writer): Promise<Key | undefined>
  /** The key with what must be known of its owner: one look-up, for `credentials/`. */
  forVerifying(id: string, transaction?: Writer): Promise<VerifiableKey | undefined>
  /** A key that is not the authority's to revoke is as unknown as one that never was. Revoking again changes nothing. */
  revoke(id: string, by: Authority): Promise<Key | Refusal>
  /** Remembers a use; never waits and never fails. `flush` writes it down. */
  used(id: string, use: LastUsed): void
  /** Writes the remembered uses, with relaxed durability. Called each second and when stopping; never throws. */
  flush(): Promise<void>
}

export interface VerifiableKey {
  readonly key: Key
  readonly ownerDisabled: boolean
}
