/** An organization at a glance: its repositories, and the ways to its members and keys. */
import { refused } from '@latchkey/tokens'
import type { Repository } from '../../repositories/index.ts'
import { page } from '../answers.ts'
import type { House } from '../house.ts'
import { html, type Markup, nothing } from '../layout/markup.ts'
import { attemptOf, decide } from '../permission.ts'
import type { Handler, OrganizationVisit } from '../visit.ts'

/** `GET /organizations/:organization` */
export const organizationPage: Handler<OrganizationVisit> = async (visit, house) => {
  const { organization, session } = visit
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
        ${role === undefined ? nothing : html`<span class="badge">you: ${role}</span>`}</div>
      <nav class="actions" aria-label="${organization.displayName}">
        <a class="button quiet" href="${path}/members">Members</a>
        ${keys ? html`<a class="button quiet" href="${path}/keys">Keys</a>` : nothing}
        <a class="button quiet" href="${path}/policy">Policy</a>
        ${settings ? html`<a class="button quiet" href="${path}/events">Events</a>` : nothing}
      </nav>
    </div>
    <section class="stack" aria-labelledby="repositories">
      <div class="heading"><h2 id="repositories">Repositories</h2>
        ${settings ? html`<a href="${path}/repositories/new">Create a repository</a>` : nothing}</div>
      ${
        repositories.length > 0
          ? html`<ul class="entries">${repositories.map(repositoryEntry)}</ul>`
          : html`<p class="empty">There is none yet. ${
              settings
                ? html`<a href="${path}/repositories/new">Create the first one</a>, then upload to it.`
                : 'An owner creates the first one.'
            }</p>`
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

function repositoryEntry({ ecosystem, organization, visibility }: Repository): Markup {
  const name = `${ecosystem}:${organization.name}`
  return html`<li><div class="heading">
    <h3><a href="/organizations/${organization.name}/repositories/${ecosystem}">${name}</a></h3>
    <span class="badge ${visibility === 'public' ? 'warm' : ''}">${visibility} to read</span>
  </div></li>`
}
