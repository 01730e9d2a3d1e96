/** An organization for one task alone. */
import { operator } from '../../../audit/index.ts'
import type { Organization } from '../../../organizations/index.ts'
import { granted } from '../house.ts'
import type { Desk } from './task.ts'

/** One that no other task changes, and who owns it. */
export async function ownOrganization(
  desk: Desk,
  word: string,
  having?: 'with a repository',
): Promise<Organization & { readonly owner: string }> {
  const account = await desk.somebody(`${word}-keeper`)
  const organization = await desk.house.organization(desk.named(word), account)
  const repository = { organization, ecosystem: 'pypi', visibility: 'private' } as const
  if (having !== undefined) granted(await desk.house.repositories.create(repository, operator))
  return { ...organization, owner: account.username }
}
