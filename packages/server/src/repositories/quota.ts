/** How much an organization has published, and whether a quota leaves room for more. Sizes are bytes. */
import { type Refusal, refuse } from '@latchkey/tokens'
import type { Quota } from '../organizations/index.ts'
import type { Reader } from '../storage/index.ts'

export interface Usage extends Quota {
  readonly organization: string
  /** What all its files, and all its documentation, have together. */
  readonly used: number
}

export async function readUsage(reader: Reader, organizationId: string): Promise<Usage> {
  return { ...(await readQuota(reader, organizationId)), used: await usedBy(reader, organizationId) }
}

async function readQuota(reader: Reader, organizationId: string): Promise<Omit<Usage, 'used'>> {
  const { name, storage_quota, file_quota } = await reader
    .selectFrom('organizations')
    .select(['name', 'storage_quota', 'file_quota'])
    .where('id', '=', organizationId)
    .executeTakeFirstOrThrow()
  return { organization: name, storage: storage_quota, file: file_quota }
}

async function usedBy(reader: Reader, organizationId: string): Promise<number> {
  const packages = reader
    .selectFrom('packages')
    .innerJoin('repositories', 'repositories.id', 'packages.repository_id')
    .select('packages.id')
    .where('repositories.organization_id', '=', organizationId)
  let used = 0
  for (const table of ['files', 'documentation'] as const) {
    const row = await reader
      .selectFrom(table)
      .select(({ fn }) => fn.sum('size').as('used'))
      .where('package_id', 'in', packages)
      .executeTakeFirstOrThrow()
    used += Number(row.used ?? 0)
  }
  return used
}

/**
 * Asked in the transaction that publishes, it holds there whatever is published at the same time. Where there is no
 * quota nothing is summed up, so that uploads at the same time do not wait for each other. `freed` is what goes with it.
 */
export async function objectionToSize(
  reader: Reader,
  organizationId: string,
  size: number,
  freed = 0,
): Promise<Refusal<'quota_exceeded'> | undefined> {
  const { organization, storage, file } = await readQuota(reader, organizationId)
  if (file !== null && size > file) {
    return refuse(
      'quota_exceeded',
      `The quota of ${organization} is ${file} bytes for one file, and this one is larger.`,
      'Publish a smaller file, or ask the operator of this server for a larger quota.',
    )
  }
  if (storage === null) return undefined
  const used = await usedBy(reader, organizationId)
  if (used - freed + size > storage) {
    return refuse(
      'quota_exceeded',
      `The quota of ${organization} is ${storage} bytes for all its files; ${used} are used, and this file does not fit.`,
      'Delete versions that nobody needs, or ask the operator of this server for a larger quota.',
    )
  }
  return undefined
}
