/** How many packages each repository of an organization has. */
import type { Reader } from '../storage/index.ts'

/** By the repository's id; those without any are not in it. */
export async function countPackages(
  reader: Reader,
  organizationId: string,
): Promise<ReadonlyMap<string, number>> {
  const rows = await reader
    .selectFrom('packages')
    .innerJoin('repositories', 'repositories.id', 'packages.repository_id')
    .select(({ fn }) => ['packages.repository_id', fn.countAll<number | string>().as('count')])
    .where('repositories.organization_id', '=', organizationId)
    .groupBy('packages.repository_id')
    .execute()
  return new Map(rows.map(({ repository_id: id, count }) => [id, Number(count)]))
}
