/** Setting a new password through the link that an administrator made. */
import { Secret } from '@latchkey/protocol'
import { type Refusal, refused } from '@latchkey/tokens'
import { statusOf } from '../../http/index.ts'
import type { ResetLink } from '../../lock-out/index.ts'
import { page, refusal, retryAfter, seeOther } from '../answers.ts'
import { formProblem } from '../layout/field.ts'
import { html, type Markup, nothing } from '../layout/markup.ts'
import { newPasswordField } from '../layout/new-password.ts'
import { problemsOf } from '../layout/problems.ts'
import { sessionCookie } from '../session-cookie.ts'
import { linkOf } from '../start/register.ts'
import { endSessionOf, type Handler, originOf, type Visit } from '../visit.ts'

/** `GET /reset/:secret` */
export const resetForm: Handler = async (visit, { lockOut }) => {
  const link = await lockOut.openResetLink(linkOf(visit))
  return refused(link) ? refusal(visit, link) : formPage(visit, link)
}

/** `POST /reset/:secret`: signs in with the new password. */
export const reset: Handler = async (visit, { lockOut, sessions, origin }) => {
  const secret = linkOf(visit)
  const link = await lockOut.openResetLink(secret)
  if (refused(link)) return refusal(visit, link)
  const { username } = link.account
  const { address, userAgent, form } = visit
  const password = new Secret(form.exact('password'))
  const removeSecondFactor = form.text('remove_second_factor') === 'yes'
  const done = await lockOut.reset(secret, { password, removeSecondFactor }, originOf(visit))
  if (refused(done)) return done.code === 'unknown_link' ? refusal(visit, done) : formPage(visit, link, done)
  const signedIn = await sessions.signIn({ username, password, address, userAgent })
  if (refused(signedIn)) return seeOther('/login')
  await endSessionOf(visit, sessions)
  return seeOther('/account', { 'set-cookie': sessionCookie(origin).set(signedIn.cookie) })
}

function formPage(
  visit: Visit,
  { account: { username }, mayRemoveSecondFactor }: ResetLink,
  problem?: Refusal,
): Promise<Response> {
  const problems = problem && problemsOf(problem, { weak_password: 'password' })
  const main = html`<div class="panel stack">
    <h1>Set a new password</h1>
    <p>For the account <strong>${username}</strong>. Every browser that is signed in to it is signed out, and
      every program that was let in has to log in again; its keys work as before.</p>
    ${formProblem(problems)}
    <form class="stack" method="post" action="${visit.path}">
      <input type="text" value="${username}" autocomplete="username" hidden readonly>
      ${newPasswordField(problems)}
      ${mayRemoveSecondFactor ? removeField(visit) : nothing}
      <div class="actions"><button>Set the password</button></div>
    </form>
  </div>`
  const answer = problem && { status: statusOf(problem), headers: retryAfter(problem) }
  return page(visit, { title: 'Set a new password', main, narrow: true }, answer)
}

function removeField({ form }: Visit): Markup {
  const checked = form.text('remove_second_factor') === 'yes'
  return html`<div class="choice">
    <input type="checkbox" id="remove-second-factor" name="remove_second_factor" value="yes" ${checked ? html`checked` : nothing}>
    <label for="remove-second-factor">Remove the second factor too
      <span class="hint">If the app is lost, and the recovery codes with it.</span></label>
  </div>`
}
