/** A code as it is given, and that it was taken. */
import type { Secret } from '@latchkey/protocol'
import type { Cause } from '../audit/index.ts'

/** Of the authenticator app, or a recovery code. */
export interface CodeAttempt {
  readonly accountId: string
  readonly code: Secret
  readonly cause: Cause
}

/** That a code was right and is taken: in this transaction only. */
export interface Given {
  readonly accountId: string
  /** Milliseconds since 1970. */
  readonly at: number
  /** The step of a code of the app; null of a recovery code. */
  readonly step: number | null
}
