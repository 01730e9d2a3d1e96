/** Step 3 of set-up: the organization's first repository. */
import { type Refusal, refused } from '@latchkey/tokens'
import { statusOf } from '../../../http/index.ts'
import { seeOther } from '../../answers.ts'
import type { Words } from '../../catalogue/index.ts'
import { clientNames } from '../../clients/index.ts'
import type { House } from '../../house.ts'
import { described, formProblem, problemOf } from '../../layout/field.ts'
import { formTokenField } from '../../layout/layout.ts'
import { html, type Markup } from '../../layout/markup.ts'
import { problemsOf } from '../../layout/problems.ts'
import { createAsChosen, visibilityChoice } from '../../organizations/create-repository.ts'
import type { Handler, OrganizationVisit } from '../../visit.ts'
import { stepPage } from './step-page.ts'

/** `GET /organizations/:organization/set-up`; where there is a repository, it goes on. */
export const repositoryStep: Handler<OrganizationVisit> = async (visit, house) => {
  const repositories = await house.repositories.list(visit.organization.id)
  return repositories.length > 0 ? seeOther('/set-up') : formPage(visit, house)
}

/** `POST /organizations/:organization/set-up` */
export const makeRepository: Handler<OrganizationVisit> = async (visit, house) => {
  const created = await createAsChosen(visit, house)
  return refused(created) ? formPage(visit, house, created) : seeOther(`${created}/set-up`)
}

function formPage(visit: OrganizationVisit, { ecosystems }: House, problem?: Refusal): Promise<Response> {
  const { form, words, session, path, organization } = visit
  const say = words.setUp.repository
  const problems = problem && problemsOf(words, problem, { unknown_ecosystem: 'ecosystem' })
  const chosen = problem === undefined ? ecosystems[0] : form.text('ecosystem')
  return stepPage(visit, {
    step: 3,
    title: say.title(organization.displayName),
    lead: say.lead,
    ...(problem && { status: statusOf(problem) }),
    form: html`${formProblem(problems)}
    <form class="stack" method="post" action="${path}">${formTokenField(session.formToken)}
      <fieldset ${described('ecosystem', false, problems?.['ecosystem'])}><legend>${words.createRepository.ecosystem}</legend>
        ${ecosystems.map(each => ecosystemChoice(words, each, each === chosen))}
        ${problemOf('ecosystem', problems?.['ecosystem'])}
      </fieldset>
      ${visibilityChoice(words, form.text('visibility') || 'private')}
      <div class="actions"><button>${say.button}</button></div>
    </form>`,
  })
}

/** An ecosystem that nothing is known of is called as it calls itself. */
function ecosystemChoice({ setUp }: Words, name: string, checked: boolean): Markup {
  const known: Readonly<Record<string, string>> = setUp.repository.ecosystems
  const clients = clientNames(name).map(client => html`<code>${client}</code> `)
  return html`<div class="choice">
    <input type="radio" id="ecosystem-${name}" name="ecosystem" value="${name}" ${checked ? html`checked` : ''}>
    <label for="ecosystem-${name}">${known[name] ?? name} <span class="hint">${clients}</span></label>
  </div>`
}
