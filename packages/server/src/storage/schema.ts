/**
 * The tables, as both engines hold them. Ids are 128 random bits in base64url; instants are milliseconds since 1970;
 * a flag is 0 or 1; JSON is text. Nothing here can be presented: what opens something is a SHA-256 (see `host/`).
 */

import type { Role } from '@latchkey/protocol'
import type { Generated } from 'kysely'
import type { EventListsTable, EventsTable } from './event-tables.ts'
import type {
  AuthenticatorsTable,
  AuthorizationCodesTable,
  ClientsTable,
  DeviceAuthorizationsTable,
  LoginsTable,
  RecoveryCodesTable,
  RevokedLoginSignaturesTable,
  SecondFactorKeyTable,
  WindowsTable,
  WrongUserCodesTable,
} from './login-tables.ts'

export type {
  AuthenticatorsTable,
  AuthorizationCodesTable,
  ClientsTable,
  DeviceAuthorizationsTable,
  EventListsTable,
  EventsTable,
  LoginsTable,
  RecoveryCodesTable,
  RevokedLoginSignaturesTable,
  WindowsTable,
  WrongUserCodesTable,
}

type Flag = 0 | 1
type Instant = number

/** Accounts and organizations share one namespace; a name once used is never given to another, so rows stay. */
export interface NamesTable {
  name: string
  kind: 'account' | 'organization' | 'reserved'
  owner_id: string | null
  created_at: Instant
}

export interface AccountsTable {
  id: string
  username: string
  email: string
  /** `$argon2id$...` */
  password_hash: string
  administrator: Flag
  created_at: Instant
  disabled_at: Instant | null
  /** What was personal is gone then; the row stays for what names its id. A deleted account is disabled too. */
  deleted_at: Instant | null
}

/** The link with which an account gets a new password: one at a time. */
export interface ResetLinksTable {
  account_id: string
  /** SHA-256 of the link's secret. */
  secret_hash: string
  created_at: Instant
  expires_at: Instant
  /** 1: whoever has it may take the second factor away too. */
  second_factor: Generated<Flag>
}

export interface SessionsTable {
  /** SHA-256 of the cookie's value. */
  id_hash: string
  account_id: string
  created_at: Instant
  last_seen_at: Instant
  /** When the person last gave the password: what step-up asks for. */
  authenticated_at: Instant
  /** An ended session stays for thirty days: it tells from where its account is known. */
  ended_at: Instant | null
  user_agent: string
  address: string
  /** When a second factor was given beside the password; null where none was. */
  second_factor_at: Generated<Instant | null>
}

export interface InvitationsTable {
  /** SHA-256 of the link's secret. */
  secret_hash: string
  /** 1: the account that it makes runs the server (the set-up link). */
  administrator: Flag
  organization_id: string | null
  role: Role | null
  created_by: string | null
  created_at: Instant
  expires_at: Instant
  redeemed_at: Instant | null
  redeemed_by: string | null
}

export interface OrganizationsTable {
  id: string
  name: string
  display_name: string
  created_at: Instant
  /** Bytes that its files may have together, and that one may have; null for no quota. */
  storage_quota: number | null
  file_quota: number | null
  /** 1: members without a second factor may do nothing in it. */
  require_second_factor: Generated<Flag>
  /** 1: people's keys need an open window, as logins do. */
  keys_need_window: Generated<Flag>
  /** How long keys may live that are used in it; null for any time. */
  longest_key_days: Generated<number | null>
  /** The lowest role that makes keys of the organization. */
  key_makers: Generated<'admin' | 'owner'>
  /** Whether people's own keys may be exchanged for reading its repositories. */
  key_exchange: Generated<'allow' | 'warn' | 'refuse'>
}

export interface MembersTable {
  organization_id: string
  account_id: string
  role: Role
  created_at: Instant
}

export interface RepositoriesTable {
  id: string
  organization_id: string
  ecosystem: string
  visibility: 'public' | 'private'
  created_at: Instant
}

/** Names that a repository keeps to itself before it has a package of that name: none of them is asked of a fallback. */
export interface ReservationsTable {
  repository_id: string
  /** In the ecosystem's normal form: one name, or with `*` at its end all that begin so: `acme-*`. */
  pattern: string
  created_at: Instant
}

export interface PackagesTable {
  id: string
  repository_id: string
  /** The ecosystem's normal form. */
  name: string
  /** As its first publisher wrote it. */
  display_name: string
  created_at: Instant
}

export interface MaintainersTable {
  package_id: string
  kind: 'account' | 'key'
  /** An account's or a key's id. */
  maintainer_id: string
  created_at: Instant
}

export interface FilesTable {
  id: string
  package_id: string
  version: string
  filename: string
  size: number
  /** Lower-case hex; also the name under which the upstream holds it. */
  sha256: string
  /** What the ecosystem knows about the file besides, as JSON. */
  details: string
  created_at: Instant
  published_by_kind: 'account' | 'organization'
  published_by_id: string
  key_id: string | null
  /** Of whoever did it with a login. */
  login_id: Generated<string | null>
  /** From where and with what it came; null where that was not known. */
  published_address: string | null
  published_client: string | null
}

/** A version that is retired: installers pass over it unless it is asked for by itself. The row goes when it is restored. */
export interface RetiredVersionsTable {
  package_id: string
  version: string
  /** Empty where none was given. */
  reason: string
  retired_at: Instant
  retired_by_kind: 'account' | 'organization'
  retired_by_id: string
  key_id: string | null
  /** Of whoever did it with a login. */
  login_id: Generated<string | null>
}

/** The name of a file that was deleted: no file of the repository is ever called so again. */
export interface DeletedFilesTable {
  repository_id: string
  filename: string
  package_id: string
  version: string
  sha256: string
  deleted_at: Instant
  deleted_by_kind: 'account' | 'organization'
  deleted_by_id: string
  key_id: string | null
  /** Of whoever did it with a login. */
  login_id: Generated<string | null>
}

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

/** Mail that waits to be delivered. The row goes when it was, or when it is given up. */
export interface OutboxTable {
  id: string
  recipient: string
  subject: string
  text: string
  created_at: Instant
  /** How often a node has taken it to deliver it: whose take is not the last no longer holds it. */
  attempts: number
  /** When it is tried next. While a node delivers it: when another may take it for lost and try. */
  due_at: Instant
}

/** One row: advanced in the same transaction as every change that narrows what somebody may do. */
export interface EpochTable {
  id: 1
  value: number
}

/** One row: which folder holds the files, by what its marker says. */
export interface FilesFolderTable {
  id: 1
  identity: string
}

export interface Schema {
  names: NamesTable
  accounts: AccountsTable
  reset_links: ResetLinksTable
  sessions: SessionsTable
  invitations: InvitationsTable
  organizations: OrganizationsTable
  members: MembersTable
  repositories: RepositoriesTable
  reservations: ReservationsTable
  packages: PackagesTable
  maintainers: MaintainersTable
  files: FilesTable
  retired_versions: RetiredVersionsTable
  deleted_files: DeletedFilesTable
  keys: KeysTable
  expiry_notices: ExpiryNoticesTable
  key_usage: KeyUsageTable
  revoked_signatures: RevokedSignaturesTable
  master_keys: MasterKeysTable
  events: EventsTable
  event_lists: EventListsTable
  outbox: OutboxTable
  epoch: EpochTable
  files_folder: FilesFolderTable
  clients: ClientsTable
  logins: LoginsTable
  revoked_login_signatures: RevokedLoginSignaturesTable
  device_authorizations: DeviceAuthorizationsTable
  wrong_user_codes: WrongUserCodesTable
  authorization_codes: AuthorizationCodesTable
  authenticators: AuthenticatorsTable
  second_factor_key: SecondFactorKeyTable
  recovery_codes: RecoveryCodesTable
  windows: WindowsTable
}
