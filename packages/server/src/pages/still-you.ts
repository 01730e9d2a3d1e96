/** Step-up: asks before something weighty whether it is still the same person, and carries what was typed to the other side. */
import { Secret } from '@latchkey/protocol'
import type { Refusal } from '@latchkey/tokens'
import type { CurrentSession, SignedIn } from '../accounts/index.ts'
import { statusOf } from '../http/index.ts'
import { page, retryAfter } from './answers.ts'
import type { House } from './house.ts'
import { codeFields, typedCode } from './layout/code-fields.ts'
import { field } from './layout/field.ts'
import { formTokenField } from './layout/layout.ts'
import { html, type Markup } from './layout/markup.ts'
import { originOf, type SignedInVisit } from './visit.ts'

const code = { code: 'code_again', recovery: 'recovery_again' } as const
const ours = new Set(['form_token', 'password_again', code.code, code.recovery])

/** When the person last proved to be there: by a code where the account has a second factor, else by the password. */
export function provedAt({ secondFactor, authenticatedAt }: CurrentSession): number {
  return secondFactor.active ? (secondFactor.givenAt ?? 0) : authenticatedAt
}

/** Takes what was typed on this page; nothing where it was not shown yet. */
export async function proveAgain(
  visit: SignedInVisit,
  { sessions, secondFactors }: House,
): Promise<SignedIn | Refusal | undefined> {
  const { session, form } = visit
  if (session.secondFactor.active) {
    const typed = typedCode(form, code)
    return typed && secondFactors.giveTo(session, typed, originOf(visit))
  }
  const password = form.exact('password_again')
  return password === '' ? undefined : sessions.stepUp(session, new Secret(password), originOf(visit))
}

export function stillYouPage(visit: SignedInVisit, problem?: Refusal): Promise<Response> {
  const { session, form, path } = visit
  const carried = form.entries.filter(([name]) => !ours.has(name))
  const asked = session.secondFactor.active
    ? 'give a code of your authenticator app'
    : 'enter your password again'
  const main = html`<div class="panel stack">
    <h1>Is it still you?</h1>
    <p>You signed in a while ago. Before this change, ${asked}. What you typed is kept.</p>
    <form class="stack" method="post" action="${path}">
      ${formTokenField(session.formToken)}
      ${carried.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
      ${session.secondFactor.active ? codeFields(code, problem) : passwordField(session, problem)}
      <div class="actions"><button>Continue</button></div>
    </form>
  </div>`
  return page(
    visit,
    { title: 'Is it still you?', main, narrow: true },
    problem === undefined ? {} : { status: statusOf(problem), headers: retryAfter(problem) },
  )
}

function passwordField({ account: { username } }: CurrentSession, problem?: Refusal): Markup {
  return html`<input type="text" value="${username}" autocomplete="username" hidden readonly>
    ${field({
      name: 'password_again',
      label: `Password of ${username}`,
      type: 'password',
      autocomplete: 'current-password',
      required: true,
      autofocus: true,
      ...(problem && { problems: { password_again: problem.message } }),
    })}`
}
