/** Deleting an account for good: asked for by its typed name. */
import { type Refusal, refuse, refused } from '@latchkey/tokens'
import { causeOf } from '../../audit/index.ts'
import { statusOf } from '../../http/index.ts'
import { refusal, seeOther } from '../answers.ts'
import { field, formProblem } from '../layout/field.ts'
import { formTokenField } from '../layout/layout.ts'
import { html } from '../layout/markup.ts'
import { problemsOf } from '../layout/problems.ts'
import type { Handler, SignedInVisit } from '../visit.ts'
import { administrationPage } from './frame.ts'
import { namedAccount } from './named-account.ts'

/** `GET /admin/accounts/:username/delete` */
export const confirmDeletingAccount: Handler<SignedInVisit> = async (visit, house) => {
  const account = await namedAccount(visit, house)
  return refused(account) ? refusal(visit, account) : ask(visit, account.username)
}

/** `POST` to the same. */
export const deleteAccount: Handler<SignedInVisit> = async (visit, house) => {
  const account = await namedAccount(visit, house)
  if (refused(account)) return refusal(visit, account)
  if (visit.form.text('confirm') !== account.username) return ask(visit, account.username, notTyped)
  const deleted = await house.lockOut.delete(account.id, causeOf(visit.allowed))
  return refused(deleted) ? ask(visit, account.username, deleted) : seeOther('/admin/accounts?done=deleted')
}

const notTyped = refuse(
  'confirmation_required',
  'Nothing was deleted: the name was not typed as it is.',
  'Type it once more, letter by letter.',
)

function ask(visit: SignedInVisit, username: string, problem?: Refusal): Promise<Response> {
  const { words, session, path } = visit
  const say = words.administrationAccount
  const title = say.deleteTitle(username)
  const problems = problem && problemsOf(words, problem, { confirmation_required: 'confirm' })
  const main = html`<div class="panel stack">
    <h1>${title}</h1>
    <p>${say.deleteIs}</p>
    ${formProblem(problems)}
    <form class="stack" method="post" action="${path}">${formTokenField(session.formToken)}
      ${field({
        name: 'confirm',
        label: say.typeName(username),
        value: visit.form.text('confirm'),
        autocomplete: 'off',
        technical: true,
        required: true,
        ...(problems && { problems }),
      })}
      <div class="actions"><button class="danger">${say.deleteButton}</button>
        <a href="/admin/accounts/${username}">${say.keep}</a></div>
    </form>
  </div>`
  return administrationPage(visit, { title, main, narrow: true }, problem && { status: statusOf(problem) })
}
