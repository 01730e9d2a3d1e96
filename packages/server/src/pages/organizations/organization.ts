/** An organization at a glance: its repositories, and the ways to its members and keys. */
import type { Repository } from '../../repositories/index.ts'
import { page } from '../answers.ts'
import type { Words } from '../catalogue/index.ts'
import { html, linkTo, type Markup, nothing } from '../layout/markup.ts'
import type { Handler, OrganizationVisit } from '../visit.ts'

/** `GET /organizations/:organization` */
export const organizationPage: Handler<OrganizationVisit> = async (visit, house) => {
  const { organization, session, words, ways } = visit
  const say = words.organization
  const path = `/organizations/${organization.name}`
  const [repositories, role] = await Promise.all([
    house.repositories.list(organization.id),
    house.organizations.roleOf(session.account.id, organization.id),
  ])
  const main = html`<div class="stack-wide">
    <div class="stack">
      <p class="eyebrow"><code>${organization.name}</code></p>
      <div class="heading"><h1>${organization.displayName}</h1>
        ${role === undefined ? nothing : html`<span class="badge">${say.you(role)}</span>`}</div>
    </div>
    <section class="stack" aria-labelledby="repositories">
      <div class="heading"><h2 id="repositories">${say.repositories}</h2>
        ${ways.settings ? html`<a href="${path}/repositories/new">${say.createRepository}</a>` : nothing}</div>
      ${
        repositories.length > 0
          ? html`<ul class="entries">${repositories.map(each => repositoryEntry(words, each))}</ul>`
          : html`<p class="empty">${ways.settings ? say.noneButYours(linkTo(`${path}/repositories/new`)) : say.none}</p>`
      }
    </section>
  </div>`
  return page(visit, { title: organization.displayName, main })
}

function repositoryEntry(
  { organization: say }: Words,
  { ecosystem, organization, visibility }: Repository,
): Markup {
  const name = `${ecosystem}:${organization.name}`
  return html`<li><div class="heading">
    <h3><a href="/organizations/${organization.name}/repositories/${ecosystem}">${name}</a></h3>
    <span class="badge ${visibility === 'public' ? 'warm' : ''}">${say.visibility[visibility]}</span>
  </div></li>`
}
