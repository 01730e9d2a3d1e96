/** The files of a package as an index lists them: with what was said of their version since, and who published them. */
import type { Reader } from '../storage/index.ts'
import { type FileRecord, type ListedFile, type ListedVersion, type Retired, readFile } from './repository.ts'

/** All of them by file name. */
export async function filesOf(reader: Reader, packageId: string): Promise<readonly ListedFile[]> {
  return (await selectListed(reader, packageId).execute()).map(readListed)
}

export async function fileRecordsOf(reader: Reader, packageId: string): Promise<readonly FileRecord[]> {
  return (await selectRecords(reader, packageId).execute()).map(readRecord)
}

/** With the names of those who published each. */
export function selectRecords(reader: Reader, packageId: string) {
  return selectListed(reader, packageId)
    .leftJoin('accounts', 'accounts.id', 'files.published_by_id')
    .leftJoin('organizations', 'organizations.id', 'files.published_by_id')
    .leftJoin('keys', 'keys.id', 'files.key_id')
    .leftJoin('logins', 'logins.id', 'files.login_id')
    .select(['accounts.username', 'organizations.name as organization', 'keys.name as keyName'])
    .select(['logins.client_id', 'logins.client_name', 'logins.device_name'])
}

type RecordRow = Awaited<ReturnType<ReturnType<typeof selectRecords>['execute']>>[number]

export function readRecord({
  username,
  organization,
  keyName,
  client_id,
  client_name,
  device_name,
  ...row
}: RecordRow): FileRecord {
  return {
    ...readListed(row),
    publisher: username ?? organization ?? '',
    keyName: keyName ?? undefined,
    login:
      client_id === null || client_name === null
        ? undefined
        : { client: { id: client_id, name: client_name }, deviceName: device_name ?? undefined },
  }
}

function selectListed(reader: Reader, packageId: string) {
  return reader
    .selectFrom('files')
    .leftJoin('retired_versions', join =>
      join
        .onRef('retired_versions.package_id', '=', 'files.package_id')
        .onRef('retired_versions.version', '=', 'files.version'),
    )
    .selectAll('files')
    .select(['retired_versions.reason', 'retired_versions.category', 'retired_versions.retired_at'])
    .where('files.package_id', '=', packageId)
    .orderBy('filename')
}

type ListedRow = Awaited<ReturnType<ReturnType<typeof selectListed>['execute']>>[number]

function readListed(row: ListedRow): ListedFile {
  return { ...readFile(row), retired: readRetired(row) }
}

interface RetiredColumns {
  readonly reason: string | null
  readonly category: string | null
  readonly retired_at: number | null
}

function readRetired({ reason, category, retired_at: at }: RetiredColumns): Retired | undefined {
  return reason === null || at === null ? undefined : { reason, category: category ?? undefined, at }
}

/** Every version that has files, of every package of a repository: by package, and then by version as text. */
export async function versionsOf(reader: Reader, repositoryId: string): Promise<readonly ListedVersion[]> {
  const rows = await reader
    .selectFrom('files')
    .innerJoin('packages', 'packages.id', 'files.package_id')
    .leftJoin('retired_versions', join =>
      join
        .onRef('retired_versions.package_id', '=', 'files.package_id')
        .onRef('retired_versions.version', '=', 'files.version'),
    )
    .select(['packages.name', 'files.version'])
    .select(['retired_versions.reason', 'retired_versions.category', 'retired_versions.retired_at'])
    .distinct()
    .where('packages.repository_id', '=', repositoryId)
    .orderBy('packages.name')
    .orderBy('files.version')
    .execute()
  return rows.map(row => ({ package: row.name, version: row.version, retired: readRetired(row) }))
}
