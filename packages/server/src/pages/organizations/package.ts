/** A package and its files. */
import { page, refusal } from '../answers.ts'
import { html } from '../layout/markup.ts'
import { onDay } from '../layout/time.ts'
import { notFound } from '../permission.ts'
import type { Handler, OrganizationVisit } from '../visit.ts'
import { repositoryOf } from './repository.ts'

/** `GET /organizations/:organization/repositories/:ecosystem/packages/:package` */
export const packagePage: Handler<OrganizationVisit> = async (visit, house) => {
  const repository = await repositoryOf(visit, house)
  const name = visit.parameters['package'] ?? ''
  const found = repository && (await house.repositories.findPackage(repository.id, name))
  if (repository === undefined || found === undefined) return refusal(visit, notFound)
  const files = await house.repositories.files(found.id)
  const path = `/organizations/${visit.organization.name}/repositories/${repository.ecosystem}`
  const main = html`<div class="stack-wide">
    <div class="stack-tight">
      <p class="eyebrow"><a href="${path}">${repository.ecosystem}:${visit.organization.name}</a></p>
      <h1>${found.displayName}</h1>
    </div>
    <section class="stack" aria-labelledby="files">
      <h2 id="files">Files</h2>
      <ul class="entries">${files.map(
        file => html`<li>
          <h3>${file.filename}</h3>
          <dl class="facts">
            <div><dt>Version</dt><dd>${file.version}</dd></div>
            <div><dt>Size</dt><dd>${size(file.size)}</dd></div>
            <div><dt>Published</dt><dd>${onDay(file.createdAt)}</dd></div>
            <div class="wide"><dt>SHA-256</dt><dd><code>${file.sha256}</code></dd></div>
          </dl></li>`,
      )}</ul>
    </section>
  </div>`
  return page(visit, { title: found.displayName, main })
}

/** "8.2 kB": powers of a thousand, as file managers and package indexes write sizes. */
function size(bytes: number): string {
  const step = Math.min(Math.max(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), 0), 3)
  const unit = (['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const)[step] ?? 'byte'
  const format = new Intl.NumberFormat('en', {
    style: 'unit',
    unit,
    unitDisplay: 'short',
    maximumFractionDigits: 1,
  })
  return format.format(bytes / 1000 ** step)
}
