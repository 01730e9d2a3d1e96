/** What stands in a token and in its row, looked at without an access. */
import { type Caveat, readCaveat, refused } from '@latchkey/tokens'
import type { TokenCredential } from './credential.ts'

/** The caveats in the row and in the text of a token; one that nobody can read allows nothing, and is left out. */
export function caveatsOf({ stored, token }: TokenCredential): readonly Caveat[] {
  const text = token.caveats.map(readCaveat)
  return [...stored, ...text.flatMap(caveat => (refused(caveat) ? [] : [caveat]))]
}

/** When a token is over, by its row and by its caveats, in unix seconds; nothing where it is never over. */
export function endOf(credential: TokenCredential, caveats = caveatsOf(credential)): number | undefined {
  const { expiresAt } = credential
  const ends = caveats.flatMap(caveat => (caveat.kind === 'expires' ? [caveat.expiresAt] : []))
  if (expiresAt !== undefined) ends.push(Math.floor(expiresAt / 1000))
  return ends.length === 0 ? undefined : Math.min(...ends)
}
