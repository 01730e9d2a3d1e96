/** The list of somebody's keys: what each may do, until when, and when it was last used. */
import { page } from '../answers.ts'
import type { Words } from '../catalogue/index.ts'
import { html, type Markup, nothing } from '../layout/markup.ts'
import type { Handler, SignedInVisit } from '../visit.ts'
import type { HolderOf } from './holder.ts'
import { keyEntry } from './key-entry.ts'

/** `GET .../keys` */
export function listKeys<V extends SignedInVisit>(holderOf: HolderOf<V>): Handler<V> {
  return async (visit, house) => {
    const { words } = visit
    const say = words.keys
    const holder = await holderOf(visit, house)
    const after = visit.query.get('after')
    const { items, next } = await house.keys.list(holder.owner, {
      limit: 50,
      ...(after !== null && { after }),
    })
    const main = html`<div class="stack-wide">
      <div class="heading">
        <h1>${holder.title}</h1>
        <a class="button" href="${holder.path}/new">${say.make}</a>
      </div>
      ${done(words, visit.query.get('done'))}
      ${
        items.length === 0
          ? html`<div class="empty stack-tight">
              <p>${say.none}</p>
              <p><a href="${holder.path}/new">${say.makeFirst}</a></p>
            </div>`
          : html`<form class="stack" action="${holder.path}/revoke">
              <ul class="entries">${items.map(key => keyEntry(words, key, { now: visit.now, heading: 'h2', path: holder.path, ticked: true }))}</ul>
              <div class="actions"><button class="quiet">${say.revokeTicked}</button></div>
            </form>`
      }
      ${next === undefined ? nothing : html`<p><a href="${holder.path}?after=${encodeURIComponent(next)}">${say.older}</a></p>`}
    </div>`
    return page(visit, { title: holder.title, main, ...(holder.current && { current: holder.current }) })
  }
}

function done({ keys: say }: Words, what: string | null): Markup {
  if (what === 'revoked') return html`<p class="notice good" role="status">${say.oneRevoked}</p>`
  if (what === 'several-revoked') return html`<p class="notice good" role="status">${say.severalRevoked}</p>`
  return html``
}
