/** How much an organization has of what: as far as its visitor may see it, each with the way there. */
import type { House } from '../house.ts'
import { html, type Markup, nothing } from '../layout/markup.ts'
import type { OrganizationVisit } from '../visit.ts'

/** Keys and invitations are counted no further: nobody reads a longer number for what it is. */
const most = 50

export interface Numbers {
  readonly members: number
  readonly withoutSecondFactor: number
  /** Absent for who may not see them. */
  readonly keys: Counted | undefined
  readonly invitations: Counted | undefined
}

interface Counted {
  readonly count: number
  /** And others that were not counted. */
  readonly more: boolean
}

export async function numbersOf(visit: OrganizationVisit, house: House): Promise<Numbers> {
  const { ways, organization } = visit
  const owner = { kind: 'organization', id: organization.id } as const
  const [members, keys, invitations] = await Promise.all([
    house.organizations.countMembers(organization.id),
    ways.keys ? house.keys.lookThrough(owner, { state: 'live', limit: most }) : undefined,
    ways.people ? house.invitations.list(organization.id, { limit: most }) : undefined,
  ])
  const counted = (page: typeof keys | typeof invitations) =>
    page && { count: page.items.length, more: page.next !== undefined }
  return {
    members: members.all,
    withoutSecondFactor: members.withoutSecondFactor,
    ...{ keys: counted(keys), invitations: counted(invitations) },
  }
}

export function tiles(
  { words, organization }: OrganizationVisit,
  { members, keys, invitations, packages }: Numbers & { readonly packages: number },
): Markup {
  const say = words.organization.numbers
  const path = `/organizations/${organization.name}`
  const tile = (to: string, { count, more }: Counted, said: string) =>
    html`<li><a href="${path}${to}"><strong>${count.toLocaleString(words.locale)}${more ? '+' : ''}</strong> ${said}</a></li>`
  const whole = (count: number) => ({ count, more: false })
  return html`<ul class="tiles">
    ${tile('#repositories', whole(packages), say.packages(packages))}
    ${tile('/members', whole(members), say.members(members))}
    ${keys === undefined ? nothing : tile('/keys', keys, say.keys(keys.count))}
    ${invitations === undefined ? nothing : tile('/invitations', invitations, say.invitations(invitations.count))}
  </ul>`
}
