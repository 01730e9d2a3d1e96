/** Removing a member: first with what they lose by it and what stays theirs. */
import { refused } from '@latchkey/tokens'
import { decideAgain } from '../../access/index.ts'
import { page, refusal, seeOther } from '../answers.ts'
import type { House } from '../house.ts'
import { formTokenField } from '../layout/layout.ts'
import { html, type Markup, nothing } from '../layout/markup.ts'
import type { Handler, OrganizationVisit } from '../visit.ts'
import { listPage, memberOf, membersPath, unknownMember } from './members.ts'

/** `GET /organizations/:organization/members/:username/remove` */
export const confirmRemoving: Handler<OrganizationVisit> = async (visit, house) => {
  const member = await memberOf(visit, house)
  if (member === undefined) return refusal(visit, unknownMember)
  const { words, organization, session } = visit
  const say = words.members
  const isOwn = member.id === session.account.id
  const title = isOwn ? say.leaveTitle(organization.displayName) : say.removeTitle(member.username)
  const kept = await maintained(visit, house, member.id)
  const main = html`<div class="panel stack">
    <h1>${title}</h1>
    <h2>${say.ends}</h2>
    <ul class="bulleted">
      <li>${say.endsRole(organization.displayName, member.role)}</li>
      <li>${say.endsKeys(organization.displayName)}</li>
      <li>${say.endsInvitations}</li>
    </ul>
    <h2>${say.stays}</h2>
    <ul class="bulleted">
      ${kept.length === 0 ? nothing : html`<li>${say.maintains(html`${kept.map((each, at) => html`${at === 0 ? '' : ', '}${each}`)}`)}</li>`}
      <li>${say.staysPublished}</li>
      <li>${say.staysKeys}</li>
    </ul>
    <form class="actions" method="post">${formTokenField(session.formToken)}
      <button class="danger">${isOwn ? say.leaveIt(organization.displayName) : say.removeOne(member.username)}</button>
      <a href="${membersPath(visit)}">${isOwn ? say.stay : say.keep}</a></form>
  </div>`
  return page(visit, { title, main, narrow: true })
}

/** `POST /organizations/:organization/members/:username/remove` */
export const removeMember: Handler<OrganizationVisit> = async (visit, house) => {
  const member = await memberOf(visit, house)
  if (member === undefined) return refusal(visit, unknownMember)
  const { organization, session } = visit
  const removed = await house.organizations.removeMember(
    { organizationId: organization.id, accountId: member.id },
    decideAgain(visit.allowed, house),
  )
  if (refused(removed)) return listPage(visit, house, removed)
  // Whoever left sees nothing of it any more.
  return seeOther(member.id === session.account.id ? '/' : `${membersPath(visit)}?done=removed`)
}

const mostNamed = 20

/** The packages here that they may publish and retire whatever their role is: with a way to each. */
async function maintained(
  { organization }: OrganizationVisit,
  { repositories, ecosystems }: House,
  accountId: string,
): Promise<readonly Markup[]> {
  const each = ecosystems.map(async ecosystem => {
    const all = await repositories.maintainedBy(accountId, ecosystem)
    return all.filter(one => one.organization === organization.name).map(({ name }) => ({ ecosystem, name }))
  })
  const here = (await Promise.all(each)).flat()
  const named = here.slice(0, mostNamed).map(({ ecosystem, name }) => {
    const path = `/organizations/${organization.name}/repositories/${ecosystem}/packages/${encodeURIComponent(name)}`
    return html`<a href="${path}">${ecosystem}:${organization.name}/${name}</a>`
  })
  return here.length > mostNamed ? [...named, html`…`] : named
}
