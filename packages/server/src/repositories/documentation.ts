/** The documentation of a version: one archive, which may be replaced as long as the version is there. */
import { type Refusal, refuse, refused } from '@latchkey/tokens'
import type { Selectable } from 'kysely'
import type { Allowed, Judge } from '../access/index.ts'
import { causeOf, recordEvent } from '../audit/index.ts'
import { newId } from '../host/index.ts'
import type { DocumentationTable, Reader, Writer } from '../storage/index.ts'
import { concerningPackage } from './concerning.ts'
import { allowedVersion, judgedVersion, publishedVersion } from './judged-version.ts'
import type { PublishContext } from './publish-file.ts'
import { objectionToSize } from './quota.ts'
import type { Documentation } from './repository.ts'
import { usedCredential } from './used-credential.ts'

export interface PublishDocumentation {
  /** The decision to publish exactly this as the documentation of a version, made in this transaction. */
  readonly allowed: Allowed
  /** Bytes. */
  readonly size: number
  /** Lower-case hex, as the server computed it. */
  readonly sha256: string
}

export async function publishDocumentation(
  { transaction, random, now }: PublishContext,
  { allowed, size, sha256 }: PublishDocumentation,
): Promise<Documentation | Refusal> {
  const decided = await allowedVersion(transaction, allowed, 'publish')
  const judged = refused(decided) ? decided : await publishedVersion(transaction, decided)
  if (refused(judged)) return judged
  const { repository, package: owner, version, by } = judged
  const { digests, address } = allowed.access
  if (typeof digests !== 'object' || !digests.includes(`sha256:${sha256}`))
    throw new TypeError('Something else was allowed.')

  const former = await documentationFor(transaction, owner.id, version)
  if (former?.sha256 === sha256) return former
  const tooMuch = await objectionToSize(transaction, repository.organization.id, size, former?.size)
  if (tooMuch !== undefined) return tooMuch
  const row = {
    ...{ id: newId(random), package_id: owner.id, version, size, sha256, created_at: now },
    ...{ published_by_kind: by.kind, published_by_id: by.id, ...usedCredential(allowed) },
    ...{ published_address: address ?? null, published_client: allowed.client ?? null },
  }
  await transaction
    .insertInto('documentation')
    .values(row)
    .onConflict(conflict => conflict.columns(['package_id', 'version']).doUpdateSet(row))
    .execute()
  await recordEvent(transaction, {
    ...{
      what: 'documentation.published',
      at: now,
      cause: causeOf(allowed),
      details: { version, size, sha256 },
    },
    ...concerningPackage(repository, owner),
  })
  return readDocumentation(row)
}

/** It may come back; nobody counts on it as on a file that is installed. */
export async function deleteDocumentation(
  transaction: Writer,
  judge: Judge,
  now: number,
): Promise<true | Refusal> {
  const judged = await judgedVersion(transaction, judge, 'delete')
  if (refused(judged)) return judged
  const { allowed, repository, package: owner, version } = judged
  if (!(await removeDocumentation(transaction, owner.id, version))) return noDocumentation
  await recordEvent(transaction, {
    ...{ what: 'documentation.deleted', at: now, cause: causeOf(allowed), details: { version } },
    ...concerningPackage(repository, owner),
  })
  return true
}

/** Whether there was any. */
export async function removeDocumentation(
  transaction: Writer,
  packageId: string,
  version: string,
): Promise<boolean> {
  const { numDeletedRows } = await transaction
    .deleteFrom('documentation')
    .where('package_id', '=', packageId)
    .where('version', '=', version)
    .executeTakeFirstOrThrow()
  return numDeletedRows > 0n
}

export async function documentationFor(
  reader: Reader,
  packageId: string,
  version: string,
): Promise<Documentation | undefined> {
  const row = await selectDocumentation(reader, packageId).where('version', '=', version).executeTakeFirst()
  return row && readDocumentation(row)
}

/** Of all versions that have any. */
export async function documentationOf(reader: Reader, packageId: string): Promise<readonly Documentation[]> {
  return (await selectDocumentation(reader, packageId).execute()).map(readDocumentation)
}

function selectDocumentation(reader: Reader, packageId: string) {
  return reader
    .selectFrom('documentation')
    .select(['package_id', 'version', 'size', 'sha256', 'created_at'])
    .where('package_id', '=', packageId)
}

type DocumentationRow = Pick<
  Selectable<DocumentationTable>,
  'package_id' | 'version' | 'size' | 'sha256' | 'created_at'
>

function readDocumentation(row: DocumentationRow): Documentation {
  const { package_id, version, size, sha256, created_at } = row
  return { packageId: package_id, version, size, sha256, createdAt: created_at }
}

const noDocumentation: Refusal<'no_documentation'> = refuse(
  'no_documentation',
  'This version has no documentation.',
  'There is nothing to do.',
)
