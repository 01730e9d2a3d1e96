/** The rooms that the API stands on, as they are handed in. */
import type { Authorizer } from '../access/index.ts'
import type { Accounts } from '../accounts/index.ts'
import type { Audit } from '../audit/index.ts'
import type { Credentials } from '../credentials/index.ts'
import type { Keys } from '../keys/index.ts'
import type { Logins } from '../logins/index.ts'
import type { Organizations } from '../organizations/index.ts'
import type { Repositories } from '../repositories/index.ts'
import type { SecondFactors } from '../second-factors/index.ts'
import type { Answers } from '../storage/index.ts'

export interface ApiHouse {
  readonly credentials: Credentials
  readonly authorizer: Authorizer
  readonly accounts: Accounts
  readonly organizations: Organizations
  readonly repositories: Repositories
  readonly audit: Pick<Audit, 'list'>
  readonly keys: Keys
  readonly logins: Logins
  readonly secondFactors: SecondFactors
  readonly answers: Answers
  /** The one public origin: every address in an answer is made from it. */
  readonly origin: string
}
