/** The invitations of an organization that are open: whom they are for, who made them, and what can be done about them. */
import { roles } from '@latchkey/protocol'
import { type Refusal, refused } from '@latchkey/tokens'
import { decideAgain } from '../../access/index.ts'
import { statusOf } from '../../http/index.ts'
import type { OpenInvitation } from '../../invitations/index.ts'
import { page, retryAfter, seeOther } from '../answers.ts'
import type { Words } from '../catalogue/index.ts'
import type { House } from '../house.ts'
import { field, formProblem, type Problems, select } from '../layout/field.ts'
import { formTokenField } from '../layout/layout.ts'
import { html, type Markup, nothing } from '../layout/markup.ts'
import { problemsOf } from '../layout/problems.ts'
import { fromNow } from '../layout/time.ts'
import type { Handler, OrganizationVisit } from '../visit.ts'

/** `GET /organizations/:organization/invitations` */
export const invitationsPage: Handler<OrganizationVisit> = (visit, house) => listPage(visit, house)

/** `POST /organizations/:organization/invitations/:invitation/send` */
export const sendInvitationAgain: Handler<OrganizationVisit> = async (visit, house) => {
  const judge = decideAgain(visit.allowed, house)
  const sent = await house.invitations.sendAgain(keyOf(visit), visit.session.account, judge)
  return refused(sent) ? listPage(visit, house, sent) : seeOther(`${invitationsPath(visit)}?done=sent`)
}

/** `POST /organizations/:organization/invitations/:invitation/withdraw` */
export const withdrawInvitation: Handler<OrganizationVisit> = async (visit, house) => {
  const withdrawn = await house.invitations.withdraw(keyOf(visit), decideAgain(visit.allowed, house))
  return refused(withdrawn)
    ? listPage(visit, house, withdrawn)
    : seeOther(`${invitationsPath(visit)}?done=withdrawn`)
}

/** Days that one can be good for; a week unless it is said. */
export const lengths = [1, 7, 30] as const

export function invitationsPath({ organization }: Pick<OrganizationVisit, 'organization'>): string {
  return `/organizations/${organization.name}/invitations`
}

function keyOf({ organization, parameters }: OrganizationVisit) {
  return { organizationId: organization.id, id: parameters['invitation'] ?? '' }
}

const fieldOf = {
  ...{ invalid_email: 'email', already_invited: 'email', addressed_link: 'email' },
  invalid_role: 'role',
}

export async function listPage(visit: OrganizationVisit, house: House, problem?: Refusal): Promise<Response> {
  const { organization, words, query } = visit
  const say = words.invitations
  const after = query.get('after')
  const { items, next } = await house.invitations.list(organization.id, {
    limit: 50,
    ...(after !== null && { after }),
  })
  const problems = problem && problemsOf(words, problem, fieldOf)
  const main = html`<div class="stack-wide">
    <h1>${say.title}</h1>
    ${problem === undefined ? done(words, query.get('done')) : formProblem(problems)}
    ${inviteForm(visit, problems)}
    <section class="stack" aria-labelledby="open"><h2 id="open">${say.open}</h2>
      ${
        items.length === 0
          ? html`<p class="empty">${say.none}</p>`
          : html`<ul class="members">${items.map(each => invitationRow(visit, each))}</ul>`
      }
      ${next === undefined ? nothing : html`<p><a class="button quiet" href="${invitationsPath(visit)}?after=${encodeURIComponent(next)}">${say.older}</a></p>`}
    </section>
  </div>`
  return page(
    visit,
    { title: say.of(organization.displayName), main },
    problem && { status: statusOf(problem), headers: retryAfter(problem) },
  )
}

function inviteForm(visit: OrganizationVisit, problems: Problems | undefined): Markup {
  const { form, session, words } = visit
  const { invitations: say, members } = words
  const errors = problems && { problems }
  return html`<form class="panel stack" method="post" action="${invitationsPath(visit)}">
    ${formTokenField(session.formToken)}
    <div class="stack-tight"><h2>${say.invite}</h2>
      <p class="small soft">${say.emailHint}</p></div>
    <div class="pair invited">
      ${field({
        name: 'email',
        label: say.email,
        type: 'email',
        value: form.text('email'),
        autocomplete: 'off',
        ...errors,
      })}
      ${select({
        name: 'role',
        label: say.role,
        choices: roles.map(role => ({ value: role, label: `${role}: ${members.roles[role]}` })),
        value: form.text('role') || 'write',
        ...errors,
      })}
      ${select({
        name: 'days',
        label: say.goodFor,
        choices: lengths.map(days => ({ value: String(days), label: say.days(days) })),
        value: form.text('days') || '7',
      })}
    </div>
    <div class="actions"><button name="how" value="mail">${say.send}</button>
      <button class="quiet" name="how" value="link">${say.makeLink}</button></div>
  </form>`
}

function invitationRow(visit: OrganizationVisit, invitation: OpenInvitation): Markup {
  const { words, now, session } = visit
  const { id, email, role, madeBy, works, createdAt, expiresAt } = invitation
  const say = words.invitations
  const whom = email ?? say.byLink
  const own = `${invitationsPath(visit)}/${id}`
  return html`<li>
    <div><strong>${whom}</strong> <span class="badge">${role}</span>
      <p class="small soft">${say.made(madeBy ?? say.nobody, fromNow(words, createdAt, now))}</p>
      ${works ? nothing : html`<p class="small problem">${say.worksNoMore}</p>`}</div>
    <p class="small">${say.until(fromNow(words, expiresAt, now))}</p>
    ${
      email === undefined
        ? nothing
        : html`<form method="post" action="${own}/send">${formTokenField(session.formToken)}
      <button class="quiet" aria-label="${say.sendAgainTo(whom)}">${say.sendAgain}</button></form>`
    }
    <form method="post" action="${own}/withdraw">${formTokenField(session.formToken)}
      <button class="link" aria-label="${say.withdrawOf(whom)}">${say.withdraw}</button></form>
  </li>`
}

function done({ invitations: say }: Words, what: string | null): Markup {
  if (what === 'sent') return html`<p class="notice good" role="status">${say.sent}</p>`
  return what === 'withdrawn' ? html`<p class="notice good" role="status">${say.withdrawn}</p>` : nothing
}
