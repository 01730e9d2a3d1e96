/** Members in rows: what each is, since when, and for owners the controls to change it. */
import { type Role, roles } from '@latchkey/protocol'
import type { Member } from '../../organizations/index.ts'
import { formTokenField } from '../layout/layout.ts'
import { html, type Markup, nothing } from '../layout/markup.ts'
import { onDay } from '../layout/time.ts'
import type { OrganizationVisit } from '../visit.ts'

export function memberRows(visit: OrganizationVisit, members: readonly Member[]): Markup {
  return html`<ul class="members">${members.map(member => memberRow(visit, member))}</ul>`
}

function memberRow({ words, ways, organization, session }: OrganizationVisit, member: Member): Markup {
  const { account, role, secondFactor, createdAt } = member
  const say = words.members
  const isOwn = account.id === session.account.id
  const own = `/organizations/${organization.name}/members/${account.username}`
  return html`<li>
    <div><strong>${account.username}</strong>${isOwn ? html` <span class="badge">${say.you}</span>` : nothing}
      <p class="small soft">${say.since(onDay(words, createdAt))}</p></div>
    ${
      ways.people
        ? html`<p>${secondFactor ? html`<span class="badge good">${say.hasOne}</span>` : html`<span class="badge warm">${say.hasNone}</span>`}</p>
      <form class="inline-form" method="post" action="${own}">${formTokenField(session.formToken)}
        <select name="role" aria-label="${say.roleOf(account.username)}">${roles.map(each => roleOption(each, role))}</select>
        <button class="quiet" aria-label="${say.saveRoleOf(account.username)}">${say.save}</button></form>
      <a href="${own}/remove" aria-label="${isOwn ? say.leaveIt(organization.displayName) : say.removeOne(account.username)}">${isOwn ? say.leave : say.remove}</a>`
        : html`<p><span class="badge">${role}</span></p>`
    }
  </li>`
}

function roleOption(role: Role, chosen: Role): Markup {
  return html`<option ${role === chosen ? html`selected` : nothing}>${role}</option>`
}
