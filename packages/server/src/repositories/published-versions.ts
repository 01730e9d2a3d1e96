/** The versions of a package with their files, the one that was published last first: a page at a time, however many there are. */
import { sql } from 'kysely'
import { type Page, type PageRequest, pageOf, type Reader, rowsFor } from '../storage/index.ts'
import { readRecord, selectRecords } from './listed-files.ts'
import type { FileRecord } from './repository.ts'

export interface PublishedVersion {
  readonly version: string
  /** When the last of its files was published, milliseconds since 1970. */
  readonly publishedAt: number
  /** By file name. */
  readonly files: readonly FileRecord[]
}

export async function publishedVersions(
  reader: Reader,
  packageId: string,
  page: PageRequest,
): Promise<Page<PublishedVersion>> {
  const publishedAt = sql<number>`max(created_at)`
  const rows = await reader
    .selectFrom('files')
    .select(['version', publishedAt.as('published_at')])
    .where('package_id', '=', packageId)
    .groupBy('version')
    .having(behind(page.after))
    .orderBy(publishedAt, 'desc')
    .orderBy('version', 'desc')
    .limit(rowsFor(page))
    .execute()
  const { items, ...more } = pageOf(
    page,
    rows,
    row => ({ version: row.version, publishedAt: Number(row.published_at) }),
    row => `${row.published_at}.${row.version}`,
  )
  if (items.length === 0) return { items: [] }
  const names = items.map(({ version }) => version)
  const all = await selectRecords(reader, packageId).where('files.version', 'in', names).execute()
  const records = all.map(readRecord)
  const filesOf = (version: string) => records.filter(each => each.version === version)
  return { items: items.map(item => ({ ...item, files: filesOf(item.version) })), ...more }
}

/** No condition where nothing was said, and no version where it is not one of ours. */
function behind(after: string | undefined) {
  if (after === undefined) return sql<boolean>`1 = 1`
  const [, publishedAt, version] = /^(\d{1,15})\.([^\0]{1,500})$/s.exec(after) ?? []
  if (publishedAt === undefined) return sql<boolean>`1 = 0`
  return sql<boolean>`(max(created_at), version) < (${Number(publishedAt)}, ${version})`
}
