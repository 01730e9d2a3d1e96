/** What only the host can do: speak to the person, and supply what it keeps itself. */
import type { AuthError } from '../errors.ts'
import type { LogInCallbacks } from '../login/index.ts'
import type { IsAllowed } from '../override/index.ts'
import type { GivenCredentials } from '../resolve/index.ts'
import type { Holder } from '../single-flight/index.ts'
import type { StepUpCallbacks } from '../step-up/index.ts'

export interface Callbacks extends LogInCallbacks, StepUpCallbacks {
  /** What the host keeps for one name, `hexpm` or `pypi:acme`. Asked anew each time. */
  readonly credentials?: (
    name: string,
  ) => GivenCredentials | undefined | Promise<GivenCredentials | undefined>
  /** Another process refreshes or logs in, and this one waits for it. */
  readonly waiting?: (holder: Holder) => void
  /** Whether a caller may change the override or see the status; everybody may unless told. One that throws says no. */
  readonly isAllowed?: IsAllowed
  /** What a person should know and what stops nothing: why a request went without a credential. */
  readonly warn?: (warning: AuthError) => void
}
