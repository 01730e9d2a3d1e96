/** An invitation: somebody new registers, somebody signed in joins. */
import { refused } from '@latchkey/tokens'
import { causeOf } from '../../audit/index.ts'
import type { Invitation } from '../../invitations/index.ts'
import { page, refusal, seeOther } from '../answers.ts'
import type { Words } from '../catalogue/index.ts'
import { formTokenField } from '../layout/layout.ts'
import { html, linkTo, type Markup } from '../layout/markup.ts'
import type { Handler, SignedInVisit, Visit } from '../visit.ts'
import { linkOf, type RegisterPage, register, registerForm } from './register.ts'

/** `GET /invitations/:secret` */
export const invitationPage: Handler = async (visit, { invitations }) => {
  const invitation = await invitations.open(linkOf(visit))
  if (refused(invitation)) return refusal(visit, invitation)
  const { session, words } = visit
  const say = words.register.invited
  if (session === undefined) return registerForm(visit, around(visit, invitation))

  const main = html`<div class="panel stack">
    <h1>${say.title}</h1>
    <p>${opens(words, invitation)}</p>
    ${
      invitation.organization === undefined
        ? html`<p>${say.passItOn}</p>`
        : html`<form class="actions" method="post" action="${visit.path}/join">${formTokenField(session.formToken)}
            <button>${say.joinAs(session.account.username)}</button></form>`
    }
  </div>`
  return page(visit, { title: say.title, main, narrow: true })
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
  const say = visit.words.register.invited
  const signIn = linkTo(`/login?next=${encodeURIComponent(visit.path)}`)
  return {
    title: say.title,
    introduction: opens(visit.words, invitation),
    button: say.button,
    email: invitation.address,
    after: html`<p class="small soft">${say.haveAccount(signIn)}</p>`,
  }
}

function opens({ register }: Words, { organization, administrator }: Invitation): string | Markup {
  const say = register.invited
  if (organization !== undefined) return say.opensOrganization(organization.displayName, organization.role)
  return administrator ? say.opensAdministrator : say.opensAccount
}

function destination({ organization }: Invitation): string {
  return organization === undefined ? '/' : `/organizations/${organization.name}`
}
