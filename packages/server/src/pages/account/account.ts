/** One's own account: its password, and the browsers that are signed in to it. */
import { Secret } from '@latchkey/protocol'
import { type Refusal, refuse, refused } from '@latchkey/tokens'
import { isSignedIn, type Session } from '../../accounts/index.ts'
import { statusOf } from '../../http/index.ts'
import { page, retryAfter, seeOther } from '../answers.ts'
import type { Words } from '../catalogue/index.ts'
import type { House } from '../house.ts'
import { browserName } from '../layout/browser-name.ts'
import { field, formProblem } from '../layout/field.ts'
import { formTokenField } from '../layout/layout.ts'
import { html, linkTo, type Markup, nothing } from '../layout/markup.ts'
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
  const { session, now, words } = visit
  const say = words.account
  const { username, email } = session.account
  const problems = problem && problemsOf(words, problem, fieldOf)
  const all = await sessions.list(session.account.id)
  const main = html`<div class="stack-wide">
    <div class="stack">
      <h1>${username}</h1>
      <p class="soft">${email}</p>
      ${done(words, visit.query.get('done'))}
    </div>
    <section class="panel stack" aria-labelledby="password-heading">
      <h2 id="password-heading">${say.password}</h2>
      <p>${say.passwordChanges}</p>
      ${formProblem(problems)}
      <form class="stack" method="post" action="/account/password">${formTokenField(session.formToken)}
        <input type="text" value="${username}" autocomplete="username" hidden readonly>
        ${field({
          name: 'current_password',
          label: say.currentPassword,
          type: 'password',
          autocomplete: 'current-password',
          required: true,
          ...(problems && { problems }),
        })}
        ${newPasswordField(words, problems)}
        <div class="actions"><button>${say.changePassword}</button></div>
      </form>
    </section>
    <section class="panel stack" aria-labelledby="second-factor">
      <h2 id="second-factor">${say.secondFactor}</h2>
      <p>${session.secondFactor.active ? say.secondFactorActive : say.secondFactorMissing}</p>
      <div class="actions"><a class="button quiet" href="/account/second-factor">${session.secondFactor.active ? say.manageSecondFactor : say.addSecondFactor}</a></div>
    </section>
    <section class="stack" aria-labelledby="sessions">
      <h2 id="sessions">${say.sessions}</h2>
      <p>${say.sessionsAre(linkTo('/account/logins'), linkTo('/account/keys'), linkTo('/account/events'))}</p>
      <ul class="entries">${all.map(each => sessionEntry(each, visit, now))}</ul>
    </section>
  </div>`
  const answer = problem ? { status: statusOf(problem), headers: { ...retryAfter(problem), ...headers } } : {}
  return page(visit, { title: say.title, main, current: '/account' }, answer)
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

function sessionEntry(each: Session, { session, words }: SignedInVisit, now: number): Markup {
  const say = words.account
  const { idHash, userAgent, address, createdAt, lastSeenAt } = each
  const name = browserName(words, userAgent)
  const isThis = idHash === session.idHash
  return html`<li><div class="heading">
    <div><h3>${name}</h3>
      <p class="small soft">${say.session(address ?? say.unknownAddress, fromNow(words, createdAt, now), fromNow(words, lastSeenAt, now))}</p></div>
    <div class="actions">${isSignedIn(each) ? nothing : html`<span class="badge">${say.waitsForCode}</span>`}
      ${isThis ? html`<span class="badge">${say.thisOne}</span>` : nothing}
      <form method="post" action="/account/sessions/${idHash}/end">${formTokenField(session.formToken)}
        <button class="quiet" aria-label="${say.signOutOf(name)}">${say.signOut}</button></form></div>
  </div></li>`
}

function done({ account: say }: Words, what: string | null): Markup {
  if (what === 'password') return html`<p class="notice good" role="status">${say.passwordDone}</p>`
  if (what === 'session') return html`<p class="notice good" role="status">${say.sessionDone}</p>`
  return nothing
}
