/** The look-ups that both a reader and a transaction make. */
import { type Refusal, refuse } from '@latchkey/tokens'
import type { Reader } from '../storage/index.ts'
import {
  type Package,
  type PublishedFile,
  type Repository,
  readFile,
  readPackage,
  type Visibility,
} from './repository.ts'

interface RepositoryRow {
  readonly id: string
  readonly organization_id: string
  readonly organization_name: string
  readonly ecosystem: string
  readonly visibility: Visibility
  readonly created_at: number
}

export function selectRepositories(reader: Reader) {
  return reader
    .selectFrom('repositories')
    .innerJoin('organizations', 'organizations.id', 'repositories.organization_id')
    .selectAll('repositories')
    .select('organizations.name as organization_name')
}

export function readRepository(row: RepositoryRow): Repository {
  return {
    id: row.id,
    organization: { id: row.organization_id, name: row.organization_name },
    ecosystem: row.ecosystem,
    visibility: row.visibility,
    createdAt: row.created_at,
  }
}

export async function findRepository(
  reader: Reader,
  organizationName: string,
  ecosystem: string,
): Promise<Repository | undefined> {
  const row = await selectRepositories(reader)
    .where('organizations.name', '=', organizationName)
    .where('ecosystem', '=', ecosystem)
    .executeTakeFirst()
  return row && readRepository(row)
}

export async function findPackage(
  reader: Reader,
  repositoryId: string,
  name: string,
): Promise<Package | undefined> {
  const row = await reader
    .selectFrom('packages')
    .selectAll()
    .where('repository_id', '=', repositoryId)
    .where('name', '=', name)
    .executeTakeFirst()
  return row && readPackage(row)
}

/** The file of that name in the whole repository: no two packages of one hold a file of the same name. */
export async function findFile(
  reader: Reader,
  repositoryId: string,
  filename: string,
): Promise<PublishedFile | undefined> {
  const row = await reader
    .selectFrom('files')
    .innerJoin('packages', 'packages.id', 'files.package_id')
    .selectAll('files')
    .where('packages.repository_id', '=', repositoryId)
    .where('files.filename', '=', filename)
    .executeTakeFirst()
  return row && readFile(row)
}

/** Why no file may be called so: one was, and was deleted. */
export async function objectionToName(
  reader: Reader,
  repositoryId: string,
  filename: string,
): Promise<Refusal<'file_name_used'> | undefined> {
  const row = await reader
    .selectFrom('deleted_files')
    .select('filename')
    .where('repository_id', '=', repositoryId)
    .where('filename', '=', filename)
    .executeTakeFirst()
  return row && fileNameUsed
}

/** The first sentence is pypi.org's, which people search for. */
const fileNameUsed: Refusal<'file_name_used'> = refuse(
  'file_name_used',
  'This filename was previously used by a file that has since been deleted.',
  'Publish it under a new version.',
)
