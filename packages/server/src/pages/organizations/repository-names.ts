/** Whose names are: those that a repository keeps to itself, and where its clients look for those that nobody here owns. */
import { type Refusal, refused } from '@latchkey/tokens'
import { decideAgain } from '../../access/index.ts'
import { fallbackFor } from '../../ecosystems/index.ts'
import { statusOf } from '../../http/index.ts'
import type { Repository } from '../../repositories/index.ts'
import { page, refusal, seeOther } from '../answers.ts'
import type { House } from '../house.ts'
import { field, formProblem } from '../layout/field.ts'
import { formTokenField } from '../layout/layout.ts'
import { html, type Markup, nothing } from '../layout/markup.ts'
import { problemsOf } from '../layout/problems.ts'
import { notFound } from '../permission.ts'
import type { Handler, OrganizationVisit } from '../visit.ts'
import { repositoryOf } from './repository-of.ts'

/** A part of the repository's page. */
export async function namesSection(
  visit: OrganizationVisit,
  house: House,
  repository: Repository,
): Promise<Markup> {
  const { words, ways, path } = visit
  const say = words.repositoryNames
  const reserved = await house.repositories.reservations(repository.id)
  const fallback = fallbackFor(house.fallbacks, repository)
  return html`<section class="stack" aria-labelledby="names">
    <h2 id="names">${say.title}</h2>
    <p class="small">${say.files} ${fallback === undefined ? say.noFallback : say.fallback(html`<code>${fallback}</code>`)}</p>
    ${reserved.length === 0 ? html`<p class="small soft">${say.noneReserved}</p>` : html`<p class="small soft">${say.reserved}</p><ul class="people">${reserved.map(name => reservedName(visit, name))}</ul>`}
    ${ways.settings ? html`<details><summary>${say.reserve}</summary>${reserveForm(visit, path)}</details>` : nothing}
  </section>`
}

function reservedName({ words, ways, path, session }: OrganizationVisit, name: string): Markup {
  const say = words.repositoryNames
  return html`<li><code>${name}</code>${
    ways.settings
      ? html`<form method="post" action="${path}/names/release">${formTokenField(session.formToken)}
        <button class="link" name="name" value="${name}" aria-label="${say.releaseOne(name)}">${say.release}</button></form>`
      : nothing
  }</li>`
}

function reserveForm({ words, session }: OrganizationVisit, repositoryPath: string, more = {}): Markup {
  const say = words.repositoryNames
  return html`<form class="stack" method="post" action="${repositoryPath}/names">${formTokenField(session.formToken)}
    ${field({
      ...{ name: 'name', label: say.name, hint: say.nameHint },
      ...{ autocomplete: 'off', required: true, technical: true, maxlength: 200 },
      ...more,
    })}
    <div><button>${say.reserve}</button></div></form>`
}

/** `POST /organizations/:organization/repositories/:ecosystem/names` */
export const reserveName: Handler<OrganizationVisit> = async (visit, house) => {
  const repository = await repositoryOf(visit, house)
  if (repository === undefined) return refusal(visit, notFound)
  const judge = decideAgain(visit.allowed, house)
  const reserved = await house.repositories.reserve(repository, [visit.form.text('name')], judge)
  return refused(reserved)
    ? reservePage(visit, repository, reserved)
    : seeOther(`${pathOf(repository)}?done=reserved`)
}

/** The form by itself, with what was wrong with it. */
function reservePage(visit: OrganizationVisit, repository: Repository, problem: Refusal): Promise<Response> {
  const say = visit.words.repositoryNames
  const problems = problemsOf(visit.words, problem, { reservation_malformed: 'name' })
  const path = pathOf(repository)
  const main = html`<div class="panel stack">
    <p class="eyebrow"><a href="${path}">${repository.ecosystem}:${repository.organization.name}</a></p>
    <h1>${say.reserve}</h1>
    ${formProblem(problems)}
    ${reserveForm(visit, path, { value: visit.form.text('name'), problems })}
  </div>`
  return page(visit, { title: say.reserve, main, narrow: true }, { status: statusOf(problem) })
}

/** `POST /organizations/:organization/repositories/:ecosystem/names/release` */
export const releaseName: Handler<OrganizationVisit> = async (visit, house) => {
  const repository = await repositoryOf(visit, house)
  if (repository === undefined) return refusal(visit, notFound)
  const judge = decideAgain(visit.allowed, house)
  const released = await house.repositories.release(repository, [visit.form.text('name')], judge)
  return refused(released) ? refusal(visit, released) : seeOther(`${pathOf(repository)}?done=released`)
}

function pathOf({ organization, ecosystem }: Repository): string {
  return `/organizations/${organization.name}/repositories/${ecosystem}`
}
