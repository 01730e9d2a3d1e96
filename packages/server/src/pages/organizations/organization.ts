/** An organization at a glance: its repositories, and the ways to its members and keys. */
import { refused } from '@latchkey/tokens'
import type { Repository } from '../../repositories/index.ts'
import { page } from '../answers.ts'
import type { Words } from '../catalogue/index.ts'
import type { House } from '../house.ts'
import { html, linkTo, type Markup, nothing } from '../layout/markup.ts'
import { attemptOf, decide } from '../permission.ts'
import type { Handler, OrganizationVisit } from '../visit.ts'

/** `GET /organizations/:organization` */
export const organizationPage: Handler<OrganizationVisit> = async (visit, house) => {
  const { organization, session, words } = visit
  const say = words.organization
  const path = `/organizations/${organization.name}`
  const [repositories, role, keys, settings] = await Promise.all([
    house.repositories.list(organization.id),
    house.organizations.roleOf(session.account.id, organization.id),
    mayAdminister('keys', visit, house),
    mayAdminister('settings', visit, house),
  ])
  const main = html`<div class="stack-wide">
    <div class="stack">
      <p class="eyebrow"><code>${organization.name}</code></p>
      <div class="heading"><h1>${organization.displayName}</h1>
        ${role === undefined ? nothing : html`<span class="badge">${say.you(role)}</span>`}</div>
      <nav class="actions" aria-label="${organization.displayName}">
        <a class="button quiet" href="${path}/members">${say.members}</a>
        ${keys ? html`<a class="button quiet" href="${path}/keys">${say.keys}</a>` : nothing}
        <a class="button quiet" href="${path}/policy">${say.policy}</a>
        ${settings ? html`<a class="button quiet" href="${path}/events">${say.events}</a>` : nothing}
      </nav>
    </div>
    <section class="stack" aria-labelledby="repositories">
      <div class="heading"><h2 id="repositories">${say.repositories}</h2>
        ${settings ? html`<a href="${path}/repositories/new">${say.createRepository}</a>` : nothing}</div>
      ${
        repositories.length > 0
          ? html`<ul class="entries">${repositories.map(each => repositoryEntry(words, each))}</ul>`
          : html`<p class="empty">${settings ? say.noneButYours(linkTo(`${path}/repositories/new`)) : say.none}</p>`
      }
    </section>
  </div>`
  return page(visit, { title: organization.displayName, main })
}

/** Whether this visitor is shown the way there; the way itself is guarded by its own route. */
export async function mayAdminister(
  administers: 'keys' | 'people' | 'settings',
  visit: OrganizationVisit,
  house: House,
): Promise<boolean> {
  return !refused(
    await decide(visit, attemptOf({ action: 'administer', administers }, visit.organization.name), house),
  )
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
