/** What is written down about a login: in the list of whose it is, and of whoever acted. */
import { type Cause, type Details, type EventName, recordEvent } from '../audit/index.ts'
import type { Writer } from '../storage/index.ts'
import { type Login, loginName } from './login.ts'

export interface Happened {
  readonly cause: Cause
  /** Milliseconds since 1970. */
  readonly now: number
}

export function recordLoginEvent(
  transaction: Writer,
  what: EventName,
  login: Pick<Login, 'id' | 'accountId' | 'client' | 'deviceName'>,
  { cause, now, details }: Happened & { readonly details?: Details },
): Promise<void> {
  return recordEvent(transaction, {
    ...{ what, at: now, cause },
    subject: { kind: 'login', id: login.id, name: loginName(login) },
    accountId: login.accountId,
    ...(details && { details }),
  })
}
