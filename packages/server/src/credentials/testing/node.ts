/** A node for tests: the rooms that decide, over a store of their own on the house's database, and its watch. */
import type { Secret } from '@latchkey/protocol'
import { refused } from '@latchkey/tokens'
import { type Attempt, type Authorizer, createAuthorizer } from '../../access/index.ts'
import { createSeededRandom } from '../../host/testing.ts'
import { createKeys, type Keys } from '../../keys/index.ts'
import { createLogins, type Logins } from '../../logins/index.ts'
import { createOrganizations, type Organizations } from '../../organizations/index.ts'
import { createRepositories, type Repositories } from '../../repositories/index.ts'
import { createEpochWatch, type EpochWatch, type Store } from '../../storage/index.ts'
import { type Credentials, createCredentials, rememberCredentials, rememberStanding } from '../index.ts'
import { type Answer, origin, presented, type SmallHouse } from './small-house.ts'

export interface Node {
  readonly epoch: EpochWatch
  readonly keys: Keys
  readonly logins: Logins
  readonly organizations: Organizations
  readonly repositories: Repositories
  readonly credentials: Credentials
  readonly authorizer: Authorizer
  /** What a token may do here, as `ask` of the house. */
  ask(token: Secret | string, attempt: Attempt): Promise<Answer>
  /** How often its database was asked something since this was last called. */
  queries(): number
}

export function createNode(own: Store, { masterKeys, clock }: SmallHouse): Node {
  let asked = 0
  const read = new Proxy(own.read, {
    get(reader, name) {
      // A prepared query asks for the executor each time that it runs.
      if (name === 'selectFrom' || name === 'getExecutor') asked += 1
      const value = Reflect.get(reader, name)
      return typeof value === 'function' ? value.bind(reader) : value
    },
  })
  const epoch = createEpochWatch({ store: { ...own, read }, clock, failed: () => undefined })
  const hands = { store: epoch.store, clock, random: createSeededRandom('node') }
  const repositories = createRepositories({ ...hands, ecosystems: ['pypi'] })
  const keys = createKeys({ ...hands, masterKeys, origin })
  const logins = createLogins({ ...hands, masterKeys, origin })
  const verifying = createCredentials({ keys, logins, masterKeys, clock, origin })
  const credentials = rememberCredentials(verifying, { epoch, clock })
  const standing = rememberStanding(repositories, epoch)
  const authorizer = createAuthorizer({ standing, credentials, clock, origin })
  return {
    ...{ epoch, keys, logins, repositories, credentials, authorizer },
    organizations: createOrganizations(hands),
    async ask(token, attempt) {
      const from = { address: '192.0.2.7', userAgent: 'pip/24' }
      const credential = await credentials.authenticate(presented(token), from)
      return refused(credential)
        ? { answer: 'refused', refusal: credential }
        : authorizer.authorize(credential, attempt)
    },
    queries() {
      const since = asked
      asked = 0
      return since
    },
  }
}
