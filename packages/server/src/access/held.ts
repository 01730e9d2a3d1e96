/** What stands in a token and in its row, looked at without an access. */
import { type Caveat, readCaveat, refused } from '@latchkey/tokens'
import type { TokenCredential } from './credential.ts'
import { changing } from './policy-objection.ts'

/** The caveats in the row and in the text of a token; one that nobody can read allows nothing, and is left out. */
export function caveatsOf({ stored, token }: TokenCredential): readonly Caveat[] {
  if (token.caveatCount === 0) return stored
  const text = token.caveats.map(readCaveat)
  return [...stored, ...text.flatMap(caveat => (refused(caveat) ? [] : [caveat]))]
}

/** Whether its caveats leave anything to be done with it that changes something, whatever the role. */
export function mayChange(credential: TokenCredential): boolean {
  const allowing = caveatsOf(credential).flatMap(caveat => (caveat.kind === 'allow' ? [caveat.rows] : []))
  return changing.some(action => allowing.every(rows => rows.some(({ actions }) => actions.includes(action))))
}

/** When a token is over, by its row and by its caveats, in unix seconds; nothing where it is never over. */
export function endOf(credential: TokenCredential, caveats = caveatsOf(credential)): number | undefined {
  const { expiresAt } = credential
  const ends = caveats.flatMap(caveat => (caveat.kind === 'expires' ? [caveat.expiresAt] : []))
  if (expiresAt !== undefined) ends.push(Math.floor(expiresAt / 1000))
  return ends.length === 0 ? undefined : Math.min(...ends)
}
