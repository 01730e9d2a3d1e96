/** Whose keys a page is about: a person's own, or an organization's. The pages are the same. */
import { type Role, roles } from '@latchkey/protocol'
import { type Refusal, refused } from '@latchkey/tokens'
import { decideAgain, type Judge } from '../../access/index.ts'
import type { KeyOwner } from '../../keys/index.ts'
import type { Words } from '../catalogue/index.ts'
import type { House } from '../house.ts'
import type { Choice } from '../layout/field.ts'
import type { Frame } from '../layout/layout.ts'
import { html, type Markup, nothing } from '../layout/markup.ts'
import { decide } from '../permission.ts'
import type { OrganizationVisit, SignedInVisit } from '../visit.ts'

export interface KnownPackage {
  /** `pypi:acme` */
  readonly where: string
  readonly name: string
}

export interface Holder {
  readonly owner: KeyOwner
  /** Where its keys are listed. */
  readonly path: string
  readonly title: string
  /** Where it is read what happened; nowhere for who may not. */
  readonly eventsPath: string | undefined
  /** That none of its keys is as it was looked for. */
  readonly noneSuch: Markup
  readonly current?: NonNullable<Frame['current']>
  /** An organization's key has a role: those that this visitor may give, highest last. Empty for a person's. */
  readonly roles: readonly Role[]
  /** The places that a row may name. */
  readonly places: readonly Choice[]
  /** Some of the packages that there are in those places, to be offered. */
  packages(): Promise<readonly KnownPackage[]>
  /** The ground on which this visitor makes or revokes a key of that role. */
  authority(role: Role | undefined): Promise<Judge | Refusal>
}

/** The way back to all of them and, from below one key, to it. */
export function wayBack(
  { path, title }: Holder,
  key?: { readonly id: string; readonly name: string },
): Markup {
  return html`<p class="eyebrow"><a href="${path}">${title}</a>${key === undefined ? nothing : html` / <a href="${path}/${key.id}">${key.name}</a>`}</p>`
}

export type HolderOf<V extends SignedInVisit> = (visit: V, house: House) => Promise<Holder>

export async function ofPerson(visit: SignedInVisit, house: House): Promise<Holder> {
  const { words } = visit
  const { account } = visit.session
  const memberships = await house.organizations.memberships(account.id)
  const places = await Promise.all(memberships.map(each => placesOf(words, each.organization, house)))
  return {
    owner: { kind: 'account', id: account.id },
    path: '/account/keys',
    title: words.keys.ofPerson,
    eventsPath: '/account/events',
    noneSuch: words.keyList.noneSuch,
    current: '/account/keys',
    roles: [],
    packages: () =>
      packagesOf(
        memberships.map(each => each.organization),
        house,
      ),
    places: [...places.flat(), { value: '*', label: words.keyForm.everythingReachable }],
    authority: async () => decideAgain(visit.allowed, house),
  }
}

export async function ofOrganization(visit: OrganizationVisit, house: House): Promise<Holder> {
  const { organization, words } = visit
  const authority = async (keyRole: Role = 'read') => {
    const keys = { action: 'administer', organization: organization.name, administers: 'keys' } as const
    const allowed = await decide(visit, { ...keys, keyRole }, house)
    return refused(allowed) ? allowed : decideAgain(allowed, house)
  }
  const answers = await Promise.all(roles.map(async role => [role, await authority(role)] as const))
  return {
    owner: { kind: 'organization', id: organization.id },
    path: `/organizations/${organization.name}/keys`,
    title: words.keys.ofOrganization(organization.displayName),
    eventsPath: visit.ways.settings ? `/organizations/${organization.name}/events` : undefined,
    noneSuch: words.keyList.noneSuchOf(organization.displayName),
    roles: answers.filter(([, answer]) => !refused(answer)).map(([role]) => role),
    packages: () => packagesOf([organization], house),
    places: await placesOf(words, organization, house),
    authority,
  }
}

async function placesOf(
  { keyForm: say }: Words,
  organization: { readonly id: string; readonly name: string },
  { repositories }: House,
): Promise<readonly Choice[]> {
  const own = await repositories.list(organization.id)
  return [
    ...own.map(({ ecosystem }) => placeChoice(`${ecosystem}:${organization.name}`)),
    { value: `*:${organization.name}`, label: say.everyRepository(organization.name) },
  ]
}

/** So many repositories, and names of each: who has more of them types. */
const offered = { repositories: 5, names: 100 }

async function packagesOf(
  organizations: readonly { readonly id: string; readonly name: string }[],
  { repositories }: House,
): Promise<readonly KnownPackage[]> {
  const theirs = await Promise.all(
    organizations.map(async ({ id, name }) =>
      (await repositories.list(id)).map(each => ({ id: each.id, where: `${each.ecosystem}:${name}` })),
    ),
  )
  const found = theirs
    .flat()
    .slice(0, offered.repositories)
    .map(async ({ id, where }) => {
      const { items } = await repositories.packages(id, { limit: offered.names })
      return items.map(({ name }) => ({ where, name }))
    })
  return (await Promise.all(found)).flat()
}

function placeChoice(target: string): Choice {
  return { value: target, label: target }
}
