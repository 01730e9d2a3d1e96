/** The end of set-up: the commands that upload, and the moment in which what they send arrives. */
import type { CreatedKey } from '../../../keys/index.ts'
import { page, refusal } from '../../answers.ts'
import { clientSetups, keySetups, loginSetups, setups } from '../../clients/index.ts'
import type { House } from '../../house.ts'
import { command } from '../../layout/command.ts'
import { html, type Markup, nothing } from '../../layout/markup.ts'
import { notFound } from '../../permission.ts'
import type { Handler, OrganizationVisit } from '../../visit.ts'
import { placeOf } from './place-of.ts'
import { receivedAt } from './received.ts'
import { received, waiting } from './waiting.ts'

/** `GET /organizations/:organization/repositories/:ecosystem/first-upload`: asked again until something is there. */
export const firstUpload: Handler<OrganizationVisit> = async (visit, house) => {
  const place = await placeOf(visit, house)
  return place === undefined ? refusal(visit, notFound) : uploadPage(visit, house, { place })
}

interface UploadPage {
  readonly place: NonNullable<Awaited<ReturnType<typeof placeOf>>>
  /** The key that was made for it a moment ago, which is shown now and never again. */
  readonly made?: CreatedKey
}

export async function uploadPage(
  visit: OrganizationVisit,
  house: House,
  { place, made }: UploadPage,
): Promise<Response> {
  const { words, session, here, path, organization } = visit
  const { title } = words.setUp.upload
  const arrived = await receivedAt(visit, place, house)
  const main = html`<div class="stack-wide">
    <h1>${title}</h1>
    <div class="split">
      <div class="stack-wide">
        ${made === undefined ? nothing : keyOnce(visit, made)}
        ${commands(visit, house, { place, ...(made && { made }) })}
      </div>
      ${
        arrived === undefined
          ? waiting(words, place)
          : received(words, { ...arrived, now: visit.now, organization: organization.name })
      }
    </div>
  </div>`
  return page({ session, words, here, path }, { title, main })
}

function keyOnce({ words }: OrganizationVisit, { token }: CreatedKey): Markup {
  const say = words.setUp.upload
  return html`<div class="stack">
    <p class="notice">${say.copyNow}</p>
    ${command(words, token.expose(), say.theKey, 'secret')}
  </div>`
}

function commands(
  { words, organization }: OrganizationVisit,
  { origin }: House,
  { place: { ecosystem }, made }: UploadPage,
): Markup {
  const say = words.setUp.upload
  const at = { origin, organization: organization.name }
  const byKey =
    made === undefined
      ? keySetups(words, ecosystem, at)
      : clientSetups(words, made.key.caveats, { origin, token: made.token.expose() })
  const sections = [
    { id: 'with-key', title: say.withKey, open: setups(words, byKey) },
    { id: 'with-login', title: say.withLogin, open: setups(words, loginSetups(words, ecosystem, at)) },
  ]
  // Whoever just made a key came for it; whoever comes back has no more than its name.
  const inOrder = made === undefined ? sections.toReversed() : sections
  return html`${inOrder.map(
    ({ id, title, open }) => html`<section class="stack" aria-labelledby="${id}">
      <h2 id="${id}">${title}</h2>${open}</section>`,
  )}`
}
