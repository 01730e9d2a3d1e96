/** Retiring a version, and restoring it: a row that says so, and nothing that cannot be undone. */

import { type Refusal, refused } from '@latchkey/tokens'
import type { Judge } from '../access/index.ts'
import { causeOf, recordEvent } from '../audit/index.ts'
import type { Writer } from '../storage/index.ts'
import { concerningPackage } from './concerning.ts'
import { type JudgedVersion, judgedVersion, publishedVersion } from './judged-version.ts'
import { usedCredential } from './used-credential.ts'

export interface Retirement {
  /** What people are told. */
  readonly reason: string
  /** The ecosystem's own word for the kind of reason. */
  readonly category?: string | undefined
  /** Milliseconds since 1970. */
  readonly now: number
}

export async function retireVersion(
  transaction: Writer,
  judge: Judge,
  { reason: written, category, now }: Retirement,
): Promise<true | Refusal> {
  const judged = await judgedRetirement(transaction, judge)
  if (refused(judged)) return judged
  const { allowed, by, repository, version } = judged
  const reason = inOneLine(written)
  const change = {
    reason,
    category: category ?? null,
    retired_at: now,
    retired_by_kind: by.kind,
    retired_by_id: by.id,
    ...usedCredential(allowed),
  }
  await transaction
    .insertInto('retired_versions')
    .values({ package_id: judged.package.id, version, ...change })
    .onConflict(conflict => conflict.columns(['package_id', 'version']).doUpdateSet(change))
    .execute()
  await recordEvent(transaction, {
    ...{
      what: 'version.retired',
      at: now,
      cause: causeOf(allowed),
      details: { version, reason, ...(category !== undefined && { category }) },
    },
    ...concerningPackage(repository, judged.package),
  })
  return true
}

/** Installers print it as it is: no line break, nothing that a terminal obeys, nothing that turns text around. */
function inOneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\u2028-\u202e\u2066-\u2069]+/gu, ' ').trim()
}

export async function restoreVersion(
  transaction: Writer,
  judge: Judge,
  now: number,
): Promise<true | Refusal> {
  const judged = await judgedRetirement(transaction, judge)
  if (refused(judged)) return judged
  const { allowed, repository, version } = judged
  const { numDeletedRows } = await transaction
    .deleteFrom('retired_versions')
    .where('package_id', '=', judged.package.id)
    .where('version', '=', version)
    .executeTakeFirstOrThrow()
  if (numDeletedRows === 0n) return true
  await recordEvent(transaction, {
    ...{ what: 'version.restored', at: now, cause: causeOf(allowed), details: { version } },
    ...concerningPackage(repository, judged.package),
  })
  return true
}

async function judgedRetirement(transaction: Writer, judge: Judge): Promise<JudgedVersion | Refusal> {
  const judged = await judgedVersion(transaction, judge, 'retire')
  return refused(judged) ? judged : publishedVersion(transaction, judged)
}
