/** Retiring a version, and restoring it: a row that says so, and nothing that cannot be undone. */
import { type Refusal, refused } from '@latchkey/tokens'
import type { Writer } from '../storage/index.ts'
import { type Judge, type JudgedVersion, judgedVersion, unknownVersion } from './judged-version.ts'
import { keyIdOf } from './publish-file.ts'

export async function retireVersion(
  transaction: Writer,
  judge: Judge,
  { reason, now }: { readonly reason: string; readonly now: number },
): Promise<true | Refusal> {
  const judged = await publishedVersion(transaction, judge)
  if (refused(judged)) return judged
  const { allowed, by, version } = judged
  const change = {
    reason,
    retired_at: now,
    retired_by_kind: by.kind,
    retired_by_id: by.id,
    key_id: keyIdOf(allowed) ?? null,
  }
  await transaction
    .insertInto('retired_versions')
    .values({ package_id: judged.package.id, version, ...change })
    .onConflict(conflict => conflict.columns(['package_id', 'version']).doUpdateSet(change))
    .execute()
  return true
}

export async function restoreVersion(transaction: Writer, judge: Judge): Promise<true | Refusal> {
  const judged = await publishedVersion(transaction, judge)
  if (refused(judged)) return judged
  await transaction
    .deleteFrom('retired_versions')
    .where('package_id', '=', judged.package.id)
    .where('version', '=', judged.version)
    .execute()
  return true
}

async function publishedVersion(transaction: Writer, judge: Judge): Promise<JudgedVersion | Refusal> {
  const judged = await judgedVersion(transaction, judge, 'retire')
  if (refused(judged)) return judged
  const file = await transaction
    .selectFrom('files')
    .select('id')
    .where('package_id', '=', judged.package.id)
    .where('version', '=', judged.version)
    .limit(1)
    .executeTakeFirst()
  return file === undefined ? unknownVersion : judged
}
