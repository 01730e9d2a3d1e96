/** Step 2 of set-up: the first organization. */
import { type Refusal, refused } from '@latchkey/tokens'
import { causeOf } from '../../../audit/index.ts'
import { statusOf } from '../../../http/index.ts'
import { seeOther } from '../../answers.ts'
import { field, formProblem } from '../../layout/field.ts'
import { formTokenField } from '../../layout/layout.ts'
import { html } from '../../layout/markup.ts'
import { problemsOf } from '../../layout/problems.ts'
import type { Handler, SignedInVisit } from '../../visit.ts'
import { stepPage } from './step-page.ts'

/** `GET /set-up/organization`; whoever has one goes on. */
export const organizationStep: Handler<SignedInVisit> = async (visit, { organizations }) => {
  const memberships = await organizations.memberships(visit.session.account.id)
  return memberships.length > 0 ? seeOther('/set-up') : formPage(visit)
}

/** `POST /set-up/organization` */
export const makeOrganization: Handler<SignedInVisit> = async (visit, { organizations }) => {
  const name = visit.form.text('name')
  const displayName = visit.form.text('display_name') || name
  const owner = visit.session.account
  const created = await organizations.create({ name, displayName, owner }, causeOf(visit.allowed))
  return refused(created) ? formPage(visit, created) : seeOther(`/organizations/${created.name}/set-up`)
}

const fieldOf = {
  invalid_name: 'name',
  name_reserved: 'name',
  name_taken: 'name',
  invalid_display_name: 'display_name',
}

function formPage(visit: SignedInVisit, problem?: Refusal): Promise<Response> {
  const { form, words, session } = visit
  const { createOrganization: labels, setUp } = words
  const say = setUp.organization
  const problems = problem && problemsOf(words, problem, fieldOf)
  const errors = problems && { problems }
  return stepPage(visit, {
    step: 2,
    title: say.title,
    lead: say.lead,
    ...(problem && { status: statusOf(problem) }),
    form: html`${formProblem(problems)}
    <form class="stack" method="post" action="/set-up/organization">${formTokenField(session.formToken)}
      ${field({
        ...{ name: 'name', label: labels.name, hint: labels.nameHint, value: form.text('name') },
        ...{ technical: true, autocomplete: 'off', required: true, maxlength: 39, autofocus: true },
        ...errors,
      })}
      ${field({
        ...{ name: 'display_name', label: labels.displayName, hint: labels.displayNameHint },
        ...{ value: form.text('display_name'), autocomplete: 'organization', maxlength: 100 },
        ...errors,
      })}
      <div class="actions"><button>${say.button}</button></div>
    </form>`,
  })
}
