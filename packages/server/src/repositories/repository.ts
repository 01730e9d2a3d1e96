/** A repository, its packages, their maintainers and files. Instants are milliseconds since 1970. */

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
export interface Maintainer {
  readonly kind: 'account' | 'key'
  readonly id: string
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
  /** What the ecosystem knows about the file besides: what it handed in, JSON. */
  readonly details: unknown
  readonly createdAt: number
  readonly publishedBy: { readonly kind: 'account' | 'organization'; readonly id: string }
  readonly keyId: string | undefined
}
