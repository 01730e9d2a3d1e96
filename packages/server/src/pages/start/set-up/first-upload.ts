/** The end of set-up: the commands that upload, and the moment in which what they send arrives. */
import type { CreatedKey } from '../../../keys/index.ts'
import { page, refusal } from '../../answers.ts'
import type { House } from '../../house.ts'
import { html } from '../../layout/markup.ts'
import { notFound } from '../../permission.ts'
import type { Handler, OrganizationVisit } from '../../visit.ts'
import { commandsWithKey, commandsWithLogin } from './commands.ts'
import { placeOf, type RepositoryPlace } from './place-of.ts'
import { receivedAt } from './received.ts'
import { received, waiting } from './waiting.ts'

/** `GET /organizations/:organization/repositories/:ecosystem/first-upload`: asked again until something is there. */
export const firstUpload: Handler<OrganizationVisit> = async (visit, house) => {
  const place = await placeOf(visit, house)
  if (place === undefined) return refusal(visit, notFound)
  const arrived = await receivedAt(visit, place, house)
  if (arrived === undefined) return uploadPage(visit, house, { place })
  const { words, session, here, path, awaitedBy, now, organization, ways } = visit
  const { title } = words.setUp.done
  // As on the page of the package: an address is for themselves, and for those who answer for the organization's keys.
  const tellsAddress = ways.keys || arrived.event?.actor.id === session.account.id
  const main = html`<div class="stack-wide">
    <h1>${title}</h1>
    ${received(words, { ...arrived, now, organization: organization.name, tellsAddress })}
  </div>`
  return page({ session, words, here, path, awaitedBy }, { title, main, narrow: true })
}

export interface UploadPage {
  readonly place: RepositoryPlace
  /** The key that was made for it a moment ago, which is shown now and never again. */
  readonly made?: CreatedKey
}

/** With what waits beside the commands, on a wide screen always in sight. */
export function uploadPage(
  visit: OrganizationVisit,
  { origin }: House,
  { place, made }: UploadPage,
): Promise<Response> {
  const { words, session, here, path, awaitedBy } = visit
  const { title } = words.setUp.upload
  const at = { origin, ecosystem: place.ecosystem }
  const main = html`<div class="stack-wide">
    <h1>${title}</h1>
    <div class="split">
      <div class="stack-wide">${made === undefined ? commandsWithLogin(visit, at) : commandsWithKey(visit, at, made)}</div>
      ${waiting(words, place)}
    </div>
  </div>`
  return page({ session, words, here, path, awaitedBy }, { title, main })
}
