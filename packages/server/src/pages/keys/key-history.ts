/** What was done with a key: what it was used for by day, and what was published with it. */
import type { Key, Usage } from '../../keys/index.ts'
import type { Words } from '../catalogue/index.ts'
import type { House } from '../house.ts'
import { html, type Markup, nothing } from '../layout/markup.ts'
import { onDay } from '../layout/time.ts'

/** More of both is listed by the API. */
const shown = 50

export async function keyHistory(words: Words, { id }: Key, { keys }: House): Promise<Markup> {
  const [usage, published] = await Promise.all([
    keys.usage(id, { limit: shown }),
    keys.publishedWith(id, { limit: shown }),
  ])
  return html`${usageTable(words, usage)} ${publishedList(words, published)}`
}

function usageTable(words: Words, { items, next }: Awaited<ReturnType<House['keys']['usage']>>): Markup {
  const say = words.keyPage
  const days = [...new Set(items.map(({ day }) => day))]
  return html`<section class="stack" aria-labelledby="usage">
    <h2 id="usage">${say.usage}</h2>
    ${
      items.length === 0
        ? html`<p class="soft">${say.nothingYet}</p>`
        : html`<div class="scrolls" tabindex="0"><table>
      <thead><tr><th scope="col">${say.action}</th><th scope="col">${say.where}</th><th scope="col">${say.client}</th><th scope="col">${say.network}</th><th scope="col" class="number">${say.times}</th></tr></thead>
      ${days.map(day =>
        dayOf(
          words,
          items.filter(item => item.day === day),
        ),
      )}
    </table></div>`
    }
    ${next === undefined ? nothing : html`<p class="soft">${say.more}</p>`}
  </section>`
}

function dayOf(words: Words, items: readonly Usage[]): Markup {
  const { unknown } = words.keyPage
  return html`<tbody>
    <tr><th colspan="5" scope="rowgroup">${items.slice(0, 1).map(({ day }) => onDay(words, day))}</th></tr>
    ${items.map(
      ({ action, target, client, network, count }) =>
        html`<tr><td>${action}</td><td>${target ?? ''}</td><td>${client ?? unknown}</td><td>${network ?? unknown}</td><td class="number">${count.toLocaleString(words.locale)}</td></tr>`,
    )}
  </tbody>`
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
        : html`<ul>${items.map(file => html`<li>${say.publishedFile(`${file.package} ${file.version}`, file.filename, onDay(words, file.createdAt))}</li>`)}</ul>`
    }
    ${next === undefined ? nothing : html`<p class="soft">${say.more}</p>`}
  </section>`
}
