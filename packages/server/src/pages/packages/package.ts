/** A package: how to install it, its versions and their files, and its people. */
import { refused } from '@latchkey/tokens'
import { page, refusal } from '../answers.ts'
import type { Words } from '../catalogue/index.ts'
import { installSteps } from '../clients/index.ts'
import type { House } from '../house.ts'
import { command } from '../layout/command.ts'
import { html, type Markup, nothing } from '../layout/markup.ts'
import { decide, notFound, type PackagePermission, packageAttemptOf } from '../permission.ts'
import type { Handler, OrganizationVisit } from '../visit.ts'
import { maintainersSection } from './maintainers.ts'
import { placeOf } from './place.ts'
import { type MayChange, versionSection } from './version.ts'

/** Each is told with all of its files. */
const versionsOnAPage = 20

/** `GET /organizations/:organization/repositories/:ecosystem/packages/:package` */
export const packagePage: Handler<OrganizationVisit> = async (visit, house) => {
  const place = await placeOf(visit, house)
  if (refused(place)) return refusal(visit, notFound)
  const { repository, found, path } = place
  const { words, organization } = visit
  const say = words.packages
  const after = visit.query.get('after')
  const [versions, may, maintainers] = await Promise.all([
    house.repositories.publishedVersions(found.id, {
      limit: versionsOnAPage,
      ...(after !== null && { after }),
    }),
    whatTheyMay(visit, house),
    house.repositories.maintainers(found.id),
  ])
  const install = installSteps(words, repository.ecosystem, {
    ...{ origin: house.origin, organization: organization.name },
    ...{ package: found.displayName, version: versions.items[0]?.version },
  })
  const main = html`<div class="stack-wide">
    <div class="stack">
      <p class="eyebrow"><a href="${place.repositoryPath}">${repository.ecosystem}:${organization.name}</a></p>
      <div class="heading"><h1>${found.displayName}</h1>
        <span class="badge ${repository.visibility === 'public' ? 'warm' : ''}">${words.organization.visibility[repository.visibility]}</span></div>
      ${done(words, visit.query.get('done'))}
    </div>
    ${
      install.length === 0
        ? nothing
        : html`<section class="stack-tight" aria-labelledby="install"><h2 id="install">${say.install}</h2>
      ${install.map(step => html`<p class="small soft">${step.say}</p>${command(words, step.text, step.what)}`)}</section>`
    }
    <div class="split">
      <section class="stack" aria-labelledby="versions">
        <h2 id="versions">${say.versions}</h2>
        ${
          versions.items.length === 0
            ? html`<p class="empty">${say.none}</p>`
            : versions.items.map((version, index) => versionSection(visit, version, { may, path, index }))
        }
        ${versions.next === undefined ? nothing : html`<p><a href="${path}?after=${encodeURIComponent(versions.next)}">${say.olderVersions}</a></p>`}
      </section>
      ${await maintainersSection(visit, house, { maintainers, path, may: may.maintain })}
    </div>
  </div>`
  return page(visit, { title: found.displayName, main })
}

async function whatTheyMay(
  visit: OrganizationVisit,
  house: House,
): Promise<MayChange & { readonly maintain: boolean }> {
  const may = async (action: PackagePermission['action']) =>
    !refused(await decide(visit, packageAttemptOf({ action, of: 'package' }, visit.parameters), house))
  const [retire, mayDelete, maintain] = await Promise.all([may('retire'), may('delete'), may('maintain')])
  return { retire, delete: mayDelete, maintain }
}

const doings = ['yanked', 'restored', 'deleted', 'maintainer-added', 'maintainer-removed'] as const

function done({ packages: say }: Words, what: string | null): Markup {
  const known = doings.find(each => each === what)
  return known === undefined ? nothing : html`<p class="notice good" role="status">${say.done[known]}</p>`
}
