/** What the caller is, as the handlers of this room ask: who, with which caveats, and where these reach. */
import type { Caveat } from '@latchkey/tokens'
import { type Credential, caveatsOf, type TokenCredential } from '../../../access/index.ts'
import type { Membership } from '../../../organizations/index.ts'
import type { EcosystemRooms } from '../../rooms.ts'
import type { Holder } from './permissions.ts'

/** These routes let nobody in without a token. */
export function tokenOf(credential: Credential): TokenCredential {
  if (credential.kind !== 'token') throw new TypeError('Only a token is let in here.')
  return credential
}

/** The organizations of an account that this token was meant for, with its role in each. */
export async function membershipsInReach(
  accountId: string,
  credential: TokenCredential,
  { organizations }: Pick<EcosystemRooms, 'organizations'>,
): Promise<readonly Membership[]> {
  const caveats = caveatsOf(credential)
  const all = await organizations.memberships(accountId)
  return all.filter(({ organization }) => reaches(caveats, organization.name))
}

/**
 * A narrow token tells nothing of organizations that it was never meant for; nor, where one is named, of another
 * package than its own.
 */
export function reaches(caveats: readonly Caveat[], organization: string, name?: string): boolean {
  return caveats.every(
    caveat =>
      caveat.kind !== 'allow' ||
      caveat.rows.some(row =>
        row.targets.some(
          target =>
            [undefined, organization].includes(target.organization) &&
            [undefined, 'hex'].includes(target.ecosystem) &&
            (name === undefined || [undefined, name].includes(target.package)),
        ),
      ),
  )
}

/** In whose words permissions are read: the person's with the organizations of now, or the organization's. */
export async function holderOf(
  { principal }: TokenCredential,
  { organizations }: Pick<EcosystemRooms, 'organizations'>,
): Promise<Holder> {
  if (principal.kind === 'nobody') throw new TypeError('A token stands for somebody.')
  if (principal.kind === 'organization') {
    const organization = await organizations.byId(principal.id)
    return { kind: 'organization', name: organization?.name ?? '' }
  }
  const memberships = await organizations.memberships(principal.id)
  return { kind: 'account', organizations: memberships.map(({ organization }) => organization.name) }
}
