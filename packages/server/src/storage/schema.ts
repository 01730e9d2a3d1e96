/**
 * The tables, as both engines hold them. Ids are 128 random bits in base64url; instants are milliseconds since 1970;
 * a flag is 0 or 1; JSON is text. Nothing here can be presented: what opens something is a SHA-256 (see `host/`).
 */

import type { Role } from '@latchkey/protocol'
import type { Generated } from 'kysely'
import type { Language } from '../host/index.ts'
import type { AccountTables } from './account-tables.ts'
import type { EventTables } from './event-tables.ts'
import type { KeyTables } from './key-tables.ts'
import type { LoginTables } from './login-tables.ts'
import type { PasskeyTables } from './passkey-tables.ts'

export type * from './account-tables.ts'
export type * from './event-tables.ts'
export type * from './key-tables.ts'
export type * from './login-tables.ts'
export type * from './passkey-tables.ts'

type Flag = 0 | 1
type Instant = number

export interface InvitationsTable {
  /** SHA-256 of the link's secret. Also what the invitation is called by; nobody has the secret of one that is mailed. */
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
  /** Where it is mailed to; null for one that is handed over, and when it is over. */
  email: Generated<string | null>
  withdrawn_at: Generated<Instant | null>
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
  /** The ecosystem's own word for the kind of reason, where it has such words. */
  category: Generated<string | null>
}

/** The documentation of a version: one archive, which may be replaced. */
export interface DocumentationTable {
  /** Another one each time it is replaced. */
  id: string
  package_id: string
  version: string
  size: number
  /** Lower-case hex; also the name under which the upstream holds it. */
  sha256: string
  created_at: Instant
  published_by_kind: 'account' | 'organization'
  published_by_id: string
  key_id: string | null
  login_id: string | null
  /** From where and with what it came; null where that was not known. */
  published_address: string | null
  published_client: string | null
}

/** One row: which key signs Hex's registry, by what can be told of it. */
export interface HexSigningKeyTable {
  id: 1
  check_value: string
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
  /** The link whose secret is written at its end when it is sent. */
  link_id: Generated<string | null>
  language: Generated<Language>
}

/** What a link that is sent by mail is good for. The row goes when it was used, and when it is not to be used any more. */
export interface EmailLinksTable {
  id: string
  purpose: EmailPurpose
  /** An account's id; for an invitation the invitation's. */
  subject_id: string
  /** Where it is sent. */
  address: string
  created_at: Instant
  expires_at: Instant
}

export type EmailPurpose = 'address' | 'password' | 'invitation'

/** The secrets under which a link was sent: one for each time that sending it was tried. */
export interface EmailLinkSecretsTable {
  secret_hash: string
  link_id: string
  created_at: Instant
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

export interface Schema extends AccountTables, EventTables, KeyTables, LoginTables, PasskeyTables {
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
  documentation: DocumentationTable
  hex_signing_key: HexSigningKeyTable
  outbox: OutboxTable
  email_links: EmailLinksTable
  email_link_secrets: EmailLinkSecretsTable
  epoch: EpochTable
  files_folder: FilesFolderTable
}
