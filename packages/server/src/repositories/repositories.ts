/** The room's living part: every way to read or change repositories. */
import type { Refusal } from '@latchkey/tokens'
import type { Allowed, StandingSource } from '../access/index.ts'
import type { Organization } from '../organizations/index.ts'
import type { Page, PageRequest, Writer } from '../storage/index.ts'
import type { Maintainer, Package, PublishedFile, Repository, Visibility } from './repository.ts'

export interface Repositories extends StandingSource {
  /** Refuses an ecosystem that is not served here, and a second repository of one organization and ecosystem. */
  create(input: {
    readonly organization: Organization
    readonly ecosystem: string
    readonly visibility: Visibility
  }): Promise<Repository | Refusal>
  find(organizationName: string, ecosystem: string): Promise<Repository | undefined>
  /** Those of an organization, by ecosystem. */
  list(organizationId: string): Promise<readonly Repository[]>
  setVisibility(repositoryId: string, visibility: Visibility): Promise<Repository | Refusal>
  /** By name. */
  packages(repositoryId: string, page?: PageRequest): Promise<Page<Package>>
  findPackage(repositoryId: string, name: string): Promise<Package | undefined>
  maintainers(packageId: string): Promise<readonly Maintainer[]>
  /** All of them by file name: an index page lists every one. */
  files(packageId: string): Promise<readonly PublishedFile[]>
  findFile(repositoryId: string, packageName: string, filename: string): Promise<PublishedFile | undefined>
  /**
   * Makes the file's row and, where its name is new, the package's with its first maintainer. `allowed` is the
   * decision about exactly this: made in this transaction, with package, version and the computed SHA-256 known.
   * The same file again is `already there`; another of the same name refuses `file_exists`.
   */
  publishFile(transaction: Writer, input: PublishInput): Promise<Published | Refusal<'file_exists'>>
}

export interface PublishInput {
  readonly allowed: Allowed
  /** The package's name as its publisher wrote it. */
  readonly displayName: string
  readonly filename: string
  /** Bytes. */
  readonly size: number
  /** Lower-case hex, as the server computed it. */
  readonly sha256: string
  /** What the ecosystem wants to know about the file again; stored as JSON. */
  readonly details: unknown
}

export interface Published {
  readonly outcome: 'published' | 'already there'
  readonly package: Package
  readonly file: PublishedFile
}
