/** One's own account: its password, and the browsers that are signed in to it. */
import { Secret } from '@latchkey/protocol'
import { type Refusal, refuse, refused } from '@latchkey/tokens'
import { isSignedIn, type Session } from '../../accounts/index.ts'
import { statusOf } from '../../http/index.ts'
import { page, retryAfter, seeOther } from '../answers.ts'
import type { House } from '../house.ts'
import { field, formProblem } from '../layout/field.ts'
import { formTokenField } from '../layout/layout.ts'
import { html, type Markup, nothing } from '../layout/markup.ts'
import { newPasswordField } from '../layout/new-password.ts'
import { problemsOf } from '../layout/problems.ts'
import { fromNow } from '../layout/time.ts'
import { sessionCookie } from '../session-cookie.ts'
import { type Handler, originOf, type SignedInVisit } from '../visit.ts'

/** `GET /account` */
export const accountPage: Handler<SignedInVisit> = (visit, house) => show(visit, house)

/** `POST /account/password`: with the current one, however lately it was given. Neither is ever sent back. */
export const changePassword: Handler<SignedInVisit> = async (visit, house) => {
  const { form, session } = visit
  const current = form.exact('current_password')
  if (current === '') return show(visit, house, passwordMissing)
  const again = await house.sessions.stepUp(session, new Secret(current), originOf(visit))
  if (refused(again)) return show(visit, house, again)
  const renewed = { 'set-cookie': sessionCookie(house.origin).set(again.cookie) }
  const next = new Secret(form.exact('password'))
  const changed = await house.lockOut.changePassword(again.session, next, originOf(visit))
  if (refused(changed)) return show({ ...visit, session: again.session }, house, changed, renewed)
  return seeOther('/account?done=password', renewed)
}

/** `POST /account/sessions/:session/end`: one of one's own. */
export const endSession: Handler<SignedInVisit> = async (visit, { sessions, origin }) => {
  const all = await sessions.list(visit.session.account.id)
  const chosen = all.find(({ idHash }) => idHash === visit.parameters['session'])
  if (chosen !== undefined) await sessions.end(chosen, originOf(visit))
  return chosen?.idHash === visit.session.idHash
    ? seeOther('/', { 'set-cookie': sessionCookie(origin).clear() })
    : seeOther('/account?done=session')
}

async function show(
  visit: SignedInVisit,
  { sessions }: House,
  problem?: Refusal,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  const { session, now } = visit
  const { username, email } = session.account
  const problems = problem && problemsOf(problem, fieldOf)
  const all = await sessions.list(session.account.id)
  const main = html`<div class="stack-wide">
    <div class="stack">
      <h1>${username}</h1>
      <p class="soft">${email}</p>
      ${done(visit.query.get('done'))}
    </div>
    <section class="panel stack" aria-labelledby="password-heading">
      <h2 id="password-heading">Password</h2>
      <p>Changing it signs out every other browser. Keys work as before.</p>
      ${formProblem(problems)}
      <form class="stack" method="post" action="/account/password">${formTokenField(session.formToken)}
        <input type="text" value="${username}" autocomplete="username" hidden readonly>
        ${field({
          name: 'current_password',
          label: 'Current password',
          type: 'password',
          autocomplete: 'current-password',
          required: true,
          ...(problems && { problems }),
        })}
        ${newPasswordField(problems)}
        <div class="actions"><button>Change the password</button></div>
      </form>
    </section>
    <section class="panel stack" aria-labelledby="second-factor">
      <h2 id="second-factor">Second factor</h2>
      <p>${session.secondFactor.active ? 'A code of your authenticator app is asked for beside the password.' : 'None yet: the password alone signs in.'}</p>
      <div class="actions"><a class="button quiet" href="/account/second-factor">${session.secondFactor.active ? 'Manage it' : 'Add one'}</a></div>
    </section>
    <section class="stack" aria-labelledby="sessions">
      <h2 id="sessions">Signed in</h2>
      <p>Browsers that are signed in here. Programs that you let in are <a href="/account/logins">my logins</a>, what you
        gave them to keep is <a href="/account/keys">my keys</a>, and what happened is <a href="/account/events">my
        events</a>.</p>
      <ul class="entries">${all.map(each => sessionEntry(each, visit, now))}</ul>
    </section>
  </div>`
  const answer = problem ? { status: statusOf(problem), headers: { ...retryAfter(problem), ...headers } } : {}
  return page(visit, { title: 'My account', main, current: '/account' }, answer)
}

const passwordMissing = refuse(
  'password_missing',
  'The current password is missing.',
  'Enter it: whoever finds this browser open must not change it.',
)

const fieldOf = {
  password_missing: 'current_password',
  wrong_password: 'current_password',
  weak_password: 'password',
}

function sessionEntry(each: Session, { session }: SignedInVisit, now: number): Markup {
  const { idHash, userAgent, address, createdAt, lastSeenAt } = each
  const isThis = idHash === session.idHash
  return html`<li><div class="heading">
    <div><h3>${userAgent || 'A browser without a name'}</h3>
      <p class="small soft">from ${address}, signed in ${fromNow(createdAt, now)}, last seen ${fromNow(lastSeenAt, now)}</p></div>
    <div class="actions">${isSignedIn(each) ? nothing : html`<span class="badge">waits for a code</span>`}
      ${isThis ? html`<span class="badge">this one</span>` : nothing}
      <form method="post" action="/account/sessions/${idHash}/end">${formTokenField(session.formToken)}
        <button class="quiet" aria-label="Sign out ${userAgent}">Sign out</button></form></div>
  </div></li>`
}

function done(what: string | null): Markup {
  if (what === 'password')
    return html`<p class="notice good" role="status">The password is changed, and every other browser signed out.</p>`
  if (what === 'session') return html`<p class="notice good" role="status">That browser is signed out.</p>`
  return nothing
}
