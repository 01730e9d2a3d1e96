/** The files of a package as an index lists them: with what was said of their version since, and who published them. */
import type { Reader } from '../storage/index.ts'
import { type FileRecord, type ListedFile, readFile } from './repository.ts'

/** All of them by file name. */
export async function filesOf(reader: Reader, packageId: string): Promise<readonly ListedFile[]> {
  return (await selectListed(reader, packageId).execute()).map(readListed)
}

export async function fileRecordsOf(reader: Reader, packageId: string): Promise<readonly FileRecord[]> {
  const rows = await selectListed(reader, packageId)
    .leftJoin('accounts', 'accounts.id', 'files.published_by_id')
    .leftJoin('organizations', 'organizations.id', 'files.published_by_id')
    .leftJoin('keys', 'keys.id', 'files.key_id')
    .leftJoin('logins', 'logins.id', 'files.login_id')
    .select(['accounts.username', 'organizations.name as organization', 'keys.name as keyName'])
    .select(['logins.client_id', 'logins.client_name', 'logins.device_name'])
    .execute()
  return rows.map(({ username, organization, keyName, client_id, client_name, device_name, ...row }) => ({
    ...readListed(row),
    publisher: username ?? organization ?? '',
    keyName: keyName ?? undefined,
    login:
      client_id === null || client_name === null
        ? undefined
        : { client: { id: client_id, name: client_name }, deviceName: device_name ?? undefined },
  }))
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
    .select(['retired_versions.reason', 'retired_versions.retired_at'])
    .where('files.package_id', '=', packageId)
    .orderBy('filename')
}

type ListedRow = Awaited<ReturnType<ReturnType<typeof selectListed>['execute']>>[number]

function readListed({ reason, retired_at: at, ...row }: ListedRow): ListedFile {
  return { ...readFile(row), retired: reason === null || at === null ? undefined : { reason, at } }
}
