/** Somebody's second factor at a Latchkey of the tests. */
import type { Secret } from '@latchkey/client'
import { from, type LatchkeyHouse, value } from '../../../client/src/auth-client/testing/latchkey-house.ts'
import { createApp, readSecret } from '../../../server/src/second-factors/testing.ts'

export interface App {
  /** A code that was not used yet: the one that confirmed it is of the step before. */
  code(): Secret
}

/** From now on this person has one; no code of its making opens the window of a login that is older. */
export async function enrolled(house: LatchkeyHouse, username: string): Promise<App> {
  const session = await house.sessionOf(username)
  const { secret } = value(await house.rooms.secondFactors.enroll(session, from))
  const app = createApp(readSecret(secret), { now: Date.now, monotonic: () => 0 })
  value(await house.rooms.secondFactors.confirm(session, app.code(-1), from))
  return { code: () => app.code() }
}
