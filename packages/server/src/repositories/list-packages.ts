/** The packages of a repository by name, or those in whose name a word stands. */
import { normalPackageName } from '@latchkey/tokens'
import { sql } from 'kysely'
import { type Page, type PageRequest, pageOf, type Reader, rowsFor, startOf } from '../storage/index.ts'
import { type Package, readPackage } from './repository.ts'

export interface PackageQuery extends PageRequest {
  /** In the name, however it is written: `Big.Wid` finds `big-widget`. */
  readonly word?: { readonly text: string; readonly ecosystem: string }
}

export async function listPackages(
  reader: Reader,
  repositoryId: string,
  { word, ...page }: PackageQuery,
): Promise<Page<Package>> {
  const all = reader.selectFrom('packages').selectAll().where('repository_id', '=', repositoryId)
  const rest = all.where('name', '>', startOf(page))
  const wanted = word === undefined ? rest : rest.where(holds(normalPackageName(word.ecosystem, word.text)))
  const rows = await wanted.orderBy('name').limit(rowsFor(page)).execute()
  return pageOf(page, rows, readPackage, row => row.name)
}

/** The signs that stand for others in `like` stand for themselves. */
function holds(text: string) {
  const pattern = `%${text.replaceAll(/[\\%_]/g, sign => `\\${sign}`).replaceAll('\0', '')}%`
  return sql<boolean>`name like ${pattern} escape '\\'`
}
