/** The second step of signing in: the code, where the account has a second factor. */
import { type Refusal, refused } from '@latchkey/tokens'
import { isSignedIn } from '../../accounts/index.ts'
import { statusOf } from '../../http/index.ts'
import { page, retryAfter, seeOther } from '../answers.ts'
import { codeFields, typedCode } from '../layout/code-fields.ts'
import { formTokenField } from '../layout/layout.ts'
import { html } from '../layout/markup.ts'
import { localPath } from '../local-path.ts'
import { sessionCookie } from '../session-cookie.ts'
import { type Handler, originOf, type SessionVisit } from '../visit.ts'

/** `GET /login/code?next=/account/keys` */
export const codeForm: Handler<SessionVisit> = visit => {
  const next = localPath(visit.query.get('next'))
  return isSignedIn(visit.session) ? seeOther(next) : formPage(visit, next)
}

/** `POST /login/code` */
export const signInWithCode: Handler<SessionVisit> = async (visit, { secondFactors, origin }) => {
  const { session, form } = visit
  const next = localPath(form.text('next'))
  if (isSignedIn(session)) return seeOther(next)
  const code = typedCode(form)
  if (code === undefined) return formPage(visit, next)
  const given = await secondFactors.giveTo(session, code, originOf(visit))
  if (refused(given)) return formPage(visit, next, given)
  return seeOther(next, { 'set-cookie': sessionCookie(origin).set(given.cookie) })
}

function formPage(visit: SessionVisit, next: string, problem?: Refusal): Promise<Response> {
  const { session, words } = visit
  const { username } = session.account
  const say = words.signIn
  const main = html`<div class="panel stack">
    <h1>${say.codeTitle}</h1>
    <p>${say.codeAsked(username)}</p>
    <form class="stack" method="post" action="/login/code">
      ${formTokenField(session.formToken)}
      <input type="hidden" name="next" value="${next}">
      ${codeFields(words, { problem })}
      <div class="actions"><button>${say.title}</button></div>
    </form>
    <form class="small soft" method="post" action="/logout">${formTokenField(session.formToken)}
      ${say.notYou(username, text => html`<button class="link">${text}</button>`)}</form>
    <p class="small soft">${say.lostBoth}</p>
  </div>`
  const answer = problem && { status: statusOf(problem), headers: retryAfter(problem) }
  return page({ ...visit, session: undefined }, { title: say.codeTitle, main, narrow: true }, answer)
}
