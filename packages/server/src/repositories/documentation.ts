/** The documentation of a version: one archive, which may be replaced as long as the version is there. */
import type { Selectable } from 'kysely'
import type { DocumentationTable, Reader } from '../storage/index.ts'
import type { Documentation } from './repository.ts'

export async function documentationFor(
  reader: Reader,
  packageId: string,
  version: string,
): Promise<Documentation | undefined> {
  const row = await reader
    .selectFrom('documentation')
    .selectAll()
    .where('package_id', '=', packageId)
    .where('version', '=', version)
    .executeTakeFirst()
  return row && readDocumentation(row)
}

function readDocumentation(row: Selectable<DocumentationTable>): Documentation {
  return {
    packageId: row.package_id,
    version: row.version,
    size: row.size,
    sha256: row.sha256,
    createdAt: row.created_at,
  }
}
