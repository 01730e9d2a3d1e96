/** The second step of signing in: the code, where the account has a second factor. */
import { type Refusal, refused } from '@latchkey/tokens'
import { isSignedIn } from '../../accounts/index.ts'
import { statusOf } from '../../http/index.ts'
import { page, retryAfter, seeOther } from '../answers.ts'
import type { House } from '../house.ts'
import { keepLanguage } from '../language/keep-language.ts'
import { formTokenField } from '../layout/layout.ts'
import { html } from '../layout/markup.ts'
import { localPath } from '../local-path.ts'
import { giveProof, proofFields, typedProof } from '../proof.ts'
import { sessionCookie } from '../session-cookie.ts'
import { type Handler, originOf, type SessionVisit } from '../visit.ts'

/** `GET /login/code?next=/account/keys` */
export const codeForm: Handler<SessionVisit> = (visit, house) => {
  const next = localPath(visit.query.get('next'))
  return isSignedIn(visit.session) ? seeOther(next) : formPage(visit, house, next)
}

/** `POST /login/code` */
export const signInWithCode: Handler<SessionVisit> = async (visit, house) => {
  const { session, form } = visit
  const next = localPath(form.text('next'))
  if (isSignedIn(session)) return seeOther(next)
  const given = await giveProof(session, typedProof(form), originOf(visit), house)
  if (given === undefined || refused(given)) return formPage(visit, house, next, given)
  await keepLanguage(visit, house, given.session)
  return seeOther(next, { 'set-cookie': sessionCookie(house.origin).set(given.cookie) })
}

function formPage(visit: SessionVisit, house: House, next: string, problem?: Refusal): Promise<Response> {
  const { session, words } = visit
  const { username } = session.account
  const say = words.signIn
  const main = html`<div class="panel stack">
    <h1>${say.codeTitle}</h1>
    <p>${say.codeAsked(username)}</p>
    <form class="stack" method="post" action="/login/code">
      ${formTokenField(session.formToken)}
      <input type="hidden" name="next" value="${next}">
      ${proofFields(visit, house, { problem })}
      <div class="actions"><button>${say.title}</button></div>
    </form>
    <form class="small soft" method="post" action="/logout">${formTokenField(session.formToken)}
      ${say.notYou(username, text => html`<button class="link">${text}</button>`)}</form>
    <p class="small soft">${say.lostBoth}</p>
  </div>`
  const answer = problem && { status: statusOf(problem), headers: retryAfter(problem) }
  return page({ ...visit, session: undefined }, { title: say.codeTitle, main, narrow: true }, answer)
}
