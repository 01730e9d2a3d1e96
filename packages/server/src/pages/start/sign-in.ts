/** Signing in and out. */
import { Secret } from '@latchkey/protocol'
import { type Refusal, refused } from '@latchkey/tokens'
import { isSignedIn } from '../../accounts/index.ts'
import { statusOf } from '../../http/index.ts'
import { page, retryAfter, seeOther } from '../answers.ts'
import { field, formProblem } from '../layout/field.ts'
import { html } from '../layout/markup.ts'
import { inWords } from '../layout/problems.ts'
import { localPath } from '../local-path.ts'
import { sessionCookie } from '../session-cookie.ts'
import { codePath, endSessionOf, type Handler, originOf, type SessionVisit, type Visit } from '../visit.ts'

/** `GET /login?next=/account/keys` */
export const signInForm: Handler = visit => {
  const next = localPath(visit.query.get('next'))
  if (visit.unfinished !== undefined) return seeOther(codePath(next))
  return visit.session === undefined ? formPage(visit, { next, username: '' }) : seeOther(next)
}

/** `POST /login` */
export const signIn: Handler = async (visit, { sessions, origin }) => {
  const { form, address, userAgent } = visit
  const next = localPath(form.text('next'))
  const username = form.text('username')
  const signedIn = await sessions.signIn({
    username,
    password: new Secret(form.exact('password')),
    address,
    userAgent,
  })
  if (refused(signedIn)) return formPage(visit, { next, username }, signedIn)
  // Whoever was signed in on this browser before is not any more: the old id must not live on unseen.
  await endSessionOf(visit, sessions)
  return seeOther(isSignedIn(signedIn.session) ? next : codePath(next), {
    'set-cookie': sessionCookie(origin).set(signedIn.cookie),
  })
}

/** `POST /logout` */
export const signOut: Handler<SessionVisit> = async (visit, { sessions, origin }) => {
  await sessions.end(visit.session, originOf(visit))
  return seeOther('/', { 'set-cookie': sessionCookie(origin).clear() })
}

function formPage(
  visit: Visit,
  typed: { readonly next: string; readonly username: string },
  problem?: Refusal,
): Promise<Response> {
  const { words } = visit
  const say = words.signIn
  const main = html`<div class="panel stack">
    <h1>${say.title}</h1>
    ${formProblem(problem && { form: inWords(words, problem) })}
    <form class="stack" method="post" action="/login">
      <input type="hidden" name="next" value="${typed.next}">
      ${field({
        name: 'username',
        label: say.username,
        value: typed.username,
        autocomplete: 'username',
        technical: true,
        required: true,
        autofocus: typed.username === '',
      })}
      ${field({
        name: 'password',
        label: say.password,
        type: 'password',
        autocomplete: 'current-password',
        required: true,
        autofocus: typed.username !== '',
      })}
      <div class="actions"><button>${say.title}</button></div>
    </form>
    <p class="small soft">${say.noAccount}</p>
  </div>`
  const answer = problem && { status: statusOf(problem), headers: retryAfter(problem) }
  return page(visit, { title: say.title, main, narrow: true }, answer)
}
