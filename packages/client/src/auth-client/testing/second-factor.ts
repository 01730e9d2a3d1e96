/** Somebody's second factor at a Latchkey of the tests. */
import type { Secret } from '@latchkey/protocol'
import { createApp, readSecret } from '../../../../server/src/second-factors/testing.ts'
import { from, type LatchkeyHouse, value } from './latchkey-house.ts'

export interface App {
  /** A code that was not used yet: it is never of the step by which it was confirmed. */
  code(): Secret
}

const step = 30_000

/** From now on this person has one; no code of its making opens the window of a login that is older. */
export async function enrolled(house: LatchkeyHouse, username: string): Promise<App> {
  const session = await house.sessionOf(username)
  const { secret } = value(await house.rooms.secondFactors.enroll(session, from))
  const appAt = (now: () => number) => createApp(readSecret(secret), { now, monotonic: () => 0 })
  const confirmedAt = Date.now()
  value(await house.rooms.secondFactors.confirm(session, appAt(() => confirmedAt).code(), from))
  // A server takes the code of the next step, too: whether that has begun by then changes nothing.
  return { code: () => appAt(() => Math.max(Date.now(), confirmedAt + step)).code() }
}
