/** Everything that was published with a key: what to look at first where it leaked. */
import { sql } from 'kysely'
import { type Page, type PageRequest, pageOf, type Reader, rowsFor } from '../storage/index.ts'
import { readCursor, writeCursor } from './cursor.ts'

export interface PublishedWithKey {
  /** `pypi:acme/widget` */
  readonly package: string
  readonly version: string
  /** `documentation` where it is that of the version. */
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
    .selectFrom(publishedIn(reader, keyId).as('published'))
    .innerJoin('packages', 'packages.id', 'published.package_id')
    .innerJoin('repositories', 'repositories.id', 'packages.repository_id')
    .innerJoin('organizations', 'organizations.id', 'repositories.organization_id')
    .select(['published.id', 'published.version', 'published.filename'])
    .select(['published.sha256', 'published.created_at'])
    .select(['repositories.ecosystem', 'organizations.name as organization', 'packages.name as packageName'])
    .where(({ eb, and, or }) =>
      or([
        eb('published.created_at', '<', createdAt),
        and([eb('published.created_at', '=', createdAt), eb('published.id', '<', id)]),
      ]),
    )
    .orderBy('published.created_at', 'desc')
    .orderBy('published.id', 'desc')
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

/** Documentation is shown by browsers: what a thief may have left there counts too. */
function publishedIn(reader: Reader, keyId: string) {
  const columns = ['id', 'package_id', 'version', 'sha256', 'created_at'] as const
  const files = reader
    .selectFrom('files')
    .select([...columns, 'filename'])
    .where('key_id', '=', keyId)
  return files.unionAll(
    reader
      .selectFrom('documentation')
      .select([...columns, sql<string>`'documentation'`.as('filename')])
      .where('key_id', '=', keyId),
  )
}
