/** The room's living part: every way to read or change repositories. */
import { type Refusal, refuse, refused } from '@latchkey/tokens'
import type { Judge, StandingSource } from '../access/index.ts'
import { recordEvent } from '../audit/index.ts'
import { type Clock, newId, type RandomBytes } from '../host/index.ts'
import { type ChangedBy, judgedChange, type Organization } from '../organizations/index.ts'
import {
  advanceEpoch,
  type Page,
  type PageRequest,
  pageOf,
  rowsFor,
  type Store,
  startOf,
  type Writer,
} from '../storage/index.ts'
import { concerningRepository } from './concerning.ts'
import { deleteFiles } from './delete-files.ts'
import {
  deleteDocumentation,
  documentationFor,
  documentationOf,
  type PublishDocumentation,
  publishDocumentation,
} from './documentation.ts'
import {
  findFile,
  findPackage,
  findRepository,
  objectionToName,
  readRepository,
  selectRepositories,
} from './find.ts'
import { fileRecordsOf, filesOf, versionsOf } from './listed-files.ts'
import {
  addMaintainer,
  type MaintainedPackage,
  maintainedBy,
  maintainersOf,
  removeMaintainer,
} from './maintainers.ts'
import { type NameOwner, ownerOf } from './name-owner.ts'
import { type PublishCode, type Published, type PublishInput, publishFile } from './publish-file.ts'
import { objectionToSize, readUsage, type Usage } from './quota.ts'
import {
  type Documentation,
  type FileRecord,
  type ListedFile,
  type ListedVersion,
  type Maintainer,
  type Package,
  type PublishedFile,
  type Repository,
  readPackage,
  type Visibility,
} from './repository.ts'
import { release, reservationsOf, reserve } from './reservations.ts'
import { restoreVersion, retireVersion } from './retire-version.ts'
import { readStanding } from './standing.ts'

export interface Repositories extends StandingSource {
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
  setVisibility(repositoryId: string, visibility: Visibility, by: ChangedBy): Promise<Repository | Refusal>
  /** By name. */
  packages(repositoryId: string, page?: PageRequest): Promise<Page<Package>>
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
  removeMaintainer(judge: Judge, accountId: string): Promise<true | Refusal>
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

export interface RepositoriesOptions {
  readonly store: Store
  readonly clock: Clock
  readonly random: RandomBytes
  /** The names of the ecosystems that are served: `pypi`. */
  readonly ecosystems: readonly string[]
}

export function createRepositories({ store, clock, random, ecosystems }: RepositoriesOptions): Repositories {
  const settingsChange = (transaction: Writer, organizationId: string, by: ChangedBy) =>
    judgedChange(transaction, by, { organizationId, administers: 'settings' })

  const changeReservations = (
    change: typeof reserve,
    repository: Repository,
    { names, by }: { readonly names: readonly string[]; readonly by: ChangedBy },
  ) =>
    store.write(async transaction => {
      const judged = await settingsChange(transaction, repository.organization.id, by)
      if (refused(judged)) return judged
      return change(transaction, repository, { names, cause: judged.cause, now: clock.now() })
    })

  return {
    async create({ organization, ecosystem, visibility }, by) {
      if (!ecosystems.includes(ecosystem)) return unknownEcosystem(ecosystem, ecosystems)
      const row = {
        id: newId(random),
        organization_id: organization.id,
        ecosystem,
        visibility,
        created_at: clock.now(),
      }
      return store.write(async transaction => {
        const judged = await settingsChange(transaction, organization.id, by)
        if (refused(judged)) return judged
        const { cause } = judged
        const { numInsertedOrUpdatedRows } = await transaction
          .insertInto('repositories')
          .values(row)
          .onConflict(conflict => conflict.columns(['organization_id', 'ecosystem']).doNothing())
          .executeTakeFirstOrThrow()
        if (numInsertedOrUpdatedRows !== 1n) return repositoryExists(`${ecosystem}:${organization.name}`)
        const created = readRepository({ ...row, organization_name: organization.name })
        await recordEvent(transaction, {
          ...{ what: 'repository.created', at: row.created_at, cause, details: { visibility } },
          ...concerningRepository(created),
        })
        return created
      })
    },

    find: (organizationName, ecosystem) => findRepository(store.read, organizationName, ecosystem),

    async list(organizationId) {
      const ofOrganization = selectRepositories(store.read).where('organization_id', '=', organizationId)
      return (await ofOrganization.orderBy('ecosystem').execute()).map(readRepository)
    },

    setVisibility: (repositoryId, visibility, by) =>
      store.write(async transaction => {
        const found = selectRepositories(transaction).where('repositories.id', '=', repositoryId)
        const row = await found.executeTakeFirst()
        if (row === undefined) return unknownRepository
        const changed = readRepository({ ...row, visibility })
        const judged = await settingsChange(transaction, changed.organization.id, by)
        if (refused(judged)) return judged
        const update = transaction.updateTable('repositories').set({ visibility })
        await update.where('id', '=', repositoryId).execute()
        await advanceEpoch(transaction)
        const { cause } = judged
        await recordEvent(transaction, {
          ...{ what: 'repository.visibility_changed', at: clock.now(), cause, details: { visibility } },
          ...concerningRepository(changed),
        })
        return changed
      }),

    async packages(repositoryId, page = {}) {
      const all = store.read.selectFrom('packages').selectAll().where('repository_id', '=', repositoryId)
      const rest = all.where('name', '>', startOf(page))
      const rows = await rest.orderBy('name').limit(rowsFor(page)).execute()
      return pageOf(page, rows, readPackage, row => row.name)
    },

    findPackage: (repositoryId, name) => findPackage(store.read, repositoryId, name),
    ownerOf: (repository, name) => ownerOf(store.read, repository, name),
    reserve: (repository, names, by) => changeReservations(reserve, repository, { names, by }),
    release: (repository, names, by) => changeReservations(release, repository, { names, by }),
    reservations: repositoryId => reservationsOf(store.read, repositoryId),

    maintainers: packageId => maintainersOf(store.read, packageId),
    maintainedBy: (accountId, ecosystem) => maintainedBy(store.read, accountId, ecosystem),
    files: packageId => filesOf(store.read, packageId),
    fileRecords: packageId => fileRecordsOf(store.read, packageId),
    versions: repositoryId => versionsOf(store.read, repositoryId),
    documentation: packageId => documentationOf(store.read, packageId),
    publishDocumentation: (transaction, input) =>
      publishDocumentation({ transaction, random, now: clock.now() }, input),
    deleteDocumentation: judge =>
      store.write(transaction => deleteDocumentation(transaction, judge, clock.now())),
    addMaintainer: (judge, accountId, alone = false) =>
      store.write(transaction => addMaintainer(transaction, judge, { accountId, alone, now: clock.now() })),
    removeMaintainer: (judge, accountId) =>
      store.write(transaction => removeMaintainer(transaction, judge, { accountId, now: clock.now() })),
    documentationFor: (packageId, version) => documentationFor(store.read, packageId, version),

    async findFile(repositoryId, packageName, filename) {
      const owner = await findPackage(store.read, repositoryId, packageName)
      const file = owner && (await findFile(store.read, repositoryId, filename))
      return file?.packageId === owner?.id ? file : undefined
    },

    async isNamed(sha256) {
      for (const table of ['files', 'documentation'] as const) {
        const named = store.read.selectFrom(table).select('sha256').where('sha256', '=', sha256)
        if ((await named.limit(1).executeTakeFirst()) !== undefined) return true
      }
      return false
    },

    publishFile: (transaction, input) => publishFile({ transaction, random, now: clock.now() }, input),
    retireVersion: (judge, reason, category) =>
      store.write(transaction => retireVersion(transaction, judge, { reason, category, now: clock.now() })),
    restoreVersion: judge => store.write(transaction => restoreVersion(transaction, judge, clock.now())),
    objectionToName: (repositoryId, filename) => objectionToName(store.read, repositoryId, filename),
    usage: organizationId => readUsage(store.read, organizationId),
    objectionToSize: (organizationId, size) => objectionToSize(store.read, organizationId, size),
    deleteFiles: (judge, filename) =>
      store.write(transaction => deleteFiles(transaction, judge, { filename, now: clock.now() })),

    standing: (principal, credentialId, place, transaction) =>
      readStanding((transaction as Writer | undefined) ?? store.read, principal, credentialId, place),
  }
}

function unknownEcosystem(ecosystem: string, ecosystems: readonly string[]): Refusal<'unknown_ecosystem'> {
  return refuse(
    'unknown_ecosystem',
    `There is no ecosystem ${JSON.stringify(ecosystem)} here.`,
    `Choose one of: ${ecosystems.join(', ')}.`,
  )
}

function repositoryExists(name: string): Refusal<'repository_exists'> {
  return refuse(
    'repository_exists',
    `The repository ${name} exists already.`,
    'Use it, or change its visibility.',
  )
}

const unknownRepository = refuse('unknown_repository', 'There is no such repository.', 'Create it first.')
