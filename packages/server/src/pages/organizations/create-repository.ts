/** Creating a repository: an organization's packages in one ecosystem. */
import { type Refusal, refused } from '@latchkey/tokens'
import { decideAgain } from '../../access/index.ts'
import { statusOf } from '../../http/index.ts'
import { page, seeOther } from '../answers.ts'
import type { Words } from '../catalogue/index.ts'
import type { Form } from '../form.ts'
import type { House } from '../house.ts'
import { formProblem, select } from '../layout/field.ts'
import { formTokenField } from '../layout/layout.ts'
import { html, type Markup, nothing } from '../layout/markup.ts'
import { problemsOf } from '../layout/problems.ts'
import type { Handler, OrganizationVisit } from '../visit.ts'

/** `GET /organizations/:organization/repositories/new` */
export const newRepository: Handler<OrganizationVisit> = (visit, house) => formPage(visit, house)

/** Whether everybody will see it, and not only members. */
export function makesPublic(form: Form): boolean {
  return form.text('visibility') === 'public'
}

/** `POST /organizations/:organization/repositories/new` */
export const createRepository: Handler<OrganizationVisit> = async (visit, house) => {
  const created = await createAsChosen(visit, house)
  return refused(created) ? formPage(visit, house, created) : seeOther(created)
}

/** The repository that was chosen in a form. Gives where its page is. */
export async function createAsChosen(
  { organization, form, allowed }: OrganizationVisit,
  house: House,
): Promise<string | Refusal> {
  const ecosystem = form.text('ecosystem')
  const visibility = makesPublic(form) ? 'public' : 'private'
  const created = await house.repositories.create(
    { organization, ecosystem, visibility },
    decideAgain(allowed, house),
  )
  return refused(created) ? created : `/organizations/${organization.name}/repositories/${ecosystem}`
}

function formPage(visit: OrganizationVisit, { ecosystems }: House, problem?: Refusal): Promise<Response> {
  const { organization, form } = visit
  const problems =
    problem &&
    problemsOf(visit.words, problem, { unknown_ecosystem: 'ecosystem', repository_exists: 'ecosystem' })
  const say = visit.words.createRepository
  const path = `/organizations/${organization.name}`
  const main = html`<div class="panel stack">
    <p class="eyebrow"><a href="${path}">${organization.displayName}</a></p>
    <h1>${say.title}</h1>
    ${formProblem(problems)}
    <form class="stack" method="post" action="${path}/repositories/new">${formTokenField(visit.session.formToken)}
      ${select({
        name: 'ecosystem',
        label: say.ecosystem,
        hint: say.ecosystemHint,
        choices: ecosystems.map(name => ({ value: name, label: name })),
        value: form.text('ecosystem'),
        ...(problems && { problems }),
      })}
      ${visibilityChoice(visit.words, form.text('visibility') || 'private')}
      <div class="actions"><button>${say.button}</button><a href="${path}">${say.cancel}</a></div>
    </form>
  </div>`
  return page(visit, { title: say.title, main, narrow: true }, problem && { status: statusOf(problem) })
}

export function visibilityChoice({ createRepository: say }: Words, chosen: string): Markup {
  const choice = (value: string, label: string, hint: string) => html`<div class="choice">
    <input type="radio" id="visibility-${value}" name="visibility" value="${value}" ${value === chosen ? html`checked` : nothing}>
    <label for="visibility-${value}">${label} <span class="hint">${hint}</span></label>
  </div>`
  return html`<fieldset><legend>${say.whoReads}</legend>
    ${choice('private', say.private, say.privateHint)}
    ${choice('public', say.public, say.publicHint)}
  </fieldset>`
}
