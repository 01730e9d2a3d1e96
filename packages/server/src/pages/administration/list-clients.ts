/** The programs that may ask people to let them in: those that are built in, then those that were added here. */
import { type Client, preconfigured } from '../../clients/index.ts'
import type { Words } from '../catalogue/index.ts'
import { html, type Markup, nothing } from '../layout/markup.ts'
import type { Handler, SignedInVisit } from '../visit.ts'
import { administrationPage, moreLink } from './frame.ts'

const shown = 50

/** `GET /admin/clients` */
export const listClients: Handler<SignedInVisit> = async (visit, { clients }) => {
  const { query, words } = visit
  const say = words.administrationClients
  const after = query.get('after')
  const { items, next } = await clients.list({ limit: shown, ...(after !== null && { after }) })
  const made = items.toSorted((one, other) => one.name.localeCompare(other.name, words.locale))
  const main = html`<div class="stack-wide">
    <div class="stack">
      <div class="heading"><h1>${say.title}</h1><a class="button" href="/admin/clients/new">${say.create}</a></div>
      <p class="lead">${say.lead}</p>
      ${query.get('done') === 'removed' ? html`<p class="notice good" role="status">${say.removed}</p>` : nothing}
    </div>
    <ul class="entries">${[...(after === null ? preconfigured : []), ...made].map(each => clientEntry(words, each))}</ul>
    ${moreLink(visit, next)}
  </div>`
  return administrationPage(visit, { title: say.title, main })
}

function clientEntry(words: Words, { id, name, kind, redirectUris, preconfigured }: Client): Markup {
  const say = words.administrationClients
  return html`<li>
    <div class="heading"><h2>${name}</h2><div class="ways">
      <span class="badge">${preconfigured ? say.known : say.kinds[kind]}</span>
      ${preconfigured ? nothing : html`<a href="/admin/clients/${id}/remove" aria-label="${say.removeOne(name)}">${say.remove}</a>`}</div></div>
    <dl class="facts">
      <div class="wide"><dt>${say.id}</dt><dd><code>${id}</code></dd></div>
      <div class="wide"><dt>${say.backTo}</dt><dd>${redirectUris.length === 0 ? say.device : redirectUris.map(uri => html`<code>${uri}</code> `)}</dd></div>
    </dl>
  </li>`
}
