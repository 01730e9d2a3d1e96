/** An organization's members: who is what, changing that, inviting and removing. */
import { isRole, type Role, roles } from '@latchkey/protocol'
import { type Refusal, refuse, refused } from '@latchkey/tokens'
import { decideAgain } from '../../access/index.ts'
import { statusOf } from '../../http/index.ts'
import type { Member } from '../../organizations/index.ts'
import { page, refusal, seeOther } from '../answers.ts'
import type { Words } from '../catalogue/index.ts'
import type { House } from '../house.ts'
import { select } from '../layout/field.ts'
import { formTokenField } from '../layout/layout.ts'
import { html, type Markup, nothing } from '../layout/markup.ts'
import { inWords } from '../layout/problems.ts'
import { onDay } from '../layout/time.ts'
import type { Handler, OrganizationVisit } from '../visit.ts'

/** `GET /organizations/:organization/members` */
export const membersPage: Handler<OrganizationVisit> = (visit, house) => listPage(visit, house)

/** `POST /organizations/:organization/members/:username`: a new role. */
export const setRole: Handler<OrganizationVisit> = async (visit, house) => {
  const role = visit.form.text('role')
  const account = await memberOf(visit, house)
  if (account === undefined) return refusal(visit, unknownMember)
  if (!isRole(role))
    return listPage(
      visit,
      house,
      refuse('invalid_role', 'That is not a role.', 'Choose one of those offered.'),
    )
  const changed = await house.organizations.setRole(
    { organizationId: visit.organization.id, accountId: account.id, role },
    decideAgain(visit.allowed, house),
  )
  return refused(changed) ? listPage(visit, house, changed) : seeOther(membersPath(visit))
}

/** `GET /organizations/:organization/members/:username/remove` */
export const confirmRemoving: Handler<OrganizationVisit> = async (visit, house) => {
  const account = await memberOf(visit, house)
  if (account === undefined) return refusal(visit, unknownMember)
  const say = visit.words.members
  const title = say.removeTitle(account.username)
  const main = html`<div class="panel stack">
    <p class="eyebrow"><a href="${membersPath(visit)}">${say.of(visit.organization.displayName)}</a></p>
    <h1>${title}</h1>
    <p>${say.removeConfirm(visit.organization.displayName)}</p>
    <form class="actions" method="post">${formTokenField(visit.session.formToken)}
      <button class="danger">${say.removeOne(account.username)}</button><a href="${membersPath(visit)}">${say.keep}</a></form>
  </div>`
  return page(visit, { title, main, narrow: true })
}

/** `POST /organizations/:organization/members/:username/remove` */
export const removeMember: Handler<OrganizationVisit> = async (visit, house) => {
  const account = await memberOf(visit, house)
  if (account === undefined) return refusal(visit, unknownMember)
  const removed = await house.organizations.removeMember(
    { organizationId: visit.organization.id, accountId: account.id },
    decideAgain(visit.allowed, house),
  )
  return refused(removed) ? listPage(visit, house, removed) : seeOther(membersPath(visit))
}

/** Who is no member is as unknown as a name that nobody has. */
async function memberOf({ organization, parameters }: OrganizationVisit, house: House) {
  const account = await house.accounts.byUsername(parameters['username'] ?? '')
  const role = account && (await house.organizations.roleOf(account.id, organization.id))
  return role === undefined ? undefined : account
}

const unknownMember = refuse(
  'unknown_member',
  'Nobody of that name is a member here.',
  'Look at the list of members.',
)

function membersPath({ organization }: OrganizationVisit): string {
  return `/organizations/${organization.name}/members`
}

async function listPage(visit: OrganizationVisit, house: House, problem?: Refusal): Promise<Response> {
  const { organization, session, words } = visit
  const say = words.members
  const after = visit.query.get('after')
  const may = visit.ways.people
  const members = await house.organizations.members(organization.id, {
    limit: 100,
    ...(after !== null && { after }),
  })
  const path = membersPath(visit)
  const main = html`<div class="stack-wide">
    <div class="stack-tight">
      <p class="eyebrow"><a href="/organizations/${organization.name}">${organization.displayName}</a></p>
      <h1>${say.title}</h1>
    </div>
    ${problem === undefined ? nothing : html`<p class="notice bad" role="alert">${inWords(words, problem)}</p>`}
    <ul class="entries">${members.items.map(member => memberEntry(words, member, may ? session.formToken : undefined, path))}</ul>
    ${members.next === undefined ? nothing : html`<p><a href="${path}?after=${encodeURIComponent(members.next)}">${say.more}</a></p>`}
    ${may ? inviteForm(words, organization.name, session.formToken) : nothing}
    ${roleGuide(words)}
  </div>`
  return page(
    visit,
    { title: say.of(organization.displayName), main },
    problem && { status: statusOf(problem) },
  )
}

/** One member; with a form token, the controls to change what they are. */
function memberEntry(
  words: Words,
  { account, role, createdAt }: Member,
  formToken: string | undefined,
  path: string,
): Markup {
  const say = words.members
  const own = `${path}/${account.username}`
  return html`<li><div class="heading">
    <div><h2>${account.username}</h2><p class="small soft">${say.since(onDay(words, createdAt))}</p></div>
    ${
      formToken === undefined
        ? html`<span class="badge">${role}</span>`
        : html`<div class="actions"><form class="inline-form" method="post" action="${own}">${formTokenField(formToken)}
            <select name="role" aria-label="${say.roleOf(account.username)}">${roles.map(each => roleOption(each, role))}</select>
            <button class="quiet" aria-label="${say.saveRoleOf(account.username)}">${say.save}</button></form>
          <a href="${own}/remove" aria-label="${say.removeOne(account.username)}">${say.remove}</a></div>`
    }
  </div></li>`
}

function roleOption(role: Role, chosen: Role): Markup {
  return html`<option ${role === chosen ? html`selected` : nothing}>${role}</option>`
}

function inviteForm({ members: say }: Words, organization: string, formToken: string): Markup {
  return html`<section class="panel stack" aria-labelledby="invite">
    <h2 id="invite">${say.invite}</h2>
    <form class="inline-form" method="post" action="/organizations/${organization}/invitations">${formTokenField(formToken)}
      ${select({
        name: 'role',
        label: say.theirRole,
        choices: roles.map(role => ({ value: role, label: role })),
        value: 'write',
      })}
      <button>${say.makeLink}</button>
    </form>
  </section>`
}

/** Least first: each says what it adds. */
function roleGuide({ members }: Words): Markup {
  return html`<dl class="facts">
  ${roles.map(role => html`<div><dt>${role}</dt><dd>${members.roles[role]}</dd></div>`)}
</dl>`
}
