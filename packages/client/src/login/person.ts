/** The person, as the host lets them be asked: what they throw is that they gave up. */
import type { AuthError } from '../errors.ts'
import type { Trace } from '../trace.ts'
import { cancelled } from './login-errors.ts'
import type { LogInCallbacks, LogInReason, LoginPrompt } from './login-options.ts'

export interface Person {
  readonly isThere: boolean
  agrees(why: LogInReason): Promise<boolean>
  /** Shows it, then opens it. Why not, where they gave up. */
  show(prompt: LoginPrompt, signal: AbortSignal | undefined): Promise<AuthError | undefined>
}

export function createPerson({ shouldLogIn, showLogin, openBrowser }: LogInCallbacks, trace: Trace): Person {
  /** Nobody waits for a browser: some openers run for as long as it does. */
  async function open(url: string): Promise<void> {
    try {
      await openBrowser?.(url)
    } catch (problem) {
      trace.add('no browser was opened', { because: problem instanceof Error ? problem.name : 'unknown' })
    }
  }

  return {
    isThere: showLogin !== undefined,

    async agrees(why) {
      try {
        return shouldLogIn === undefined || (await shouldLogIn(why)) === true
      } catch {
        return false
      }
    },

    async show(prompt, signal) {
      if (signal?.aborted) return cancelled()
      try {
        if ((await showLogin?.(prompt)) === 'cancelled') return cancelled()
      } catch (problem) {
        return cancelled(problem)
      }
      void open(prompt.verificationUriComplete ?? prompt.verificationUri)
      return undefined
    },
  }
}
