/** When a token is over, by its row and by its caveats. */
import type { Caveat } from '@latchkey/tokens'
import type { TokenCredential } from '../../access/index.ts'

/** Unix seconds; nothing where it is never over. */
export function endOf(
  { expiresAt }: Pick<TokenCredential, 'expiresAt'>,
  caveats: readonly Caveat[],
): number | undefined {
  const ends = caveats.flatMap(caveat => (caveat.kind === 'expires' ? [caveat.expiresAt] : []))
  if (expiresAt !== undefined) ends.push(Math.floor(expiresAt / 1000))
  return ends.length === 0 ? undefined : Math.min(...ends)
}
