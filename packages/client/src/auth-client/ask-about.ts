/** A question about a credential, asked again about what takes its place where the registry will not have it. */
import { refused } from '@latchkey/tokens'
import type { Resolved } from '../resolve/index.ts'

/** Once: whatever this machine's clock says, a login is over only when its refresh token is. */
export async function askAbout<T>(
  { credential, renew }: Pick<Resolved, 'credential' | 'renew'>,
  ask: (found: Resolved['credential']) => Promise<T>,
  isRejected: (answer: T) => boolean,
): Promise<T> {
  const answer = await ask(credential)
  const canRenew = renew !== undefined && credential !== undefined && !refused(credential)
  return canRenew && isRejected(answer) ? ask(await renew(credential)) : answer
}
