/** The rooms that the endpoints stand on, as they are handed in. */
import type { Authorizer, StandingSource } from '../access/index.ts'
import type { AuthorizationCodes, DeviceAuthorizations } from '../authorizations/index.ts'
import type { Clients } from '../clients/index.ts'
import type { Credentials } from '../credentials/index.ts'
import type { Clock } from '../host/index.ts'
import type { RequestLimits } from '../limits/index.ts'
import type { Logins } from '../logins/index.ts'
import type { Organizations } from '../organizations/index.ts'
import type { Answers } from '../storage/index.ts'

export interface OAuthHouse {
  readonly clients: Pick<Clients, 'find' | 'authenticate'>
  readonly logins: Pick<Logins, 'refresh' | 'revoke' | 'byId'>
  readonly deviceAuthorizations: Pick<DeviceAuthorizations, 'request' | 'poll'>
  readonly authorizationCodes: Pick<AuthorizationCodes, 'redeem'>
  /** Where nobody is counted: that is done here. */
  readonly credentials: Pick<Credentials, 'authenticate' | 'introspect' | 'verify' | 'verifyRefresh' | 'burn'>
  readonly authorizer: Authorizer
  readonly standing: StandingSource
  readonly answers: Answers
  readonly organizations: Pick<Organizations, 'memberships' | 'byId'>
  readonly limits: Pick<RequestLimits, 'anonymous' | 'failed' | 'key' | 'burn' | 'client' | 'device'>
  readonly clock: Clock
  /** Milliseconds that an exchanged token works at most. */
  readonly accessTokenLife: number
  /** What is served here beside: `pypi`, `hex`. */
  readonly ecosystems: readonly string[]
  /** The issuer (RFC 8414, 2), character for character; never derived from `Host`. */
  readonly origin: string
}
