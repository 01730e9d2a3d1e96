/** Step-up: asks before something weighty whether it is still the same person, and carries what was typed to the other side. */
import { Secret } from '@latchkey/protocol'
import type { Refusal } from '@latchkey/tokens'
import type { CurrentSession, SignedIn } from '../accounts/index.ts'
import { statusOf } from '../http/index.ts'
import { page, retryAfter } from './answers.ts'
import type { Words } from './catalogue/index.ts'
import type { House } from './house.ts'
import { field } from './layout/field.ts'
import { formTokenField } from './layout/layout.ts'
import { html, type Markup } from './layout/markup.ts'
import { translated } from './layout/problems.ts'
import { giveProof, proofFields, typedProof } from './proof.ts'
import { originOf, type SignedInVisit } from './visit.ts'

const names = { code: 'code_again', recovery: 'recovery_again', passkey: 'passkey_again' } as const
const ours = new Set<string>(['form_token', 'password_again', ...Object.values(names)])

/** When the person last proved to be there: by a code or a passkey where the account has one, else by the password. */
export function provedAt({ secondFactor, authenticatedAt }: CurrentSession): number {
  return secondFactor.active ? (secondFactor.givenAt ?? 0) : authenticatedAt
}

/** Takes what was typed on this page; nothing where it was not shown yet. */
export async function proveAgain(
  visit: SignedInVisit,
  house: House,
): Promise<SignedIn | Refusal | undefined> {
  const { session, form } = visit
  if (session.secondFactor.active) {
    return giveProof(session, typedProof(form, names), originOf(visit), house)
  }
  const password = form.exact('password_again')
  return password === '' ? undefined : house.sessions.stepUp(session, new Secret(password), originOf(visit))
}

export function stillYouPage(visit: SignedInVisit, house: House, problem?: Refusal): Promise<Response> {
  const { session, form, path, words } = visit
  const say = words.stillYou
  const { active } = session.secondFactor
  const carried = form.entries.filter(([name]) => !ours.has(name))
  const main = html`<div class="panel stack">
    <h1>${say.title}</h1>
    <p>${active ? say.byCode : say.byPassword}</p>
    <form class="stack" method="post" action="${path}">
      ${formTokenField(session.formToken)}
      ${carried.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
      ${active ? proofFields(visit, house, { names, problem }) : passwordField(words, session, problem)}
      <div class="actions"><button>${say.go}</button></div>
    </form>
  </div>`
  return page(
    visit,
    { title: say.title, main, narrow: true },
    problem === undefined ? {} : { status: statusOf(problem), headers: retryAfter(problem) },
  )
}

function passwordField(words: Words, { account: { username } }: CurrentSession, problem?: Refusal): Markup {
  const say = words.stillYou
  // No name was asked for.
  const wrong = problem?.code === 'wrong_password' ? say.wrong : problem && translated(words, problem).message
  return html`<input type="text" value="${username}" autocomplete="username" hidden readonly>
    ${field({
      name: 'password_again',
      label: say.passwordOf(username),
      type: 'password',
      autocomplete: 'current-password',
      required: true,
      autofocus: true,
      ...(wrong !== undefined && { problems: { password_again: wrong } }),
    })}`
}
