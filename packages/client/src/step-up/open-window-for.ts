/** Before an upload starts: whether it would be allowed, and the code that it needs. */
import { refused } from '@latchkey/tokens'
import type { Credential } from '../credential.ts'
import { type AuthError, authError } from '../errors.ts'
import type { May, Wanted } from '../preflight/index.ts'
import type { OpenWindow, StepUp } from './step-up.ts'

/**
 * The window, where one is needed; nothing where none is. `insufficient_scope`: the registry would refuse it in any case,
 * for the reason that is told.
 */
export type OpenWindowFor = (
  credential: Credential,
  wanted: Wanted,
  signal?: AbortSignal,
) => Promise<OpenWindow | undefined | AuthError>

export function createOpenWindowFor(may: May, stepUp: StepUp): OpenWindowFor {
  return async (credential, wanted, signal) => {
    const answer = await may(credential, wanted, signal)
    if (refused(answer)) return answer
    if (!answer.may) return authError('insufficient_scope', answer.reason, answer.next)
    return answer.codeNeeded ? stepUp(credential, signal) : undefined
  }
}
