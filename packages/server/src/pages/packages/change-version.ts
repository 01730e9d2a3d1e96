/** What becomes of a version that is published: yanked, restored, or deleted for good after a question. */
import { type Refusal, refused } from '@latchkey/tokens'
import { decideAgain } from '../../access/index.ts'
import { page, refusal, seeOther } from '../answers.ts'
import type { House } from '../house.ts'
import { formTokenField } from '../layout/layout.ts'
import { html, nothing } from '../layout/markup.ts'
import { notFound } from '../permission.ts'
import type { Handler, OrganizationVisit } from '../visit.ts'
import { placeOf } from './place.ts'

/** Long enough for a sentence or two: every installer shows it. */
const longestReason = 500

/** `POST .../versions/:version/yank` */
export const yankVersion: Handler<OrganizationVisit> = async (visit, house) => {
  const reason = visit.form.text('reason').slice(0, longestReason)
  return after(
    visit,
    house,
    'yanked',
    await house.repositories.retireVersion(decideAgain(visit.allowed, house), reason),
  )
}

/** `POST .../versions/:version/unyank` */
export const restoreVersion: Handler<OrganizationVisit> = async (visit, house) =>
  after(visit, house, 'restored', await house.repositories.restoreVersion(decideAgain(visit.allowed, house)))

/** `GET .../versions/:version/delete` and `.../versions/:version/files/:file/delete` */
export const confirmDeleting: Handler<OrganizationVisit> = async (visit, house) => {
  const place = await placeOf(visit, house)
  if (refused(place)) return refusal(visit, notFound)
  const { found, path } = place
  const { version = '', file } = visit.parameters
  const files = (await house.repositories.files(found.id)).filter(
    each => each.version === version && (file === undefined || each.filename === file),
  )
  if (files.length === 0) return refusal(visit, notFound)
  const say = visit.words.packages
  const what = file === undefined ? say.deleteVersion(version) : say.deleteFile(file)
  const title = say.deleteTitle(what)
  const main = html`<div class="panel stack">
    <p class="eyebrow"><a href="${path}">${found.displayName}</a></p>
    <h1>${title}</h1>
    <p>${say.deleteConfirm}</p>
    ${file === undefined ? html`<ul>${files.map(({ filename }) => html`<li><code>${filename}</code></li>`)}</ul>` : nothing}
    <form class="actions" method="post">${formTokenField(visit.session.formToken)}
      <button class="danger">${what}</button><a href="${path}">${say.keep}</a></form>
  </div>`
  return page(visit, { title, main, narrow: true })
}

/** `POST` to the same. */
export const deleteFiles: Handler<OrganizationVisit> = async (visit, house) => {
  const judge = decideAgain(visit.allowed, house)
  return after(visit, house, 'deleted', await house.repositories.deleteFiles(judge, visit.parameters['file']))
}

async function after(
  visit: OrganizationVisit,
  house: House,
  done: 'yanked' | 'restored' | 'deleted',
  outcome: unknown | Refusal,
): Promise<Response> {
  if (refused(outcome)) return refusal(visit, outcome)
  const place = await placeOf(visit, house)
  return refused(place) ? refusal(visit, place) : seeOther(`${place.path}?done=${done}`)
}
