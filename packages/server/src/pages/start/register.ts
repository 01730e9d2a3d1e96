/** Making an account through a one-time link: the first administrator's and everybody else's alike. */
import { Secret } from '@latchkey/protocol'
import { type Refusal, refused } from '@latchkey/tokens'
import { whatIsWrongWith } from '../../accounts/index.ts'
import { readLanguage } from '../../host/index.ts'
import { statusOf } from '../../http/index.ts'
import { page, refusal, retryAfter, seeOther } from '../answers.ts'
import type { House } from '../house.ts'
import { field, formProblem, type Problems } from '../layout/field.ts'
import { html, type Markup } from '../layout/markup.ts'
import { newPasswordField } from '../layout/new-password.ts'
import { problemsOf } from '../layout/problems.ts'
import { sessionCookie } from '../session-cookie.ts'
import { endSessionOf, originOf, type Visit } from '../visit.ts'

/** What stands around the form: it differs between set-up and invitation. */
export interface RegisterPage {
  readonly title: string
  readonly introduction: string | Markup
  readonly button: string
  /** Where the link was sent. */
  readonly email?: string | undefined
  readonly before?: Markup
  readonly after?: Markup
}

export function registerForm(visit: Visit, around: RegisterPage, problem?: Refusal): Promise<Response> {
  const problems = problem && allProblems(visit, problem)
  const errors = problems && { problems }
  const { words } = visit
  const say = words.register
  const main = html`<div class="panel stack">
    ${around.before ?? ''}
    <h1>${around.title}</h1>
    <p>${around.introduction}</p>
    ${formProblem(problems)}
    <form class="stack" method="post" action="${visit.path}">
      ${field({
        name: 'username',
        label: say.username,
        value: visit.form.text('username'),
        hint: say.usernameHint,
        autocomplete: 'username',
        technical: true,
        required: true,
        maxlength: 39,
        ...errors,
      })}
      ${field({
        name: 'email',
        label: say.email,
        type: 'email',
        value: visit.form.text('email') || (around.email ?? ''),
        autocomplete: 'email',
        required: true,
        ...errors,
      })}
      ${newPasswordField(words, problems, words.passwords.label)}
      <div class="actions"><button>${around.button}</button></div>
    </form>
    ${around.after ?? ''}
  </div>`
  const answer = problem && { status: statusOf(problem), headers: retryAfter(problem) }
  return page(visit, { title: around.title, main, narrow: true }, answer)
}

const fieldOf = {
  invalid_name: 'username',
  name_reserved: 'username',
  name_taken: 'username',
  invalid_email: 'email',
  weak_password: 'password',
}

/** The rooms say one thing at a time; whoever fills in a form wants to hear all of it. */
function allProblems({ form, words }: Visit, first: Refusal): Problems {
  const others = whatIsWrongWith({ username: form.text('username'), email: form.text('email') })
  return Object.assign({}, ...[...others, first].map(each => problemsOf(words, each, fieldOf)))
}

/** Redeems the link of this path and signs the new account in, or shows the form again with what is wrong. */
export async function register(
  visit: Visit,
  { invitations, sessions, origin }: House,
  around: RegisterPage,
  next: string,
): Promise<Response> {
  const { form, address, userAgent } = visit
  const username = form.text('username')
  const password = new Secret(form.exact('password'))
  const language = readLanguage(visit.words.language)
  const redeemer = { username, email: form.text('email'), password, ...(language && { language }) }
  const made = await invitations.redeem(linkOf(visit), redeemer, originOf(visit))
  if (refused(made)) {
    return made.code === 'unknown_invitation' ? refusal(visit, made) : registerForm(visit, around, made)
  }
  const signedIn = await sessions.signIn({ username, password, address, userAgent })
  if (refused(signedIn)) return seeOther('/login')
  // As on the sign-in page: the browser forgets the session it had, so nothing else may go on with it.
  await endSessionOf(visit, sessions)
  return seeOther(next, { 'set-cookie': sessionCookie(origin).set(signedIn.cookie) })
}

/** The secret in the path of a one-time link. */
export function linkOf(visit: Visit): Secret {
  return new Secret(visit.parameters['secret'] ?? '')
}
