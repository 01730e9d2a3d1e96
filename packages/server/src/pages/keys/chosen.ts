/** The keys that a request is about: the one in its path, or those that were ticked. */
import { roles } from '@latchkey/protocol'
import type { Refusal } from '@latchkey/tokens'
import type { Judge } from '../../access/index.ts'
import type { Key } from '../../keys/index.ts'
import type { House } from '../house.ts'
import type { SignedInVisit } from '../visit.ts'
import type { Holder } from './holder.ts'

/** Enough for everybody who still reads what they revoke. */
const most = 100

/** None where one of them is somebody else's, which is as unknown as one that never was. */
export async function chosenKeys(
  { owner }: Holder,
  visit: SignedInVisit,
  { keys }: House,
): Promise<readonly Key[]> {
  const one = visit.parameters['key']
  const ticked = [...visit.query.getAll('key'), ...visit.form.all('key')]
  const ids = one === undefined ? [...new Set(ticked)].slice(0, most) : [one]
  const found = await Promise.all(ids.map(id => keys.byId(id)))
  const theirs = found.filter(key => key?.owner.kind === owner.kind && key.owner.id === owner.id)
  return theirs.length === ids.length ? theirs.filter(key => key !== undefined) : []
}

/** The ground for changing all of them: that for the highest role among them. */
export function groundFor(holder: Holder, keys: readonly Key[]): Promise<Judge | Refusal> {
  return holder.authority(roles.findLast(role => keys.some(key => key.role === role)))
}
