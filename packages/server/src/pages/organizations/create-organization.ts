/** Creating an organization: for administrators, who become its first owner. */
import { type Refusal, refused } from '@latchkey/tokens'
import { causeOf } from '../../audit/index.ts'
import { statusOf } from '../../http/index.ts'
import { page, seeOther } from '../answers.ts'
import { field, formProblem } from '../layout/field.ts'
import { formTokenField } from '../layout/layout.ts'
import { html } from '../layout/markup.ts'
import { problemsOf } from '../layout/problems.ts'
import type { Handler, SignedInVisit } from '../visit.ts'

/** `GET /organizations/new` */
export const newOrganization: Handler<SignedInVisit> = visit => formPage(visit)

/** `POST /organizations/new` */
export const createOrganization: Handler<SignedInVisit> = async (visit, { organizations }) => {
  const name = visit.form.text('name')
  const displayName = visit.form.text('display_name') || name
  const created = await organizations.create(
    { name, displayName, owner: visit.session.account },
    causeOf(visit.allowed),
  )
  return refused(created) ? formPage(visit, created) : seeOther(`/organizations/${created.name}`)
}

const fieldOf = {
  invalid_name: 'name',
  name_reserved: 'name',
  name_taken: 'name',
  invalid_display_name: 'display_name',
}

function formPage(visit: SignedInVisit, problem?: Refusal): Promise<Response> {
  const problems = problem && problemsOf(visit.words, problem, fieldOf)
  const errors = problems && { problems }
  const say = visit.words.createOrganization
  const main = html`<div class="panel stack">
    <h1>${say.title}</h1>
    <p>${say.introduction}</p>
    ${formProblem(problems)}
    <form class="stack" method="post" action="/organizations/new">${formTokenField(visit.session.formToken)}
      ${field({
        name: 'name',
        label: say.name,
        value: visit.form.text('name'),
        hint: say.nameHint,
        technical: true,
        autocomplete: 'off',
        required: true,
        maxlength: 39,
        ...errors,
      })}
      ${field({
        name: 'display_name',
        label: say.displayName,
        value: visit.form.text('display_name'),
        hint: say.displayNameHint,
        autocomplete: 'organization',
        maxlength: 100,
        ...errors,
      })}
      <div class="actions"><button>${say.button}</button><a href="/">${say.cancel}</a></div>
    </form>
  </div>`
  return page(visit, { title: say.title, main, narrow: true }, problem && { status: statusOf(problem) })
}
