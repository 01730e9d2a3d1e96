/** Makes the room's living part: each of its ways leads into a file of its own. */
import { type Refusal, refuse, refused } from '@latchkey/tokens'
import { recordEvent } from '../audit/index.ts'
import { type Clock, newId, type RandomBytes } from '../host/index.ts'
import { type ChangedBy, judgedChange } from '../organizations/index.ts'
import { advanceEpoch, type Store, type Writer } from '../storage/index.ts'
import { concerningRepository } from './concerning.ts'
import { countPackages } from './count-packages.ts'
import { deleteFiles } from './delete-files.ts'
import {
  deleteDocumentation,
  documentationFor,
  documentationOf,
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
import { listPackages } from './list-packages.ts'
import { fileRecordsOf, filesOf, versionsOf } from './listed-files.ts'
import { addMaintainer, maintainedBy, maintainersOf, removeMaintainer } from './maintainers.ts'
import { ownerOf } from './name-owner.ts'
import { publishFile } from './publish-file.ts'
import { publishedVersions } from './published-versions.ts'
import { objectionToSize, readUsage } from './quota.ts'
import type { Repositories } from './repositories.ts'
import type { Repository } from './repository.ts'
import { release, reservationsOf, reserve } from './reservations.ts'
import { restoreVersion, retireVersion } from './retire-version.ts'
import { readStanding } from './standing.ts'

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

  const objectionToEcosystem = (ecosystem: string) =>
    ecosystems.includes(ecosystem) ? undefined : unknownEcosystem(ecosystem, ecosystems)

  return {
    objectionToEcosystem,
    async create({ organization, ecosystem, visibility }, by) {
      const objection = objectionToEcosystem(ecosystem)
      if (objection !== undefined) return objection
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

    packages: (repositoryId, query = {}) => listPackages(store.read, repositoryId, query),

    findPackage: (repositoryId, name) => findPackage(store.read, repositoryId, name),
    ownerOf: (repository, name) => ownerOf(store.read, repository, name),
    reserve: (repository, names, by) => changeReservations(reserve, repository, { names, by }),
    release: (repository, names, by) => changeReservations(release, repository, { names, by }),
    reservations: repositoryId => reservationsOf(store.read, repositoryId),

    countPackages: organizationId => countPackages(store.read, organizationId),
    maintainers: packageId => maintainersOf(store.read, packageId),
    maintainedBy: (accountId, ecosystem) => maintainedBy(store.read, accountId, ecosystem),
    files: packageId => filesOf(store.read, packageId),
    publishedVersions: (packageId, page = {}) => publishedVersions(store.read, packageId, page),
    fileRecords: packageId => fileRecordsOf(store.read, packageId),
    versions: repositoryId => versionsOf(store.read, repositoryId),
    documentation: packageId => documentationOf(store.read, packageId),
    publishDocumentation: (transaction, input) =>
      publishDocumentation({ transaction, random, now: clock.now() }, input),
    deleteDocumentation: judge =>
      store.write(transaction => deleteDocumentation(transaction, judge, clock.now())),
    addMaintainer: (judge, accountId, alone = false) =>
      store.write(transaction => addMaintainer(transaction, judge, { accountId, alone, now: clock.now() })),
    removeMaintainer: (judge, maintainer) =>
      store.write(transaction => removeMaintainer(transaction, judge, maintainer, clock.now())),
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
