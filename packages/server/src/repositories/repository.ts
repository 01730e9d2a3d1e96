/** A repository, its packages, their maintainers and files. Instants are milliseconds since 1970. */
import type { Selectable } from 'kysely'
import type { FilesTable, PackagesTable } from '../storage/index.ts'

export type Visibility = 'public' | 'private'

/** An organization's packages in one ecosystem: `pypi:acme`. */
export interface Repository {
  readonly id: string
  readonly organization: { readonly id: string; readonly name: string }
  readonly ecosystem: string
  readonly visibility: Visibility
  readonly createdAt: number
}

export interface Package {
  readonly id: string
  readonly repositoryId: string
  /** In the ecosystem's normal form. */
  readonly name: string
  /** As its first publisher wrote it. */
  readonly displayName: string
  readonly createdAt: number
}

/** Who may publish and retire one package whatever their role; a key where an organization published first. */
export interface MaintainerId {
  readonly kind: 'account' | 'key'
  readonly id: string
}

export interface Maintainer extends MaintainerId {
  readonly createdAt: number
}

export interface PublishedFile {
  readonly id: string
  readonly packageId: string
  readonly version: string
  readonly filename: string
  /** Bytes. */
  readonly size: number
  /** Lower-case hex. */
  readonly sha256: string
  /** What the ecosystem knows about the file besides: the JSON that it handed in. */
  readonly details: unknown
  readonly createdAt: number
  readonly publishedBy: { readonly kind: 'account' | 'organization'; readonly id: string }
  /** The key, or the login, with which it was published; neither for what was published by a command. */
  readonly keyId: string | undefined
  readonly loginId: string | undefined
  /** `twine/4.0.2` and its address, where they were known. */
  readonly publishedFrom: { readonly address: string | undefined; readonly client: string | undefined }
}

/** As an index lists it. */
export interface ListedFile extends PublishedFile {
  /** Where its version is retired: installers pass over it unless it is asked for by itself. */
  readonly retired: Retired | undefined
}

export interface Retired {
  /** Empty where none was given. */
  readonly reason: string
  /** The ecosystem's own word for the kind of reason, where it has such words. */
  readonly category: string | undefined
  readonly at: number
}

/** A version as a list of a whole repository names it. */
export interface ListedVersion {
  /** The package, in the ecosystem's normal form. */
  readonly package: string
  readonly version: string
  readonly retired: Retired | undefined
}

/** The documentation of a version: one archive. */
export interface Documentation {
  readonly packageId: string
  readonly version: string
  /** Bytes. */
  readonly size: number
  /** Lower-case hex; also the name under which the upstream holds it. */
  readonly sha256: string
  readonly createdAt: number
}

/** With the names of those who published it, as people know them. */
export interface FileRecord extends ListedFile {
  readonly publisher: string
  /** The key's name, where one was used. */
  readonly keyName: string | undefined
  /** What a login was of, where one was used. */
  readonly login:
    | {
        readonly client: { readonly id: string; readonly name: string }
        readonly deviceName: string | undefined
      }
    | undefined
}

export function readPackage(row: Selectable<PackagesTable>): Package {
  return {
    id: row.id,
    repositoryId: row.repository_id,
    name: row.name,
    displayName: row.display_name,
    createdAt: row.created_at,
  }
}

export function readFile(row: Selectable<FilesTable>): PublishedFile {
  return {
    id: row.id,
    packageId: row.package_id,
    version: row.version,
    filename: row.filename,
    size: row.size,
    sha256: row.sha256,
    details: JSON.parse(row.details),
    createdAt: row.created_at,
    publishedBy: { kind: row.published_by_kind, id: row.published_by_id },
    keyId: row.key_id ?? undefined,
    loginId: row.login_id ?? undefined,
    publishedFrom: {
      address: row.published_address ?? undefined,
      client: row.published_client ?? undefined,
    },
  }
}
