/** The rooms that the pages stand on, as they are handed in. */
import type { Authorizer } from '../access/index.ts'
import type { Accounts, Emails, Sessions } from '../accounts/index.ts'
import type { Audit } from '../audit/index.ts'
import type { AuthorizationCodes, DeviceAuthorizations } from '../authorizations/index.ts'
import type { Clients } from '../clients/index.ts'
import type { Fallbacks } from '../ecosystems/index.ts'
import type { Clock, RandomBytes } from '../host/index.ts'
import type { Invitations } from '../invitations/index.ts'
import type { Keys } from '../keys/index.ts'
import type { RequestLimits } from '../limits/index.ts'
import type { ForgottenPasswords, LockOut } from '../lock-out/index.ts'
import type { Logins } from '../logins/index.ts'
import type { Organizations } from '../organizations/index.ts'
import type { Passkeys } from '../passkeys/index.ts'
import type { Reach } from '../reach/index.ts'
import type { Repositories } from '../repositories/index.ts'
import type { SecondFactors } from '../second-factors/index.ts'
import type { Operation } from './administration/operation.ts'

export interface House {
  readonly accounts: Accounts
  readonly emails: Emails
  readonly sessions: Sessions
  readonly secondFactors: SecondFactors
  readonly passkeys: Passkeys
  readonly clients: Pick<Clients, 'find' | 'list' | 'create' | 'remove'>
  readonly logins: Logins
  readonly deviceAuthorizations: DeviceAuthorizations
  readonly authorizationCodes: AuthorizationCodes
  readonly invitations: Invitations
  readonly lockOut: LockOut
  readonly forgottenPasswords: Pick<ForgottenPasswords, 'say'>
  readonly organizations: Organizations
  readonly repositories: Repositories
  readonly reach: Reach
  readonly keys: Keys
  readonly audit: Pick<Audit, 'list' | 'recordExport'>
  readonly authorizer: Authorizer
  readonly limits: Pick<RequestLimits, 'anonymous' | 'account'>
  /** What the server tells of itself, to administrators. */
  readonly operation: Operation
  readonly clock: Clock
  readonly random: RandomBytes
  /** The names of the ecosystems that are served here. */
  readonly ecosystems: readonly string[]
  /** Where repositories send their clients for names that nobody here owns. */
  readonly fallbacks: Fallbacks
  /** The one public origin, `https://packages.example.com`: every link is made from it, never from `Host`. */
  readonly origin: string
}
