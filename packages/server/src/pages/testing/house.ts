/** The whole house on a real store, for the tests of the pages: every room, and the first people in it. */
import { type Role, Secret } from '@latchkey/protocol'
import { type Account, createAccounts, createEmails, createSessions } from '../../accounts/index.ts'
import { createCheapPasswords } from '../../accounts/testing.ts'
import { operator } from '../../audit/index.ts'
import { createAuthorizationCodes, createDeviceAuthorizations } from '../../authorizations/index.ts'
import { createSmallHouse, granted, origin, type SmallHouse } from '../../credentials/testing/small-house.ts'
import { createSeededRandom } from '../../host/testing.ts'
import { createInvitations } from '../../invitations/index.ts'
import { createRequestLimits, unlimited } from '../../limits/index.ts'
import { createForgottenPasswords, createLockOut, type ForgottenPasswords } from '../../lock-out/index.ts'
import type { Organization } from '../../organizations/index.ts'
import { createPasskeys } from '../../passkeys/index.ts'
import { createReach } from '../../reach/index.ts'
import { createSecondFactors } from '../../second-factors/index.ts'
import { secondFactorKey } from '../../second-factors/testing.ts'
import { passing } from '../../serve/passing.ts'
import type { Store } from '../../storage/index.ts'
import { createPages, type House, type Pages } from '../index.ts'
import { exampleOperation } from './operation.ts'

export { granted, origin }

export const password = 'nine small owls at dusk'

export interface PagesHouse
  extends Omit<SmallHouse, 'account'>,
    Pick<
      House,
      | 'accounts'
      | 'emails'
      | 'sessions'
      | 'secondFactors'
      | 'passkeys'
      | 'deviceAuthorizations'
      | 'authorizationCodes'
      | 'invitations'
      | 'lockOut'
      | 'limits'
      | 'reach'
      | 'fallbacks'
    > {
  readonly pages: Pages
  readonly forgottenPasswords: ForgottenPasswords
  /** What pages that threw reported. */
  readonly reports: readonly unknown[]
  /** Somebody with an account and the password above. */
  person(username: string, administrator?: boolean): Promise<Account>
  /** `acme` with its repository `pypi:acme`, and somebody of each role, called as their role. */
  acme(): Promise<{ readonly organization: Organization; readonly people: Readonly<Record<Role, Account>> }>
}

export function createPagesHouse(store: Store, at: string = origin): PagesHouse {
  const random = createSeededRandom('pages')
  const small = createSmallHouse(store, random)
  const passwords = createCheapPasswords()
  const hands = { store, clock: small.clock, random, origin: at, passwords }
  const accounts = createAccounts(hands)
  const emails = createEmails(hands)
  const sessions = createSessions(hands)
  const secondFactors = createSecondFactors({ ...hands, key: secondFactorKey })
  const passkeys = createPasskeys({ ...hands, key: secondFactorKey })
  const authorizations = { ...hands, clients: small.clients, logins: small.logins, secondFactors, passkeys }
  const deviceAuthorizations = createDeviceAuthorizations(authorizations)
  const authorizationCodes = createAuthorizationCodes(authorizations)
  const invitations = createInvitations(hands)
  const forgottenPasswords = createForgottenPasswords(hands)
  const lockOut = createLockOut({ ...hands, logins: small.logins })
  const { repositories, clock, logins } = small
  const reach = createReach({ store, standing: repositories, logins, clock, origin: at })
  const fallbacks = { 'pypi:northwind': 'https://pypi.org/simple/' }
  const reports: unknown[] = []
  const limits = createRequestLimits({ clock: small.clock, rates: unlimited })
  const rooms = {
    ...small,
    ...{ accounts, emails, sessions, secondFactors, passkeys, deviceAuthorizations, authorizationCodes },
    ...{ invitations, forgottenPasswords, lockOut, reach, fallbacks, limits },
  }
  const pages = createPages({
    ...{ ...rooms, random, origin: at, ecosystems: ['pypi', 'hex'] },
    operation: exampleOperation(small.clock),
    report: error => reports.push(error),
    unavailability: passing,
  })

  const house: PagesHouse = {
    ...{ ...rooms, pages, reports },
    person: async (username, administrator = false) =>
      granted(
        await accounts.create(
          {
            username,
            email: `${username}@example.com`,
            emailVerified: true,
            password: new Secret(password),
            administrator,
          },
          operator,
        ),
      ),
    async acme() {
      const people = {
        owner: await house.person('owner'),
        admin: await house.person('admin-of-acme'),
        write: await house.person('write'),
        read: await house.person('read'),
      }
      const organization = granted(
        await small.organizations.create(
          { name: 'acme', displayName: 'Acme', owner: people.owner },
          operator,
        ),
      )
      for (const role of ['admin', 'write', 'read'] as const) {
        granted(
          await small.organizations.addMember(
            {
              organizationId: organization.id,
              accountId: people[role].id,
              role,
            },
            operator,
          ),
        )
      }
      granted(
        await small.repositories.create({ organization, ecosystem: 'pypi', visibility: 'private' }, operator),
      )
      return { organization, people }
    },
  }
  return house
}
