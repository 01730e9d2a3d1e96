/** Another password for one's own account. */
import { Secret } from '@latchkey/protocol'
import { type Refusal, refuse, refused } from '@latchkey/tokens'
import { statusOf } from '../../http/index.ts'
import { page, retryAfter, seeOther } from '../answers.ts'
import { field, formProblem } from '../layout/field.ts'
import { formTokenField } from '../layout/layout.ts'
import { html, linkTo } from '../layout/markup.ts'
import { newPasswordField } from '../layout/new-password.ts'
import { problemsOf } from '../layout/problems.ts'
import { sessionCookie } from '../session-cookie.ts'
import { type Handler, originOf, type SignedInVisit } from '../visit.ts'

/** `GET /account/password` */
export const passwordForm: Handler<SignedInVisit> = visit => show(visit)

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

function show(
  visit: SignedInVisit,
  problem?: Refusal,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  const { session, words } = visit
  const say = words.ownPassword
  const problems =
    problem?.code === 'wrong_password'
      ? { current_password: say.wrong }
      : problem && problemsOf(words, problem, fieldOf)
  const main = html`<div class="panel stack">
    <h1>${say.title}</h1>
    <p>${say.lead}</p>
    ${formProblem(problems)}
    <form class="stack" method="post" action="/account/password">${formTokenField(session.formToken)}
      <input type="text" value="${session.account.username}" autocomplete="username" hidden readonly>
      ${field({
        name: 'current_password',
        label: say.current,
        type: 'password',
        autocomplete: 'current-password',
        required: true,
        ...(problems && { problems }),
      })}
      ${newPasswordField(words, problems)}
      <div class="actions"><button>${say.button}</button><a href="/account">${say.leave}</a></div>
    </form>
    <p class="small">${say.forgotten(linkTo('/forgot'))}</p>
  </div>`
  const answer = problem && { status: statusOf(problem), headers: { ...retryAfter(problem), ...headers } }
  return page(visit, { title: say.title, main, current: '/account', narrow: true }, answer)
}

const passwordMissing = refuse(
  'password_missing',
  'The current password is missing.',
  'Enter it: whoever finds this browser open must not change it.',
)

const fieldOf = {
  password_missing: 'current_password',
  weak_password: 'password',
}
