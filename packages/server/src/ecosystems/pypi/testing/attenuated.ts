/** Narrows a token with restrictions as arrays, as many and as odd as a test likes. */
import { appendCaveat, readToken, writeToken } from '@latchkey/tokens'
import { granted } from '../../../credentials/testing/small-house.ts'

export function attenuated(token: string, ...caveats: readonly (readonly unknown[])[]): string {
  const encode = (caveat: readonly unknown[]) => new TextEncoder().encode(JSON.stringify(caveat))
  const narrowed = caveats.reduce(
    (macaroon, caveat) => granted(appendCaveat(macaroon, encode(caveat))),
    granted(readToken(token)),
  )
  return writeToken(narrowed)
}
