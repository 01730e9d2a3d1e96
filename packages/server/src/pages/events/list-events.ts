/** What happened to an organization, or to somebody: the newest first, and if one likes only events of one name. */
import { isEventName } from '../../audit/index.ts'
import { page } from '../answers.ts'
import type { Words } from '../catalogue/index.ts'
import type { House } from '../house.ts'
import { type Choice, select } from '../layout/field.ts'
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
  listPage(visit, house, {
    of: visit.session.account.id,
    title: visit.words.events.own,
    path: '/account/events',
  })

/** `GET /organizations/:organization/events` */
export const organizationEvents: Handler<OrganizationVisit> = (visit, house) => {
  const { id, name, displayName } = visit.organization
  const above = { title: displayName, path: `/organizations/${name}` }
  return listPage(visit, house, {
    of: id,
    title: visit.words.events.title,
    path: `${above.path}/events`,
    above,
  })
}

async function listPage(visit: SignedInVisit, { audit }: House, heading: Heading): Promise<Response> {
  const { of, title, path, above } = heading
  const { words } = visit
  const say = words.events
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
      ${select({ name: 'what', label: say.show, choices: choicesIn(words), value: what ?? '' })}
      <button class="quiet">${say.show}</button>
    </form>
    ${
      items.length === 0
        ? html`<p class="empty">${say.none}</p>`
        : html`<ul class="entries">${items.map(event => eventEntry(words, event, visit.now))}</ul>`
    }
    ${older === undefined ? nothing : html`<p><a href="${path}?${older.toString()}">${say.older}</a></p>`}
  </div>`
  return page(
    visit,
    above === undefined ? { title, main, current: '/account' } : { title: say.of(above.title), main },
  )
}

function choicesIn({ events, eventSentences }: Words): readonly Choice[] {
  const sentences = Object.entries(eventSentences)
  return [
    { value: '', label: events.everything },
    ...sentences.map(([value, sentence]) => ({ value, label: sentence.replace(/\.$/, '') })),
  ]
}
