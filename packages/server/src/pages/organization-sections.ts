/** The pages of one organization, as far as its visitor may see them: on every page about it. */
import { refused } from '@latchkey/tokens'
import type { Words } from './catalogue/index.ts'
import type { House } from './house.ts'
import type { Sections } from './layout/sections.ts'
import { attemptOf, decide } from './permission.ts'
import type { OrganizationVisit, SignedInVisit, Ways } from './visit.ts'

export async function waysInto(organization: string, visit: SignedInVisit, house: House): Promise<Ways> {
  const may = async (permission: Parameters<typeof attemptOf>[0]) =>
    !refused(await decide(visit, { ...attemptOf(permission, organization), safe: true }, house))
  const [describe, keys, people, settings] = await Promise.all([
    may({ action: 'describe' }),
    may({ action: 'administer', administers: 'keys' }),
    may({ action: 'administer', administers: 'people' }),
    may({ action: 'administer', administers: 'settings' }),
  ])
  return { describe, keys, people, settings }
}

export function organizationSections(
  { organization: say }: Words,
  { organization, ways }: Pick<OrganizationVisit, 'organization' | 'ways'>,
): Sections | undefined {
  if (!ways.describe) return undefined
  const path = `/organizations/${organization.name}`
  return {
    of: organization.displayName,
    entries: [
      { path, label: say.overview },
      { path: `${path}/members`, label: say.members },
      ...(ways.people ? [{ path: `${path}/invitations`, label: say.invitations }] : []),
      ...(ways.keys ? [{ path: `${path}/keys`, label: say.keys }] : []),
      { path: `${path}/policy`, label: say.policy },
      ...(ways.settings ? [{ path: `${path}/events`, label: say.events }] : []),
    ],
  }
}
