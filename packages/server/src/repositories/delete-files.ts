/** Deleting files for good: their rows go, and their names are written down as used. */

import { type Refusal, refuse, refused } from '@latchkey/tokens'
import type { Judge } from '../access/index.ts'
import { causeOf, recordEvent } from '../audit/index.ts'
import type { Writer } from '../storage/index.ts'
import { concerningPackage } from './concerning.ts'
import { removeDocumentation } from './documentation.ts'
import { judgedVersion, unknownVersion } from './judged-version.ts'
import { usedCredential } from './used-credential.ts'

export interface DeleteInput {
  /** All files of the version where it is left out. */
  readonly filename: string | undefined
  /** Milliseconds since 1970. */
  readonly now: number
}

export async function deleteFiles(
  transaction: Writer,
  judge: Judge,
  { filename, now }: DeleteInput,
): Promise<readonly string[] | Refusal> {
  const judged = await judgedVersion(transaction, judge, 'delete')
  if (refused(judged)) return judged
  const { allowed, by, repository, package: owner, version } = judged
  const all = transaction
    .selectFrom('files')
    .select(['id', 'filename', 'sha256'])
    .where('package_id', '=', owner.id)
    .where('version', '=', version)
    .orderBy('filename')
  const files = await (filename === undefined ? all : all.where('filename', '=', filename)).execute()
  if (files.length === 0) return filename === undefined ? unknownVersion : unknownFile
  for (const { id, ...file } of files) {
    await transaction.deleteFrom('files').where('id', '=', id).execute()
    await transaction
      .insertInto('deleted_files')
      .values({
        ...file,
        repository_id: owner.repositoryId,
        package_id: owner.id,
        version,
        deleted_at: now,
        deleted_by_kind: by.kind,
        deleted_by_id: by.id,
        ...usedCredential(allowed),
      })
      .execute()
  }
  if ((await all.executeTakeFirst()) === undefined) await removeDocumentation(transaction, owner.id, version)
  const names = files.map(file => file.filename)
  await recordEvent(transaction, {
    ...{ what: 'file.deleted', at: now, cause: causeOf(allowed), details: { version, filenames: names } },
    ...concerningPackage(repository, owner),
  })
  return names
}

const unknownFile: Refusal<'unknown_file'> = refuse(
  'unknown_file',
  'This version has no file of that name.',
  'Name it as the list of its files does.',
)
