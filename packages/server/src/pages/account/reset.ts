/** Setting a new password through the link that an administrator made. */
import { Secret } from '@latchkey/protocol'
import { type Refusal, refused } from '@latchkey/tokens'
import type { Account } from '../../accounts/index.ts'
import { statusOf } from '../../http/index.ts'
import { page, refusal, retryAfter, seeOther } from '../answers.ts'
import { formProblem } from '../layout/field.ts'
import { html } from '../layout/markup.ts'
import { newPasswordField } from '../layout/new-password.ts'
import { problemsOf } from '../layout/problems.ts'
import { sessionCookie } from '../session-cookie.ts'
import { linkOf } from '../start/register.ts'
import { endSessionOf, type Handler, originOf, type Visit } from '../visit.ts'

/** `GET /reset/:secret` */
export const resetForm: Handler = async (visit, { lockOut }) => {
  const account = await lockOut.openResetLink(linkOf(visit))
  return refused(account) ? refusal(visit, account) : formPage(visit, account)
}

/** `POST /reset/:secret`: signs in with the new password. */
export const reset: Handler = async (visit, { lockOut, sessions, origin }) => {
  const link = linkOf(visit)
  const account = await lockOut.openResetLink(link)
  if (refused(account)) return refusal(visit, account)
  const { username } = account
  const password = new Secret(visit.form.exact('password'))
  const done = await lockOut.reset(link, password, originOf(visit))
  if (refused(done))
    return done.code === 'unknown_link' ? refusal(visit, done) : formPage(visit, account, done)
  const { address, userAgent } = visit
  const signedIn = await sessions.signIn({ username, password, address, userAgent })
  if (refused(signedIn)) return seeOther('/login')
  await endSessionOf(visit, sessions)
  return seeOther('/account', { 'set-cookie': sessionCookie(origin).set(signedIn.cookie) })
}

function formPage(visit: Visit, { username }: Account, problem?: Refusal): Promise<Response> {
  const problems = problem && problemsOf(problem, { weak_password: 'password' })
  const main = html`<div class="panel stack">
    <h1>Set a new password</h1>
    <p>For the account <strong>${username}</strong>. Every browser that is signed in to it is signed out; its keys work as
      before.</p>
    ${formProblem(problems)}
    <form class="stack" method="post" action="${visit.path}">
      <input type="text" value="${username}" autocomplete="username" hidden readonly>
      ${newPasswordField(problems)}
      <div class="actions"><button>Set the password</button></div>
    </form>
  </div>`
  const answer = problem && { status: statusOf(problem), headers: retryAfter(problem) }
  return page(visit, { title: 'Set a new password', main, narrow: true }, answer)
}
