/** An invitation: somebody new registers, somebody signed in joins. */
import { refused } from '@latchkey/tokens'
import { causeOf } from '../../audit/index.ts'
import type { Invitation } from '../../invitations/index.ts'
import { page, refusal, seeOther } from '../answers.ts'
import { formTokenField } from '../layout/layout.ts'
import { html, type Markup } from '../layout/markup.ts'
import type { Handler, SignedInVisit, Visit } from '../visit.ts'
import { linkOf, type RegisterPage, register, registerForm } from './register.ts'

/** `GET /invitations/:secret` */
export const invitationPage: Handler = async (visit, { invitations }) => {
  const invitation = await invitations.open(linkOf(visit))
  if (refused(invitation)) return refusal(visit, invitation)
  const { session } = visit
  if (session === undefined) return registerForm(visit, around(visit, invitation))

  const main = html`<div class="panel stack">
    <h1>You are invited</h1>
    ${opens(invitation)}
    ${
      invitation.organization === undefined
        ? html`<p>You have an account already. This link is for somebody without one: pass it on.</p>`
        : html`<form class="actions" method="post" action="${visit.path}/join">${formTokenField(session.formToken)}
            <button>Join as ${session.account.username}</button></form>`
    }
  </div>`
  return page(visit, { title: 'You are invited', main, narrow: true })
}

/** `POST /invitations/:secret`: makes an account, and its membership. */
export const acceptByRegistering: Handler = async (visit, house) => {
  const invitation = await house.invitations.open(linkOf(visit))
  if (refused(invitation)) return refusal(visit, invitation)
  return register(visit, house, around(visit, invitation), destination(invitation))
}

/** `POST /invitations/:secret/join` */
export const acceptByJoining: Handler<SignedInVisit> = async (visit, { invitations }) => {
  const invitation = await invitations.open(linkOf(visit))
  if (refused(invitation)) return refusal(visit, invitation)
  const joined = await invitations.accept(linkOf(visit), visit.session.account, causeOf(visit.allowed))
  return refused(joined) ? refusal(visit, joined) : seeOther(destination(invitation))
}

function around(visit: Visit, invitation: Invitation): RegisterPage {
  return {
    title: 'You are invited',
    introduction: opens(invitation),
    button: 'Create my account',
    after: html`<p class="small soft">Do you have an account? <a href="/login?next=${encodeURIComponent(visit.path)}">Sign in</a> and join with it.</p>`,
  }
}

function opens({ organization, administrator }: Invitation): Markup {
  if (organization !== undefined) {
    return html`<p>This link makes you a member of <strong>${organization.displayName}</strong> with the role
      <strong>${organization.role}</strong>. It works once.</p>`
  }
  return html`<p>This link makes you an account${administrator ? ' that runs the server' : ''}. It works once.</p>`
}

function destination({ organization }: Invitation): string {
  return organization === undefined ? '/' : `/organizations/${organization.name}`
}
