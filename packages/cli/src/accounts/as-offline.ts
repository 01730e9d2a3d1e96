/** What failed because a registry was not reached is offline to a script, whatever it was. */
import { type Refusal, refused } from '@latchkey/tokens'

export function asOffline(refusal: Refusal & { readonly cause?: unknown }): Refusal {
  const { cause } = refusal
  return refused(cause) && isTrouble(cause.code) ? { ...refusal, code: cause.code } : refusal
}

function isTrouble(code: string): boolean {
  return code === 'offline' || code === 'timed_out'
}
