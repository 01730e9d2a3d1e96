/** An organization's members: who is what, looked for by name and a page at a time, and for owners the way to change it. */
import { isRole, type Role, roles } from '@latchkey/protocol'
import { type Refusal, refuse, refused } from '@latchkey/tokens'
import { decideAgain } from '../../access/index.ts'
import { statusOf } from '../../http/index.ts'
import { page, refusal, seeOther } from '../answers.ts'
import type { Words } from '../catalogue/index.ts'
import type { House } from '../house.ts'
import { field, select } from '../layout/field.ts'
import { html, type Markup, nothing } from '../layout/markup.ts'
import { inWords } from '../layout/problems.ts'
import type { Handler, OrganizationVisit } from '../visit.ts'
import { memberRows } from './member-rows.ts'

/** `GET /organizations/:organization/members` */
export const membersPage: Handler<OrganizationVisit> = (visit, house) => listPage(visit, house)

/** `POST /organizations/:organization/members/:username`: a new role. */
export const setRole: Handler<OrganizationVisit> = async (visit, house) => {
  const role = visit.form.text('role')
  const account = await memberOf(visit, house)
  if (account === undefined) return refusal(visit, unknownMember)
  if (!isRole(role)) return listPage(visit, house, notARole)
  const changed = await house.organizations.setRole(
    { organizationId: visit.organization.id, accountId: account.id, role },
    decideAgain(visit.allowed, house),
  )
  return refused(changed) ? listPage(visit, house, changed) : seeOther(`${membersPath(visit)}?done=role`)
}

/** Who is no member is as unknown as a name that nobody has. */
export async function memberOf({ organization, parameters }: OrganizationVisit, house: House) {
  const account = await house.accounts.byUsername(parameters['username'] ?? '')
  const role = account && (await house.organizations.roleOf(account.id, organization.id))
  return account === undefined || role === undefined ? undefined : { ...account, role }
}

export const unknownMember = refuse(
  'unknown_member',
  'Nobody of that name is a member here.',
  'Look at the list of members.',
)

export const notARole = refuse('invalid_role', 'That is not a role.', 'Choose one of those offered.')

export function membersPath({ organization }: Pick<OrganizationVisit, 'organization'>): string {
  return `/organizations/${organization.name}/members`
}

/** What of the members is asked for. */
interface Asked {
  readonly name: string
  readonly role: Role | undefined
  /** Only those who have no second factor: for who may administer people. */
  readonly without: boolean
}

export async function listPage(visit: OrganizationVisit, house: House, problem?: Refusal): Promise<Response> {
  const { organization, words, query, ways } = visit
  const say = words.members
  const asked = askedIn(visit)
  const after = query.get('after')
  const [found, counts] = await Promise.all([
    house.organizations.members(organization.id, {
      limit: 50,
      ...(after !== null && { after }),
      ...(asked.role && { role: asked.role }),
      ...(asked.name !== '' && { beginsWith: asked.name }),
      ...(asked.without && { secondFactor: false }),
    }),
    house.organizations.countMembers(organization.id),
  ])
  const main = html`<div class="stack-wide">
    <div class="heading">
      <h1>${say.title} <span class="count">${counts.all.toLocaleString(words.locale)}</span></h1>
      ${ways.people ? html`<a class="button" href="/organizations/${organization.name}/invitations">${say.invite}</a>` : nothing}
    </div>
    ${problem === undefined ? done(words, query.get('done')) : html`<p class="notice bad" role="alert">${inWords(words, problem)}</p>`}
    ${counts.all > 10 || isNarrowed(asked) ? finder(visit, asked) : nothing}
    ${found.items.length === 0 ? html`<p class="empty">${say.noneSuch}</p>` : memberRows(visit, found.items)}
    ${wayOn(visit, asked, found)}
    ${roleGuide(words)}
  </div>`
  return page(
    visit,
    { title: say.of(organization.displayName), main },
    problem && { status: statusOf(problem) },
  )
}

function askedIn({ query, ways }: OrganizationVisit): Asked {
  const role = query.get('role') ?? ''
  return {
    name: (query.get('name') ?? '').trim().toLowerCase(),
    role: isRole(role) ? role : undefined,
    without: ways.people && query.get('second_factor') === 'none',
  }
}

function isNarrowed({ name, role, without }: Asked): boolean {
  return name !== '' || role !== undefined || without
}

function finder(visit: OrganizationVisit, { name, role, without }: Asked): Markup {
  const say = visit.words.members
  const any = { value: '', label: say.anyRole }
  return html`<form class="finder" action="${membersPath(visit)}">
    ${field({ name: 'name', label: say.beginsWith, value: name, technical: true, autocomplete: 'off', maxlength: 39 })}
    ${select({ name: 'role', label: say.withRole, choices: [any, ...roles.map(value => ({ value, label: value }))], value: role ?? '' })}
    ${
      visit.ways.people
        ? select({
            ...{ name: 'second_factor', label: say.secondFactor, value: without ? 'none' : '' },
            choices: [
              { value: '', label: say.withOrWithout },
              { value: 'none', label: say.hasNone },
            ],
          })
        : nothing
    }
    <button class="quiet">${say.find}</button>
  </form>`
}

function wayOn(
  visit: OrganizationVisit,
  { name, role, without }: Asked,
  { next }: { readonly next?: string },
): Markup {
  if (next === undefined) return nothing
  const asked = new URLSearchParams({
    ...{ ...(name !== '' && { name }), ...(role && { role }), ...(without && { second_factor: 'none' }) },
    after: next,
  })
  return html`<p><a class="button quiet" href="${membersPath(visit)}?${asked.toString()}">${visit.words.members.more}</a></p>`
}

function done({ members: say }: Words, what: string | null): Markup {
  if (what === 'role') return html`<p class="notice good" role="status">${say.roleChanged}</p>`
  return what === 'removed' ? html`<p class="notice good" role="status">${say.removed}</p>` : nothing
}

/** Least first: each says what it adds. */
function roleGuide({ members }: Words): Markup {
  return html`<section class="stack-tight" aria-labelledby="roles"><h2 id="roles">${members.whatRolesDo}</h2>
    <dl class="roles">
      ${roles.map(role => html`<div><dt>${role}</dt><dd>${members.roles[role]}</dd></div>`)}
    </dl></section>`
}
