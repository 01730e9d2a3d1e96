/** Whether something was uploaded to a repository, and what: the latest of it, by whom, from where, when. */
import type { EventRecord } from '../../../audit/index.ts'
import type { House } from '../../house.ts'
import type { OrganizationVisit } from '../../visit.ts'
import type { RepositoryPlace } from './place-of.ts'

export interface Received {
  /** Of the page of its package. */
  readonly path: string
  /** Absent where what happened is remembered no longer. */
  readonly event: EventRecord | undefined
}

/** So many uploads back it is looked for, where the organization has other repositories too. */
const farthest = 20

export async function receivedAt(
  { organization }: OrganizationVisit,
  { id, name, path }: RepositoryPlace & { readonly id: string },
  { repositories, audit }: Pick<House, 'repositories' | 'audit'>,
): Promise<Received | undefined> {
  const { items } = await repositories.packages(id, { limit: 1 })
  const [first] = items
  if (first === undefined) return undefined
  const uploads = await audit.list({ of: organization.id }, { what: 'file.published', limit: farthest })
  const event = uploads.items.find(({ subject }) => subject?.name?.startsWith(`${name}/`))
  const uploaded = event?.subject?.name?.slice(name.length + 1) ?? first.name
  return { path: `${path}/packages/${encodeURIComponent(uploaded)}`, event }
}
