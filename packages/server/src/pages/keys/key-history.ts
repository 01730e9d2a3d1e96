/** What was done with a key, in short: what it was lately used for, what was published with it, and where there is more. */
import type { Key } from '../../keys/index.ts'
import type { Words } from '../catalogue/index.ts'
import { targetPath } from '../events/subject-path.ts'
import type { House } from '../house.ts'
import { html, type Markup, nothing } from '../layout/markup.ts'
import { onDay } from '../layout/time.ts'
import type { Holder } from './holder.ts'
import { usageTable } from './usage-table.ts'

/** The usage log has a page of its own. */
const latest = 10
/** More of it is listed by the API. */
const shown = 50

export async function keyHistory(
  words: Words,
  { path, eventsPath }: Holder,
  { id, caveats }: Key,
  { keys }: House,
): Promise<Markup> {
  const say = words.keyPage
  const [usage, published] = await Promise.all([
    keys.usage(id, { limit: latest }),
    keys.publishedWith(id, { limit: shown }),
  ])
  const ways = [
    ...(usage.next === undefined ? [] : [html`<a href="${path}/${id}/usage">${say.allUsage}</a>`]),
    ...(eventsPath === undefined ? [] : [html`<a href="${eventsPath}?key=${id}">${say.events}</a>`]),
  ]
  return html`<section class="stack" aria-labelledby="usage">
      <h2 id="usage">${say.usage}</h2>
      ${usage.items.length === 0 ? html`<p class="soft">${say.nothingYet}</p>` : usageTable(words, usage.items)}
      ${ways.length === 0 ? nothing : html`<p class="actions">${ways}</p>`}
    </section>
    ${published.items.length > 0 || mayPublish(caveats) ? publishedList(words, published) : nothing}`
}

function mayPublish(caveats: Key['caveats']): boolean {
  return caveats.every(
    each => each.kind !== 'allow' || each.rows.some(row => row.actions.includes('publish')),
  )
}

function publishedList(
  words: Words,
  { items, next }: Awaited<ReturnType<House['keys']['publishedWith']>>,
): Markup {
  const say = words.keyPage
  return html`<section class="stack" aria-labelledby="published">
    <h2 id="published">${say.published}</h2>
    ${
      items.length === 0
        ? html`<p class="soft">${say.nothingThere}</p>`
        : html`<ul>${items.map(file => html`<li>${say.publishedFile(html`<a href="${targetPath(file.package) ?? ''}">${file.package} ${file.version}</a>`, file.filename, onDay(words, file.createdAt))}</li>`)}</ul>`
    }
    ${next === undefined ? nothing : html`<p class="soft">${say.more}</p>`}
  </section>`
}
