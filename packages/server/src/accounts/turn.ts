/**
 * How often somebody is told by mail what was done with an account. An address that nobody verified may be a stranger's, and
 * whoever has the account can do and undo things without end: of each, five within an hour of the clock are told, the sixth as
 * the last, and further ones are not.
 */
import { type EventName, lately } from '../audit/index.ts'
import type { Reader } from '../storage/index.ts'
import type { Account } from './account.ts'

const hour = 3_600_000
const toldOneByOne = 5

/** To be asked once it is written down. Somebody whose address is verified is told each time. */
export async function turnOf(
  reader: Reader,
  { id, emailVerified }: Pick<Account, 'id' | 'emailVerified'>,
  what: EventName,
  now: number,
): Promise<'told' | 'last' | 'silent'> {
  if (emailVerified) return 'told'
  const instants = await lately(reader, { of: id, what }, toldOneByOne + 2)
  const thisHour = instants.filter(at => at >= now - (now % hour)).length
  if (thisHour <= toldOneByOne) return 'told'
  return thisHour === toldOneByOne + 1 ? 'last' : 'silent'
}
