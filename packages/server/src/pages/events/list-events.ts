/** What happened to an organization, or to somebody: the newest first, and if one likes only events of one name. */
import { eventNames, isEventName } from '../../audit/index.ts'
import { page } from '../answers.ts'
import type { House } from '../house.ts'
import { select } from '../layout/field.ts'
import { html, nothing } from '../layout/markup.ts'
import type { Handler, OrganizationVisit, SignedInVisit } from '../visit.ts'
import { eventEntry } from './event-entry.ts'

interface Heading {
  /** Whose events: an organization's id, or an account's. */
  readonly of: string
  readonly title: string
  readonly path: string
  readonly above?: { readonly title: string; readonly path: string }
}

/** `GET /account/events` */
export const ownEvents: Handler<SignedInVisit> = (visit, house) =>
  listPage(visit, house, { of: visit.session.account.id, title: 'My events', path: '/account/events' })

/** `GET /organizations/:organization/events` */
export const organizationEvents: Handler<OrganizationVisit> = (visit, house) => {
  const { id, name, displayName } = visit.organization
  const above = { title: displayName, path: `/organizations/${name}` }
  return listPage(visit, house, { of: id, title: 'Events', path: `${above.path}/events`, above })
}

async function listPage(visit: SignedInVisit, { audit }: House, heading: Heading): Promise<Response> {
  const { of, title, path, above } = heading
  const [after, key, login] = ['after', 'key', 'login'].map(name => visit.query.get(name) ?? undefined)
  const chosen = visit.query.get('what') ?? ''
  const what = isEventName(chosen) ? chosen : undefined
  const filter = {
    ...(what !== undefined && { what }),
    ...(key !== undefined && { key }),
    ...(login !== undefined && { login }),
  }
  const { items, next } = await audit.list(
    { of },
    { limit: 50, ...filter, ...(after !== undefined && { after }) },
  )
  const older = next === undefined ? undefined : new URLSearchParams({ ...filter, after: next })
  const main = html`<div class="stack-wide">
    <div class="stack-tight">
      ${above === undefined ? nothing : html`<p class="eyebrow"><a href="${above.path}">${above.title}</a></p>`}
      <h1>${title}</h1>
    </div>
    <form class="inline-form" action="${path}">
      ${key === undefined ? nothing : html`<input type="hidden" name="key" value="${key}">`}
      ${login === undefined ? nothing : html`<input type="hidden" name="login" value="${login}">`}
      ${select({ name: 'what', label: 'Show', choices, value: what ?? '' })}
      <button class="quiet">Show</button>
    </form>
    ${
      items.length === 0
        ? html`<p class="empty">Nothing of this kind is written down here.</p>`
        : html`<ul class="entries">${items.map(event => eventEntry(event, visit.now))}</ul>`
    }
    ${older === undefined ? nothing : html`<p><a href="${path}?${older.toString()}">Older events</a></p>`}
  </div>`
  return page(
    visit,
    above === undefined
      ? { title, main, current: '/account/events' }
      : { title: `Events of ${above.title}`, main },
  )
}

const choices = [
  { value: '', label: 'everything' },
  ...Object.entries(eventNames).map(([value, sentence]) => ({ value, label: sentence.replace(/\.$/, '') })),
]
