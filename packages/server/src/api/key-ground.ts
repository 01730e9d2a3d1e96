/** Whose a key is, and on what ground keys of an organization are changed. */
import { roles } from '@latchkey/protocol'
import type { Allowed, Judge } from '../access/index.ts'
import type { Key } from '../keys/index.ts'
import type { ApiHouse } from './house.ts'
import { judgeOfKeyRole } from './permission.ts'

/** Whether a key belongs to the organization that the decision is about, or else to whom it is about. */
export async function isTheirs(
  { owner }: Key,
  { access: { organization: name, principal } }: Allowed,
  { organizations }: ApiHouse,
): Promise<boolean> {
  if (name === undefined) return principal.kind === owner.kind && principal.id === owner.id
  return owner.kind === 'organization' && (await organizations.byName(name))?.id === owner.id
}

/**
 * Keys of the highest role among these. Another organization's is asked for like one that never was, so that nothing
 * is told of it.
 */
export async function groundOfRole(
  allowed: Allowed,
  ids: readonly string[],
  house: ApiHouse,
): Promise<Judge> {
  const { organization: name = '' } = allowed.access
  const organization = await house.organizations.byName(name)
  const found = await Promise.all(ids.map(id => house.keys.byId(id)))
  const theirs = found.filter(key => organization !== undefined && key?.owner.id === organization.id)
  const highest = roles.findLast(role => theirs.some(key => key?.role === role)) ?? 'read'
  return judgeOfKeyRole(allowed, name, highest, house)
}
