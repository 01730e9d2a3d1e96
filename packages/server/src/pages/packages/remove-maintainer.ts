/** A maintainer is taken off a package, after a question: a person by their username, a key of the organization by its id. */
import { type Refusal, refused } from '@latchkey/tokens'
import { decideAgain } from '../../access/index.ts'
import { type MaintainerId, noMaintainer } from '../../repositories/index.ts'
import { page, refusal, seeOther } from '../answers.ts'
import type { House } from '../house.ts'
import { formTokenField } from '../layout/layout.ts'
import { html } from '../layout/markup.ts'
import { notFound } from '../permission.ts'
import type { Handler, OrganizationVisit } from '../visit.ts'
import { placeOf } from './place.ts'

/** `GET .../packages/:package/maintainers/:username/remove`, and `.../maintainers/keys/:key/remove` */
export const confirmRemovingMaintainer: Handler<OrganizationVisit> = async (visit, house) => {
  const place = await placeOf(visit, house)
  if (refused(place)) return refusal(visit, notFound)
  const leaving = await leavingOf(visit, house)
  const all = await house.repositories.maintainers(place.found.id)
  if (refused(leaving) || !all.some(({ kind, id }) => kind === leaving.kind && id === leaving.id))
    return refusal(visit, noMaintainer)
  const say = visit.words.packages
  const isKey = leaving.kind === 'key'
  const title = say.removeMaintainerTitle(leaving.name)
  const main = html`<div class="panel stack">
    <p class="eyebrow"><a href="${place.path}">${place.found.displayName}</a></p>
    <h1>${title}</h1>
    <p>${isKey ? say.removeKeyConfirm : say.removeMaintainerConfirm}</p>
    <form class="actions" method="post">${formTokenField(visit.session.formToken)}
      <button class="danger">${say.removeMaintainer(leaving.name)}</button><a href="${place.path}">${isKey ? say.keep : say.keepMaintainer}</a></form>
  </div>`
  return page(visit, { title, main, narrow: true })
}

/** `POST` to the same. */
export const removeMaintainer: Handler<OrganizationVisit> = async (visit, house) => {
  // First, as above: where there is no package, nothing tells whether there is such a key.
  const place = await placeOf(visit, house)
  if (refused(place)) return refusal(visit, notFound)
  const leaving = await leavingOf(visit, house)
  const judge = decideAgain(visit.allowed, house)
  const removed = refused(leaving) ? leaving : await house.repositories.removeMaintainer(judge, leaving)
  return refused(removed) ? refusal(visit, removed) : seeOther(`${place.path}?done=maintainer-removed`)
}

interface Leaving extends MaintainerId {
  /** As it is said. */
  readonly name: string
}

async function leavingOf(
  { parameters, words }: OrganizationVisit,
  { accounts, keys }: House,
): Promise<Leaving | Refusal> {
  const { username, key: id = '' } = parameters
  if (username !== undefined) {
    const account = await accounts.byUsername(username)
    return account === undefined ? noMaintainer : { kind: 'account', id: account.id, name: username }
  }
  const key = await keys.byId(id)
  return key === undefined ? noMaintainer : { kind: 'key', id, name: words.packages.keyCalled(key.name) }
}
