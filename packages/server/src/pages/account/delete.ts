/** Deleting one's own account for good: asked for by its typed name, of whoever is still there. */
import { type Refusal, refuse, refused } from '@latchkey/tokens'
import { causeOf } from '../../audit/index.ts'
import { statusOf } from '../../http/index.ts'
import { page, seeOther } from '../answers.ts'
import { field, formProblem } from '../layout/field.ts'
import { formTokenField } from '../layout/layout.ts'
import { html } from '../layout/markup.ts'
import { problemsOf } from '../layout/problems.ts'
import { sessionCookie } from '../session-cookie.ts'
import type { Handler, SignedInVisit } from '../visit.ts'

/** `GET /account/delete` */
export const confirmDeletingOwn: Handler<SignedInVisit> = visit => ask(visit)

/** `POST` to the same. Its sessions end with it. */
export const deleteOwn: Handler<SignedInVisit> = async (visit, { lockOut, origin }) => {
  const { id, username } = visit.session.account
  if (visit.form.text('confirm') !== username) return ask(visit, notTyped)
  const deleted = await lockOut.delete(id, causeOf(visit.allowed))
  if (refused(deleted)) return ask(visit, deleted)
  return seeOther('/?done=deleted', { 'set-cookie': sessionCookie(origin).clear() })
}

const notTyped = refuse(
  'confirmation_required',
  'Nothing was deleted: the name was not typed as it is.',
  'Type it once more, letter by letter.',
)

function ask(visit: SignedInVisit, problem?: Refusal): Promise<Response> {
  const { words, session, form } = visit
  const say = words.deleteOwn
  const problems = problem && problemsOf(words, problem, { confirmation_required: 'confirm' })
  const main = html`<div class="panel stack">
    <h1>${say.title}</h1>
    <p>${say.whatGoes}</p>
    <p>${say.whatStays}</p>
    ${formProblem(problems)}
    <form class="stack" method="post" action="/account/delete">${formTokenField(session.formToken)}
      ${field({
        name: 'confirm',
        label: say.typeName(session.account.username),
        value: form.text('confirm'),
        autocomplete: 'off',
        technical: true,
        required: true,
        ...(problems && { problems }),
      })}
      <div class="actions"><button class="danger">${say.button}</button><a href="/account">${say.keep}</a></div>
    </form>
  </div>`
  const frame = { title: say.title, main, narrow: true, current: '/account' } as const
  return page(visit, frame, problem && { status: statusOf(problem) })
}
