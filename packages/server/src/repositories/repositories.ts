/** Every way to read or change repositories. */
import type { Refusal } from '@latchkey/tokens'
import type { Judge, StandingSource } from '../access/index.ts'
import type { ChangedBy, Organization } from '../organizations/index.ts'
import type { Page, PageRequest, Writer } from '../storage/index.ts'
import type { PublishDocumentation } from './documentation.ts'
import type { PackageQuery } from './list-packages.ts'
import type { MaintainedPackage } from './maintainers.ts'
import type { NameOwner } from './name-owner.ts'
import type { PublishCode, Published, PublishInput } from './publish-file.ts'
import type { PublishedVersion } from './published-versions.ts'
import type { Usage } from './quota.ts'
import type {
  Documentation,
  FileRecord,
  ListedFile,
  ListedVersion,
  Maintainer,
  MaintainerId,
  Package,
  PublishedFile,
  Repository,
  Visibility,
} from './repository.ts'

export interface Repositories extends StandingSource {
  /** Why no repository can be made for it: it is not served here. `create` asks again. */
  objectionToEcosystem(ecosystem: string): Refusal<'unknown_ecosystem'> | undefined
  /** Refuses an ecosystem that is not served here, and a second repository of one organization and ecosystem. */
  create(
    input: {
      readonly organization: Organization
      readonly ecosystem: string
      readonly visibility: Visibility
    },
    by: ChangedBy,
  ): Promise<Repository | Refusal>
  find(organizationName: string, ecosystem: string): Promise<Repository | undefined>
  /** Those of an organization, by ecosystem. */
  list(organizationId: string): Promise<readonly Repository[]>
  /** How many packages each of them has, by its id. */
  countPackages(organizationId: string): Promise<ReadonlyMap<string, number>>
  setVisibility(repositoryId: string, visibility: Visibility, by: ChangedBy): Promise<Repository | Refusal>
  /** By name. */
  packages(repositoryId: string, query?: PackageQuery): Promise<Page<Package>>
  /** `name` in the ecosystem's normal form. */
  findPackage(repositoryId: string, name: string): Promise<Package | undefined>
  /** Whose a name is, in the ecosystem's normal form: of a package, kept, or nobody's here. */
  ownerOf(repository: Repository, name: string): Promise<NameOwner>
  /** Keeps names to this repository before it has such packages; `acme-*` all that begin so. All of them or none. */
  reserve(
    repository: Repository,
    names: readonly string[],
    by: ChangedBy,
  ): Promise<readonly string[] | Refusal>
  /** Gives reserved names up; all of them or none. */
  release(
    repository: Repository,
    names: readonly string[],
    by: ChangedBy,
  ): Promise<readonly string[] | Refusal>
  /** By name. */
  reservations(repositoryId: string): Promise<readonly string[]>
  maintainers(packageId: string): Promise<readonly Maintainer[]>
  /** What an account maintains in one ecosystem: by organization, and then by name. */
  maintainedBy(accountId: string, ecosystem: string): Promise<readonly MaintainedPackage[]>
  /** All of them by file name: an index page lists every one. */
  files(packageId: string): Promise<readonly ListedFile[]>
  /** The same with who published each. */
  fileRecords(packageId: string): Promise<readonly FileRecord[]>
  /** Its versions with the same, the one that was published last first. */
  publishedVersions(packageId: string, page?: PageRequest): Promise<Page<PublishedVersion>>
  /** Every version that has files, of every package: by package, and then by version as text. */
  versions(repositoryId: string): Promise<readonly ListedVersion[]>
  /** The documentation of a version that has files. */
  documentationFor(packageId: string, version: string): Promise<Documentation | undefined>
  /** The file of that name of that package. */
  findFile(repositoryId: string, packageName: string, filename: string): Promise<PublishedFile | undefined>
  /** Whether a row names the contents with this SHA-256: what none does, the sweep of the upstream may delete. */
  isNamed(sha256: string): Promise<boolean>
  /** Of every version that has any. */
  documentation(packageId: string): Promise<readonly Documentation[]>
  /**
   * Makes it the documentation of the version that `allowed` allows to `publish`, in place of what there is. Throws
   * unless that was decided in this transaction with the computed SHA-256. Refuses a version that has no files
   * (`unknown_version`), and what is more than a quota leaves.
   */
  publishDocumentation(transaction: Writer, input: PublishDocumentation): Promise<Documentation | Refusal>
  /** Deletes that of the version that `judge` allows to `delete`; refuses `no_documentation` where there is none. */
  deleteDocumentation(judge: Judge): Promise<true | Refusal>
  /** Lets an account publish and retire the package that `judge` allows to `maintain`; `alone` in place of all others. */
  addMaintainer(judge: Judge, accountId: string, alone?: boolean): Promise<true | Refusal>
  /** Takes that away again; refuses `no_maintainer` of whoever is none. */
  removeMaintainer(judge: Judge, maintainer: MaintainerId): Promise<true | Refusal>
  /**
   * Makes the file's row and, where its name is new, the package's with its first maintainer. Throws unless
   * `allowed` is the decision about exactly this, made in this transaction with the computed SHA-256. The same file
   * again is `already there`; another of the same name refuses `file_exists`, and the name of one that was deleted
   * `file_name_used`, and what is more than a quota leaves `quota_exceeded`.
   */
  publishFile(transaction: Writer, input: PublishInput): Promise<Published | Refusal<PublishCode>>
  /** Why no file may be called so: one was, and was deleted. `publishFile` asks again. */
  objectionToName(repositoryId: string, filename: string): Promise<Refusal<'file_name_used'> | undefined>
  /** How much an organization has published, and how much it may. */
  usage(organizationId: string): Promise<Usage>
  /** Why a file of so many bytes would not be published, told before it is there. `publishFile` asks again. */
  objectionToSize(organizationId: string, size: number): Promise<Refusal<'quota_exceeded'> | undefined>
  /**
   * Retires the version that `judge` allows to `retire`, with its files of today and later. Again gives it another
   * reason. Refuses what the judge refuses, and a version that has no files. `category` is the ecosystem's own word for
   * the kind of reason.
   */
  retireVersion(judge: Judge, reason: string, category?: string): Promise<true | Refusal>
  /** Undoes it; a version that is not retired stays as it is. */
  restoreVersion(judge: Judge): Promise<true | Refusal>
  /**
   * Deletes the files, or the one of that name, of the version that `judge` allows to `delete`, and with the last its
   * documentation. Their names are never used again; the upstream's sweep takes what no other row names. Gives the
   * names that were deleted.
   */
  deleteFiles(judge: Judge, filename?: string): Promise<readonly string[] | Refusal>
}
