/** The address of one's own account: another one, and the link that shows that it is one's own. */
import { type Refusal, refused } from '@latchkey/tokens'
import type { CurrentSession } from '../../accounts/index.ts'
import { statusOf } from '../../http/index.ts'
import { page, refusal, retryAfter, seeOther } from '../answers.ts'
import type { Form } from '../form.ts'
import type { House } from '../house.ts'
import { field, formProblem } from '../layout/field.ts'
import { formTokenField } from '../layout/layout.ts'
import { html, type Markup, nothing } from '../layout/markup.ts'
import { problemsOf } from '../layout/problems.ts'
import { linkOf } from '../start/register.ts'
import { type Handler, originOf, type SignedInVisit } from '../visit.ts'

/** `GET /account/email` */
export const emailPage: Handler<SignedInVisit> = (visit, house) => show(visit, house)

/** `POST /account/email`: sends the link to another address, or once more to the one that there is. */
export const sendLink: Handler<SignedInVisit> = async (visit, house) => {
  const sent = await house.emails.sendLink(visit.session, visit.form.text('email'), originOf(visit))
  return refused(sent) ? show(visit, house, sent) : seeOther('/account/email')
}

/** Where links for a new password go is whose account it is; what goes to the same address once more is no change. */
export function changesEmail(form: Form, { account }: CurrentSession): boolean {
  return form.text('email') !== account.email
}

/** `GET /account/email/:secret`: looking changes nothing, since programs look at links in mail. */
export const verifyForm: Handler<SignedInVisit> = async (visit, { emails }) => {
  const { session, path, words } = visit
  const address = await emails.openLink(session, linkOf(visit))
  if (refused(address)) return refusal(visit, address)
  const say = words.ownEmail
  const main = html`<div class="panel stack">
    <h1>${say.verifyTitle}</h1>
    <p>${say.verify(address, session.account.username)}</p>
    <form method="post" action="${path}">${formTokenField(session.formToken)}
      <div class="actions"><button>${say.yes}</button><a href="/account">${say.no}</a></div></form>
  </div>`
  return page(visit, { title: say.verifyTitle, main, current: '/account', narrow: true })
}

/** `POST /account/email/:secret` */
export const verify: Handler<SignedInVisit> = async (visit, { emails }) => {
  const verified = await emails.verify(visit.session, linkOf(visit), originOf(visit))
  return refused(verified) ? refusal(visit, verified) : seeOther('/account?done=email')
}

async function show(visit: SignedInVisit, { emails }: House, problem?: Refusal): Promise<Response> {
  const { session, words, form } = visit
  const { id, email } = session.account
  const say = words.ownEmail
  const problems = problem && problemsOf(words, problem, fieldOf)
  const waiting = await emails.waitingFor(id)
  const main = html`<div class="panel stack">
    <h1>${say.title}</h1>
    <p>${say.now(email)}</p>
    ${formProblem(problems)}
    ${standing(visit, waiting)}
    <form class="stack" method="post" action="/account/email">${formTokenField(session.formToken)}
      ${field({
        name: 'email',
        label: say.email,
        type: 'email',
        value: form.text('email'),
        hint: say.emailHint,
        autocomplete: 'email',
        required: true,
        maxlength: 254,
        ...(problems && { problems }),
      })}
      <div class="actions"><button>${say.button}</button><a href="/account">${say.leave}</a></div>
    </form>
  </div>`
  const answer = problem && { status: statusOf(problem), headers: retryAfter(problem) }
  return page(visit, { title: say.title, main, current: '/account', narrow: true }, answer)
}

/** What has to be done for mail to go where it is to go, if anything. */
function standing({ session, words: { ownEmail: say } }: SignedInVisit, waiting: string | undefined): Markup {
  const { email, emailVerified } = session.account
  const address = waiting ?? (emailVerified ? undefined : email)
  if (address === undefined) return nothing
  return html`<div class="notice stack">
    <p>${address === email ? say.unverified : say.waiting(address)}</p>
    <form method="post" action="/account/email">${formTokenField(session.formToken)}
      <input type="hidden" name="email" value="${address}">
      <div class="actions"><button class="quiet">${say.sendAgain}</button></div></form>
  </div>`
}

const fieldOf = { invalid_email: 'email', email_already_verified: 'email' }
