/** An organization at a glance: what it has, what its owners should look at, and what happened last. */
import type { EventRecord } from '../../audit/index.ts'
import { isEventName } from '../../audit/index.ts'
import type { Repository } from '../../repositories/index.ts'
import { page } from '../answers.ts'
import type { Words } from '../catalogue/index.ts'
import { html, linkTo, type Markup, nothing } from '../layout/markup.ts'
import { fromNow } from '../layout/time.ts'
import type { Handler, OrganizationVisit } from '../visit.ts'
import { numbersOf, tiles } from './numbers.ts'

/** `GET /organizations/:organization` */
export const organizationPage: Handler<OrganizationVisit> = async (visit, house) => {
  const { organization, session, words, ways } = visit
  const { id, displayName } = organization
  const say = words.organization
  const path = `/organizations/${organization.name}`
  const [role, repositories, packages, numbers, events] = await Promise.all([
    house.organizations.roleOf(session.account.id, id),
    house.repositories.list(id),
    house.repositories.countPackages(id),
    numbersOf(visit, house),
    ways.settings ? house.audit.list({ of: id }, { limit: 5 }) : undefined,
  ])
  const main = html`<div class="stack-wide">
    <div class="heading">
      <div class="stack-tight"><p class="eyebrow"><code>${organization.name}</code></p>
        <h1>${displayName}</h1></div>
      ${role === undefined ? nothing : html`<span class="badge">${say.you(role)}</span>`}
    </div>
    ${tiles(visit, { ...numbers, packages: [...packages.values()].reduce((sum, count) => sum + count, 0) })}
    ${
      ways.people && numbers.withoutSecondFactor > 0
        ? html`<p class="notice">${say.withoutSecondFactor(numbers.withoutSecondFactor, numbers.members, linkTo(`${path}/members?second_factor=none`))}</p>`
        : nothing
    }
    <section class="stack-tight" aria-labelledby="repositories">
      <div class="heading"><h2 id="repositories">${say.repositories}</h2>
        ${ways.settings ? html`<a href="${path}/repositories/new">${say.createRepository}</a>` : nothing}</div>
      ${
        repositories.length > 0
          ? html`<ul class="rows panel">${repositories.map(each => repositoryRow(words, each, packages.get(each.id) ?? 0))}</ul>`
          : html`<p class="empty">${ways.settings ? say.noneButYours(linkTo(`${path}/repositories/new`)) : say.none}</p>`
      }
    </section>
    ${events === undefined ? nothing : latest(visit, events.items)}
  </div>`
  return page(visit, { title: displayName, main })
}

function repositoryRow(
  { organization: say }: Words,
  { ecosystem, organization, visibility }: Repository,
  packages: number,
): Markup {
  const name = `${ecosystem}:${organization.name}`
  return html`<li>
    <h3><a href="/organizations/${organization.name}/repositories/${ecosystem}">${name}</a></h3>
    <p class="small soft">${say.packagesIn(packages)}
      <span class="badge ${visibility === 'public' ? 'warm' : ''}">${say.visibility[visibility]}</span></p>
  </li>`
}

function latest({ words, organization, now }: OrganizationVisit, events: readonly EventRecord[]): Markup {
  const say = words.organization
  return html`<section class="stack-tight" aria-labelledby="latest">
    <div class="heading"><h2 id="latest">${say.latest}</h2>
      <a href="/organizations/${organization.name}/events">${say.allEvents}</a></div>
    <ul class="rows panel small">${events.map(
      ({ what, at, actor, subject }) => html`<li>
        <span>${isEventName(what) ? words.eventSentences[what] : what}${subject?.name === undefined || subject.id === organization.id ? nothing : html` <span class="soft">${subject.name}</span>`}</span>
        <span class="soft">${actor.name === undefined ? nothing : html`${actor.name}, `}${fromNow(words, at, now)}</span></li>`,
    )}</ul>
  </section>`
}
