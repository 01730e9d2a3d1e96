/** One's own account: its password. */
import { Secret } from '@latchkey/protocol'
import { type Refusal, refuse, refused } from '@latchkey/tokens'
import { statusOf } from '../../http/index.ts'
import { page, retryAfter, seeOther } from '../answers.ts'
import type { Words } from '../catalogue/index.ts'
import { field, formProblem } from '../layout/field.ts'
import { formTokenField } from '../layout/layout.ts'
import { html, type Markup, nothing } from '../layout/markup.ts'
import { newPasswordField } from '../layout/new-password.ts'
import { problemsOf } from '../layout/problems.ts'
import { sessionCookie } from '../session-cookie.ts'
import { type Handler, originOf, type SignedInVisit } from '../visit.ts'

/** `GET /account` */
export const accountPage: Handler<SignedInVisit> = visit => show(visit)

/** `POST /account/password`: with the current one, however lately it was given. Neither is ever sent back. */
export const changePassword: Handler<SignedInVisit> = async (visit, house) => {
  const { form, session } = visit
  const current = form.exact('current_password')
  if (current === '') return show(visit, passwordMissing)
  const again = await house.sessions.stepUp(session, new Secret(current), originOf(visit))
  if (refused(again)) return show(visit, again)
  const renewed = { 'set-cookie': sessionCookie(house.origin).set(again.cookie) }
  const next = new Secret(form.exact('password'))
  const changed = await house.lockOut.changePassword(again.session, next, originOf(visit))
  if (refused(changed)) return show({ ...visit, session: again.session }, changed, renewed)
  return seeOther('/account?done=password', renewed)
}

async function show(
  visit: SignedInVisit,
  problem?: Refusal,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  const { session, words } = visit
  const say = words.account
  const { username, email } = session.account
  const problems = problem && problemsOf(words, problem, fieldOf)
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

function done({ account: say }: Words, what: string | null): Markup {
  if (what === 'password') return html`<p class="notice good" role="status">${say.passwordDone}</p>`
  return nothing
}
