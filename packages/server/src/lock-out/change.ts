/** What is done to an account within one transaction. */
import type { Account } from '../accounts/index.ts'
import type { Cause } from '../audit/index.ts'
import type { Writer } from '../storage/index.ts'

export interface Change {
  readonly transaction: Writer
  /** As it is in the transaction. */
  readonly account: Account
  readonly cause: Cause
  /** Milliseconds since 1970. */
  readonly now: number
}
