/** A repository: its packages, how to use it, and for owners who may read it and which names it keeps. */
import { refused } from '@latchkey/tokens'
import { decideAgain } from '../../access/index.ts'
import type { Repository } from '../../repositories/index.ts'
import { page, refusal, seeOther } from '../answers.ts'
import type { Words } from '../catalogue/index.ts'
import { firstOfSetups, firstSteps } from '../clients/index.ts'
import type { House } from '../house.ts'
import { formTokenField } from '../layout/layout.ts'
import { html, linkTo, type Markup, nothing } from '../layout/markup.ts'
import { onDay } from '../layout/time.ts'
import { notFound } from '../permission.ts'
import type { Handler, OrganizationVisit } from '../visit.ts'
import { makesPublic, visibilityChoice } from './create-repository.ts'
import { namesSection } from './repository-names.ts'
import { repositoryOf } from './repository-of.ts'

const packagesOnAPage = 50

/** `GET /organizations/:organization/repositories/:ecosystem` */
export const repositoryPage: Handler<OrganizationVisit> = async (visit, house) => {
  const { organization, words, query, ways } = visit
  const say = words.repository
  const repository = await repositoryOf(visit, house)
  if (repository === undefined) return refusal(visit, notFound)
  const { ecosystem, visibility } = repository
  const [after, text] = [query.get('after'), (query.get('find') ?? '').trim().slice(0, 100)]
  const packages = await house.repositories.packages(repository.id, {
    limit: packagesOnAPage,
    ...(after !== null && { after }),
    ...(text !== '' && { word: { text, ecosystem } }),
  })
  const name = `${ecosystem}:${organization.name}`
  const isEmpty = packages.items.length === 0 && after === null && text === ''
  const steps = firstOfSetups(words, firstSteps(words, ecosystem, house.origin, organization.name))
  const main = html`<div class="stack-wide">
    <div class="stack">
      <p class="eyebrow"><a href="/organizations/${organization.name}">${organization.displayName}</a></p>
      <div class="heading"><h1>${name}</h1>
        <span class="badge ${visibility === 'public' ? 'warm' : ''}">${words.organization.visibility[visibility]}</span></div>
      ${done(words, query.get('done'))}
    </div>
    <div class="split">
      <section class="stack" aria-labelledby="packages">
        <h2 id="packages">${isEmpty ? say.firstUpload : say.packages}</h2>
        ${isEmpty ? html`<p>${say.none(linkTo('/account/keys/new'))}</p>${steps}` : packageList(visit, { packages, text })}
      </section>
      <div class="stack-wide">
        ${
          isEmpty
            ? nothing
            : html`<section class="stack" aria-labelledby="use"><h2 id="use">${say.use}</h2>${steps}
          <p><a href="/account/keys/new">${say.makeKey}</a></p></section>`
        }
        ${await namesSection(visit, house, repository)}
        ${ways.settings ? visibilitySection(visit, repository) : nothing}
      </div>
    </div>
  </div>`
  return page(visit, { title: name, main })
}

const doings = ['visibility', 'reserved', 'released'] as const

function done({ repository: say }: Words, what: string | null): Markup {
  const known = doings.find(each => each === what)
  return known === undefined ? nothing : html`<p class="notice good" role="status">${say.done[known]}</p>`
}

interface PackageList {
  readonly packages: Awaited<ReturnType<House['repositories']['packages']>>
  /** What was looked for; empty where nothing was. */
  readonly text: string
}

function packageList({ path, words }: OrganizationVisit, { packages, text }: PackageList): Markup {
  const say = words.repository
  const more = new URLSearchParams({ ...(text !== '' && { find: text }), after: packages.next ?? '' })
  return html`<form class="inline-form" action="${path}" role="search">
    <div class="field"><label for="find">${say.find}</label>
      <input id="find" name="find" type="search" value="${text}" maxlength="100" autocomplete="off" autocapitalize="none" spellcheck="false"></div>
    <button class="quiet">${say.search}</button></form>
  ${
    packages.items.length === 0
      ? html`<p class="empty">${text === '' ? say.noMore : say.noneSuch(text, linkTo(path))}</p>`
      : html`<ul class="people">${packages.items.map(
          item => html`<li><h3><a href="${path}/packages/${encodeURIComponent(item.name)}">${item.displayName}</a></h3>
          <span class="small soft">${say.since(onDay(words, item.createdAt))}</span></li>`,
        )}</ul>`
  }
  ${packages.next === undefined ? nothing : html`<p><a href="${path}?${more.toString()}">${say.more}</a></p>`}`
}

function visibilitySection({ path, words, session }: OrganizationVisit, repository: Repository): Markup {
  const say = words.repository
  return html`<section class="stack" aria-labelledby="visibility">
    <h2 id="visibility">${say.visibility}</h2>
    <form class="stack" method="post" action="${path}">${formTokenField(session.formToken)}
      ${visibilityChoice(words, repository.visibility)}
      <div><button class="quiet">${say.save}</button></div></form>
  </section>`
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
  return refused(changed) ? refusal(visit, changed) : seeOther(`${visit.path}?done=visibility`)
}
