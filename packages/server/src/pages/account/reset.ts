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
export const reset: Handler = async (visit, { lockOut, sessions, passkeys, origin }) => {
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
  // A passkey that somebody else added signs in as before.
  const left = await passkeys.list(done.id)
  const next = left.length === 0 ? '/account' : '/account/passkeys?done=reset'
  return seeOther(next, { 'set-cookie': sessionCookie(origin).set(signedIn.cookie) })
}

function formPage(
  visit: Visit,
  { account: { username }, mayRemoveSecondFactor }: ResetLink,
  problem?: Refusal,
): Promise<Response> {
  const problems = problem && problemsOf(visit.words, problem, { weak_password: 'password' })
  const { words } = visit
  const say = words.reset
  const main = html`<div class="panel stack">
    <h1>${say.title}</h1>
    <p>${say.introduction(username)}</p>
    ${formProblem(problems)}
    <form class="stack" method="post" action="${visit.path}">
      <input type="text" value="${username}" autocomplete="username" hidden readonly>
      ${newPasswordField(words, problems)}
      ${mayRemoveSecondFactor ? removeField(visit) : nothing}
      <div class="actions"><button>${say.button}</button></div>
    </form>
  </div>`
  const answer = problem && { status: statusOf(problem), headers: retryAfter(problem) }
  return page(visit, { title: say.title, main, narrow: true }, answer)
}

function removeField({ form, words: { reset: say } }: Visit): Markup {
  const checked = form.text('remove_second_factor') === 'yes'
  return html`<div class="choice">
    <input type="checkbox" id="remove-second-factor" name="remove_second_factor" value="yes" ${checked ? html`checked` : nothing}>
    <label for="remove-second-factor">${say.removeSecondFactor}
      <span class="hint">${say.removeSecondFactorHint}</span></label>
  </div>`
}
