/** What was done with a key: what it was used for by day, and what was published with it. */
import type { Key, Usage } from '../../keys/index.ts'
import type { House } from '../house.ts'
import { html, type Markup, nothing } from '../layout/markup.ts'
import { onDay } from '../layout/time.ts'

/** More of both is listed by the API. */
const shown = 50

export async function keyHistory({ id }: Key, { keys }: House): Promise<Markup> {
  const [usage, published] = await Promise.all([
    keys.usage(id, { limit: shown }),
    keys.publishedWith(id, { limit: shown }),
  ])
  return html`${usageTable(usage)} ${publishedList(published)}`
}

function usageTable({ items, next }: Awaited<ReturnType<House['keys']['usage']>>): Markup {
  const days = [...new Set(items.map(({ day }) => day))]
  return html`<section class="stack" aria-labelledby="usage">
    <h2 id="usage">Used for</h2>
    ${
      items.length === 0
        ? html`<p class="soft">Nothing yet.</p>`
        : html`<div class="scrolls" tabindex="0"><table>
      <thead><tr><th scope="col">Action</th><th scope="col">Where</th><th scope="col">Client</th><th scope="col">Network</th><th scope="col" class="number">Times</th></tr></thead>
      ${days.map(day => dayOf(items.filter(item => item.day === day)))}
    </table></div>`
    }
    ${next === undefined ? nothing : more}
  </section>`
}

function dayOf(items: readonly Usage[]): Markup {
  return html`<tbody>
    <tr><th colspan="5" scope="rowgroup">${items.slice(0, 1).map(({ day }) => onDay(day))}</th></tr>
    ${items.map(
      ({ action, target, client, network, count }) =>
        html`<tr><td>${action}</td><td>${target ?? ''}</td><td>${client ?? 'unknown'}</td><td>${network ?? 'unknown'}</td><td class="number">${count}</td></tr>`,
    )}
  </tbody>`
}

function publishedList({ items, next }: Awaited<ReturnType<House['keys']['publishedWith']>>): Markup {
  return html`<section class="stack" aria-labelledby="published">
    <h2 id="published">Published with it</h2>
    ${
      items.length === 0
        ? html`<p class="soft">Nothing that is still there.</p>`
        : html`<ul>${items.map(file => html`<li>${file.package} ${file.version}: ${file.filename}, ${onDay(file.createdAt)}</li>`)}</ul>`
    }
    ${next === undefined ? nothing : more}
  </section>`
}

const more = html`<p class="soft">And more before these: the API lists all of it.</p>`
