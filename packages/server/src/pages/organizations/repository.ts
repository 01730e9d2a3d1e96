/** A repository: its packages, how to use it, and who may read it. */
import { refused } from '@latchkey/tokens'
import { decideAgain } from '../../access/index.ts'
import { page, refusal, seeOther } from '../answers.ts'
import { firstSteps } from '../clients/index.ts'
import type { House } from '../house.ts'
import { command } from '../layout/command.ts'
import { formTokenField } from '../layout/layout.ts'
import { html, nothing } from '../layout/markup.ts'
import { onDay } from '../layout/time.ts'
import { notFound } from '../permission.ts'
import type { Handler, OrganizationVisit } from '../visit.ts'
import { makesPublic, visibilityChoice } from './create-repository.ts'

/** `GET /organizations/:organization/repositories/:ecosystem` */
export const repositoryPage: Handler<OrganizationVisit> = async (visit, house) => {
  const { organization, words } = visit
  const say = words.repository
  const repository = await repositoryOf(visit, house)
  if (repository === undefined) return refusal(visit, notFound)
  const after = visit.query.get('after')
  const packages = await house.repositories.packages(repository.id, {
    limit: 100,
    ...(after !== null && { after }),
  })
  const path = `/organizations/${organization.name}`
  const here = `${path}/repositories/${repository.ecosystem}`
  const name = `${repository.ecosystem}:${organization.name}`
  const main = html`<div class="stack-wide">
    <div class="stack">
      <p class="eyebrow"><a href="${path}">${organization.displayName}</a></p>
      <div class="heading"><h1>${name}</h1>
        <span class="badge ${repository.visibility === 'public' ? 'warm' : ''}">${words.organization.visibility[repository.visibility]}</span></div>
    </div>
    <div class="split">
      <section class="stack" aria-labelledby="packages">
        <h2 id="packages">${say.packages}</h2>
        ${
          packages.items.length === 0
            ? html`<p class="empty">${say.none}</p>`
            : html`<ul class="entries plain">${packages.items.map(
                item => html`<li><div class="heading">
                  <h3><a href="${here}/packages/${encodeURIComponent(item.name)}">${item.displayName}</a></h3>
                  <span class="small soft">${say.since(onDay(words, item.createdAt))}</span></div></li>`,
              )}</ul>`
        }
        ${packages.next === undefined ? nothing : html`<p><a href="${here}?after=${encodeURIComponent(packages.next)}">${say.more}</a></p>`}
      </section>
      <div class="stack-wide">
        <section class="stack" aria-labelledby="use">
          <h2 id="use">${say.use}</h2>
          ${firstSteps(words, repository.ecosystem, house.origin, organization.name).map(
            ({ title, steps }) => html`<details><summary>${title}</summary><div class="stack-tight">
              ${steps.map(step => html`<p class="small soft">${step.say}</p>${command(words, step.text, step.what)}`)}</div></details>`,
          )}
          <p><a href="/account/keys/new">${say.makeKey}</a></p>
        </section>
        ${
          visit.ways.settings
            ? html`<section class="stack" aria-labelledby="visibility">
                <h2 id="visibility">${say.visibility}</h2>
                <form class="stack" method="post" action="${here}">${formTokenField(visit.session.formToken)}
                  ${visibilityChoice(words, repository.visibility)}
                  <div><button class="quiet">${say.save}</button></div></form>
              </section>`
            : nothing
        }
      </div>
    </div>
  </div>`
  return page(visit, { title: name, main })
}

/** `POST /organizations/:organization/repositories/:ecosystem` */
export const setVisibility: Handler<OrganizationVisit> = async (visit, house) => {
  const repository = await repositoryOf(visit, house)
  if (repository === undefined) return refusal(visit, notFound)
  const visibility = makesPublic(visit.form) ? 'public' : 'private'
  const changed = await house.repositories.setVisibility(
    repository.id,
    visibility,
    decideAgain(visit.allowed, house),
  )
  return refused(changed) ? refusal(visit, changed) : seeOther(visit.path)
}

export function repositoryOf({ organization, parameters }: OrganizationVisit, { repositories }: House) {
  return repositories.find(organization.name, parameters['ecosystem'] ?? '')
}
