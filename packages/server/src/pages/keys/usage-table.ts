/** What a key was used for: a table with a part for each day. */
import type { Usage } from '../../keys/index.ts'
import type { Words } from '../catalogue/index.ts'
import { html, type Markup } from '../layout/markup.ts'
import { onDay } from '../layout/time.ts'

export function usageTable(words: Words, items: readonly Usage[]): Markup {
  const say = words.keyPage
  const days = [...new Set(items.map(({ day }) => day))]
  return html`<div class="scrolls" tabindex="0"><table class="usage">
    <thead><tr><th scope="col">${say.action}</th><th scope="col">${say.where}</th><th scope="col">${say.client}</th><th scope="col">${say.network}</th><th scope="col" class="number">${say.times}</th></tr></thead>
    ${days.map(day =>
      dayOf(
        words,
        day,
        items.filter(item => item.day === day),
      ),
    )}
  </table></div>`
}

function dayOf(words: Words, day: number, uses: readonly Usage[]): Markup {
  const { unknown } = words.keyPage
  return html`<tbody>
    <tr><th colspan="5" scope="rowgroup">${onDay(words, day)}</th></tr>
    ${uses.map(
      ({ action, target, client, network, count }) =>
        html`<tr><td>${action}</td><td>${target ?? ''}</td><td>${client ?? unknown}</td><td>${network ?? unknown}</td><td class="number">${count.toLocaleString(words.locale)}</td></tr>`,
    )}
  </tbody>`
}
