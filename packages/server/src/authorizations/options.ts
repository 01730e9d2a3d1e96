/** What both ways of letting a client in stand on. */
import type { Clients } from '../clients/index.ts'
import type { Clock, RandomBytes } from '../host/index.ts'
import type { Logins } from '../logins/index.ts'
import type { Passkeys } from '../passkeys/index.ts'
import type { SecondFactors } from '../second-factors/index.ts'
import type { Store } from '../storage/index.ts'

export interface AuthorizationsOptions {
  readonly store: Store
  readonly clock: Clock
  readonly random: RandomBytes
  readonly clients: Pick<Clients, 'find'>
  readonly logins: Pick<Logins, 'insert' | 'byId' | 'tokensOf' | 'end'>
  readonly secondFactors: Pick<SecondFactors, 'status' | 'check'>
  readonly passkeys: Pick<Passkeys, 'check'>
}
