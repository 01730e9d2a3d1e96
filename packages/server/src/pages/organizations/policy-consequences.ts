/** Whom a change of the policy stops from doing what they do today, asked about before it is made. */
import type { Policy } from '../../access/index.ts'
import { page } from '../answers.ts'
import type { House } from '../house.ts'
import { formTokenField } from '../layout/layout.ts'
import { html, linkTo, type Part } from '../layout/markup.ts'
import type { OrganizationVisit } from '../visit.ts'

interface Changing {
  readonly before: Policy
  readonly change: Policy
}

/** In a sentence each. What is refused anyway has none. */
export async function consequencesOf(
  { organization, session, words: { policy: say } }: OrganizationVisit,
  { organizations, keys }: House,
  { before, change }: Changing,
): Promise<readonly Part[]> {
  const { longestKeyDays: days } = change
  const isRefused =
    (change.requireSecondFactor && !session.secondFactor.active) ||
    (days !== undefined && (!Number.isSafeInteger(days) || days < 1))
  if (isRefused) return []
  const members = await organizations.countMembers(organization.id)
  const shorter = days !== undefined && days < (before.longestKeyDays ?? Number.MAX_SAFE_INTEGER)
  const [stopped, admins] = await Promise.all([
    shorter ? keys.countLongerThan(organization.id, days) : 0,
    change.keyMakers === 'owner' && before.keyMakers === 'admin'
      ? organizations.members(organization.id, { role: 'admin', limit: 1 })
      : undefined,
  ])
  const toThem = linkTo(`/organizations/${organization.name}/members?second_factor=none`)
  return [
    ...(change.requireSecondFactor && !before.requireSecondFactor && members.withoutSecondFactor > 0
      ? [say.stops.members(members.withoutSecondFactor, members.all, toThem)]
      : []),
    ...(stopped > 0 && days !== undefined ? [say.stops.keys(stopped, days)] : []),
    ...(admins !== undefined && admins.items.length > 0 ? [say.stops.admins] : []),
    ...(change.keyExchange === 'refuse' && before.keyExchange !== 'refuse' ? [say.stops.exchange] : []),
    ...(change.keysNeedWindow && !before.keysNeedWindow ? [say.stops.window] : []),
  ]
}

/** Nothing was changed yet: what was typed is carried to the other side. */
export function consequencesPage(visit: OrganizationVisit, consequences: readonly Part[]): Promise<Response> {
  const { path, session, form, words } = visit
  const say = words.policy
  const typed = form.entries.filter(([name]) => name !== 'form_token' && name !== 'confirmed')
  const main = html`<div class="panel stack">
    <h1>${say.stops.title}</h1>
    <ul class="bulleted">${consequences.map(each => html`<li>${each}</li>`)}</ul>
    <p>${say.stops.atOnce}</p>
    <form class="actions" method="post" action="${path}">${formTokenField(session.formToken)}
      ${typed.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
      <button name="confirmed" value="yes">${say.stops.go}</button><a href="${path}">${say.stops.back}</a></form>
  </div>`
  return page(visit, { title: say.stops.title, main, narrow: true })
}
