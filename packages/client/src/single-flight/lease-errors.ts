/** Why there is no lease, in words. */
import { authError } from '../errors.ts'
import type { Holder, LeaseError } from './lease.ts'

export function busy(name: string, { pid, host, since }: Holder): LeaseError {
  const who =
    pid === undefined ? 'Another process' : `Process ${pid}${host === undefined ? '' : ` on ${host}`}`
  const when = since === undefined ? '' : ` since ${new Date(since).toISOString()}`
  return authError(
    'busy',
    `${who} is at work on "${name}"${when}.`,
    pid === undefined
      ? 'Try again in a moment.'
      : `Try again in a moment, or end process ${pid} if it hangs.`,
  )
}

export function givenUp(name: string): LeaseError {
  return authError('cancelled', `Waiting for "${name}" was given up.`, 'Try again.')
}

/** Without a lock nothing is done that must be done once. */
export function noLock(folder: string, problem: unknown): LeaseError {
  const { code = 'unknown' } = problem as NodeJS.ErrnoException
  return authError(
    'store_unavailable',
    `No lock can be made in ${folder} (${code}).`,
    'See that the folder can be written to and the disk is not full.',
    problem,
  )
}
