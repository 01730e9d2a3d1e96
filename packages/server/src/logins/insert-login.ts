/** Making a login: its row, and with it the tokens of its first generation. */
import type { Cause } from '../audit/index.ts'
import type { Client } from '../clients/index.ts'

export interface NewLogin {
  readonly accountId: string
  readonly client: Client
  /** Canonical: `formatScopes` of what was granted. */
  readonly scope: string
  /** What the device calls itself, where it says. */
  readonly deviceName?: string | undefined
  /** Until when it needs no code, where one was given while it was let in. */
  readonly windowClosesAt?: number | undefined
  readonly cause: Cause
  /** Milliseconds since 1970. */
  readonly now: number
}
