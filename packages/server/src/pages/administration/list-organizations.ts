/** Every organization on the server, by name. */
import type { Organization } from '../../organizations/index.ts'
import type { Words } from '../catalogue/index.ts'
import { field } from '../layout/field.ts'
import { html, type Markup } from '../layout/markup.ts'
import { onDay } from '../layout/time.ts'
import type { Handler, SignedInVisit } from '../visit.ts'
import { administrationPage, moreLink } from './frame.ts'

const shown = 50

/** `GET /admin/organizations` */
export const listOrganizations: Handler<SignedInVisit> = async (visit, { organizations }) => {
  const { query, words } = visit
  const say = words.administrationOrganizations
  const after = query.get('after')
  const begins = (query.get('begins') ?? '').trim().toLowerCase()
  const request = { limit: shown, beginsWith: begins, ...(after !== null && { after }) }
  const { items, next } = await organizations.list(request)
  const main = html`<div class="stack-wide">
    <div class="stack">
      <div class="heading"><h1>${say.title}</h1><a class="button" href="/organizations/new">${say.create}</a></div>
      <form class="finder" action="/admin/organizations">
        ${field({ name: 'begins', label: say.beginsWith, value: begins, technical: true, autocomplete: 'off' })}
        <button class="quiet">${words.administration.search}</button>
      </form>
    </div>
    ${
      items.length === 0
        ? html`<p class="empty">${say.none}</p>`
        : html`<ul class="ledger">${items.map(each => organizationRow(words, each))}</ul>`
    }
    ${moreLink(visit, next)}
  </div>`
  return administrationPage(visit, { title: say.title, main })
}

function organizationRow(words: Words, { name, displayName, createdAt }: Organization): Markup {
  return html`<li>
    <strong><a href="/admin/organizations/${name}">${displayName}</a></strong>
    <span class="soft"><code>${name}</code></span>
    <span class="soft">${words.administrationOrganizations.since(onDay(words, createdAt))}</span>
  </li>`
}
