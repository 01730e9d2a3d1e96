/** The files of a package as an index lists them: with what was said of their version since. */
import type { Reader } from '../storage/index.ts'
import { type ListedFile, readFile } from './repository.ts'

/** All of them by file name. */
export async function filesOf(reader: Reader, packageId: string): Promise<readonly ListedFile[]> {
  const rows = await reader
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
    .execute()
  return rows.map(({ reason, retired_at: at, ...row }) => ({
    ...readFile(row),
    retired: reason === null || at === null ? undefined : { reason, at },
  }))
}
