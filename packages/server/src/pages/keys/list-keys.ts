/** The list of somebody's keys: what each may do, until when, and when it was last used. */
import { page } from '../answers.ts'
import { html, type Markup, nothing } from '../layout/markup.ts'
import type { Handler, SignedInVisit } from '../visit.ts'
import type { HolderOf } from './holder.ts'
import { keyEntry } from './key-entry.ts'

/** `GET .../keys` */
export function listKeys<V extends SignedInVisit>(holderOf: HolderOf<V>): Handler<V> {
  return async (visit, house) => {
    const holder = await holderOf(visit, house)
    const after = visit.query.get('after')
    const { items, next } = await house.keys.list(holder.owner, {
      limit: 50,
      ...(after !== null && { after }),
    })
    const main = html`<div class="stack-wide">
      <div class="heading">
        <h1>${holder.title}</h1>
        <a class="button" href="${holder.path}/new">Make a key</a>
      </div>
      ${done(visit.query.get('done'))}
      ${
        items.length === 0
          ? html`<div class="empty stack-tight">
              <p><strong>No keys yet.</strong> A key lets twine, pip and the like in, for exactly what it says.</p>
              <p><a href="${holder.path}/new">Make the first one</a></p>
            </div>`
          : html`<form class="stack" action="${holder.path}/revoke">
              <ul class="entries">${items.map(key => keyEntry(key, { now: visit.now, heading: 'h2', path: holder.path, ticked: true }))}</ul>
              <div class="actions"><button class="quiet">Revoke those that are ticked</button></div>
            </form>`
      }
      ${next === undefined ? nothing : html`<p><a href="${holder.path}?after=${encodeURIComponent(next)}">Older keys</a></p>`}
    </div>`
    return page(visit, { title: holder.title, main, ...(holder.current && { current: holder.current }) })
  }
}

function done(what: string | null): Markup {
  if (what === 'revoked')
    return html`<p class="notice good" role="status">The key is revoked, and so is every token made from it.</p>`
  if (what === 'several-revoked')
    return html`<p class="notice good" role="status">The keys are revoked, and so is every token made from them.</p>`
  return html``
}
