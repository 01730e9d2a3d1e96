/** What happened to an organization, and what somebody did and what happened to them. */
import { page } from '../answers.ts'
import { html } from '../layout/markup.ts'
import type { Handler, OrganizationVisit, SignedInVisit } from '../visit.ts'
import { eventsView } from './view.ts'

/** `GET /account/events` */
export const ownEvents: Handler<SignedInVisit> = async (visit, house) => {
  const title = visit.words.events.own
  const list = { of: visit.session.account.id }
  const path = '/account/events'
  const events = await eventsView(visit, house, { list, path, who: false, exportPath: `${path}/export` })
  const main = html`<div class="stack-wide"><h1>${title}</h1>${events}</div>`
  return page(visit, { title, main, current: '/account' })
}

/** `GET /organizations/:organization/events` */
export const organizationEvents: Handler<OrganizationVisit> = async (visit, house) => {
  const { id, name, displayName } = visit.organization
  const say = visit.words.events
  const path = `/organizations/${name}/events`
  const view = { list: { of: id }, path, areas, who: true, exportPath: `${path}/export` }
  const main = html`<div class="stack-wide"><h1>${say.title}</h1>${await eventsView(visit, house, view)}</div>`
  return page(visit, { title: say.of(displayName), main })
}

/** Of what an organization hears. */
const areas = [
  ...['organization', 'invitation', 'member', 'repository', 'package', 'file', 'version', 'documentation'],
  ...['maintainer', 'key', 'token', 'audit'],
]
