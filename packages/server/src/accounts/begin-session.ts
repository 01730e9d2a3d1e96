/** Beginning a session, in the transaction in which somebody proved who they are. */
import type { Origin } from '../audit/index.ts'
import type { RandomBytes } from '../host/index.ts'
import type { Writer } from '../storage/index.ts'
import type { Account } from './account.ts'
import { asCurrent, newCookie, type SignedIn } from './session.ts'
import { type Given, insertSession } from './session-rows.ts'

const longestUserAgent = 256

export interface Beginning {
  /** By what; a code alone begins none. */
  readonly given: Exclude<Given, 'code'>
  readonly from: Origin
  readonly now: number
  readonly random: RandomBytes
}

export async function beginSession(
  transaction: Writer,
  account: Account,
  { given, from: { address, client = '' }, now, random }: Beginning,
): Promise<SignedIn> {
  const { cookie, idHash } = newCookie(random)
  const session = await insertSession(transaction, {
    ...{ idHash, account, given, createdAt: now, lastSeenAt: now },
    ...{ userAgent: client.slice(0, longestUserAgent), address: address ?? 'unknown' },
  })
  return { session: asCurrent(session, cookie), cookie }
}
