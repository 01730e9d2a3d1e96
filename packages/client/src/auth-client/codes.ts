/** A one-time code, asked for when the registry wants one beside a good credential. */
import type { Secret } from '@latchkey/protocol'
import { refused } from '@latchkey/tokens'
import type { Credential } from '../credential.ts'
import type { AuthError } from '../errors.ts'
import type { Budget } from './budget.ts'
import type { CallHouse } from './house.ts'
import type { Call, State } from './state.ts'

export interface CodeWanted {
  readonly asked: Call
  readonly state: State & { readonly credential: Credential }
  /** The code that came was not right. */
  readonly again: boolean
  readonly budget: Budget
}

/** The code to send with the next try; undefined where a window was opened and none is needed. */
export async function askForCode(
  house: CallHouse,
  { asked, state, again, budget }: CodeWanted,
): Promise<Secret | undefined | AuthError> {
  const { registry, callbacks, hints, inCi } = house
  if (!asked.inline || inCi || !(callbacks.promptCode || callbacks.openLink)) return hints.codeRequired()
  if (registry.codes.kind === 'window') {
    if (!budget.take('windows')) return hints.codeRequired()
    const opened = await house.openWindow(state.credential, asked.signal)
    return refused(opened) ? opened : undefined
  }
  if (!budget.take('codes')) return hints.tooManyCodes()
  const wasWrong = again && state.code !== undefined
  return (await prompt(house, wasWrong, 3 - budget.left('codes'))) ?? hints.codeCancelled()
}

/** End of input, and whatever else ends a prompt, is a person who gives none. */
async function prompt(
  { callbacks, registry }: CallHouse,
  wasWrong: boolean,
  attempt: number,
): Promise<Secret | undefined> {
  const wants = `${wasWrong ? 'That code was not right. ' : ''}Enter the one-time code for ${registry.origin}:`
  const reason = wasWrong ? 'invalid_totp' : 'totp_required'
  try {
    const code = await callbacks.promptCode?.({ registry: registry.origin, message: wants, reason, attempt })
    return code === 'cancelled' || !code?.expose().trim() ? undefined : code
  } catch {
    return undefined
  }
}
