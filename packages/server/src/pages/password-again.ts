/** Asks for the password before something weighty, and carries what was typed through to the other side. */
import type { Refusal } from '@latchkey/tokens'
import { statusOf } from '../http/index.ts'
import { page, retryAfter } from './answers.ts'
import { field } from './layout/field.ts'
import { formTokenField } from './layout/layout.ts'
import { html } from './layout/markup.ts'
import type { SignedInVisit } from './visit.ts'

const ours = new Set(['form_token', 'password_again'])

export function passwordAgainPage(visit: SignedInVisit, problem?: Refusal): Promise<Response> {
  const carried = visit.form.entries.filter(([name]) => !ours.has(name))
  const main = html`<div class="panel stack">
    <h1>Is it still you?</h1>
    <p>You signed in a while ago. Before this change, enter your password again. What you typed is kept.</p>
    <form class="stack" method="post" action="${visit.path}">
      ${formTokenField(visit.session.formToken)}
      ${carried.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
      <input type="text" value="${visit.session.account.username}" autocomplete="username" hidden readonly>
      ${field({
        name: 'password_again',
        label: `Password of ${visit.session.account.username}`,
        type: 'password',
        autocomplete: 'current-password',
        required: true,
        autofocus: true,
        ...(problem && { problems: { password_again: problem.message } }),
      })}
      <div class="actions"><button>Continue</button></div>
    </form>
  </div>`
  return page(
    visit,
    { title: 'Is it still you?', main, narrow: true },
    problem === undefined ? {} : { status: statusOf(problem), headers: retryAfter(problem) },
  )
}
