/** Everything that was published with a key: what to look at first where it leaked. */
import { type Page, type PageRequest, pageOf, type Reader, rowsFor } from '../storage/index.ts'
import { readCursor, writeCursor } from './cursor.ts'

export interface PublishedWithKey {
  /** `pypi:acme/widget` */
  readonly package: string
  readonly version: string
  readonly filename: string
  /** Lower-case hex. */
  readonly sha256: string
  /** Milliseconds since 1970. */
  readonly createdAt: number
}

/** Newest first. What was deleted since is not among it. */
export async function publishedWith(
  reader: Reader,
  keyId: string,
  page: PageRequest,
): Promise<Page<PublishedWithKey>> {
  const { createdAt, id } = readCursor(page.after)
  const rows = await reader
    .selectFrom('files')
    .innerJoin('packages', 'packages.id', 'files.package_id')
    .innerJoin('repositories', 'repositories.id', 'packages.repository_id')
    .innerJoin('organizations', 'organizations.id', 'repositories.organization_id')
    .select(['files.id', 'files.version', 'files.filename', 'files.sha256', 'files.created_at'])
    .select(['repositories.ecosystem', 'organizations.name as organization', 'packages.name as packageName'])
    .where('files.key_id', '=', keyId)
    .where(({ eb, and, or }) =>
      or([
        eb('files.created_at', '<', createdAt),
        and([eb('files.created_at', '=', createdAt), eb('files.id', '<', id)]),
      ]),
    )
    .orderBy('files.created_at', 'desc')
    .orderBy('files.id', 'desc')
    .limit(rowsFor(page))
    .execute()
  return pageOf(
    page,
    rows,
    row => ({
      package: `${row.ecosystem}:${row.organization}/${row.packageName}`,
      version: row.version,
      filename: row.filename,
      sha256: row.sha256,
      createdAt: row.created_at,
    }),
    writeCursor,
  )
}
