/** A code that another client presents was stolen, or two clients were mixed up: either is written down. */
import { causeByNobody, type Origin, recordEvent } from '../audit/index.ts'
import type { Client } from '../clients/index.ts'
import type { AuthorizationsOptions } from './options.ts'

export function noteForeignClient(
  { id, name }: Client,
  /** Whose it is, where somebody agreed already: they may read it. */
  accountId: string | null,
  from: Origin,
  { store, clock }: Pick<AuthorizationsOptions, 'store' | 'clock'>,
): Promise<void> {
  return store.write(transaction =>
    recordEvent(transaction, {
      ...{ what: 'authorization.client_refused', at: clock.now(), cause: causeByNobody(from) },
      ...{ subject: { kind: 'client', id, name }, ...(accountId !== null && { accountId }) },
    }),
  )
}
