/** What stands above a list of keys: which of them are shown, a word to look for, and their order. */
import { type KeyCounts, keyOrders } from '../../keys/index.ts'
import type { Words } from '../catalogue/index.ts'
import { select } from '../layout/field.ts'
import { html, type Markup, nothing } from '../layout/markup.ts'
import { type ListQuery, listPath, shows } from './list-query.ts'

export interface Finder {
  readonly query: ListQuery
  /** Of all keys, where they are counted. */
  readonly counts: KeyCounts | undefined
}

export function finder({ keyList: say }: Words, path: string, { query, counts }: Finder): Markup {
  const count = (show: ListQuery['show']) =>
    query.find === '' && show !== 'all' && counts !== undefined && counts[show] > 0
      ? html` <span class="count">${counts[show]}</span>`
      : nothing
  const showing = (show: ListQuery['show']) =>
    html`<a href="${listPath(path, { ...query, show, after: undefined })}" ${show === query.show ? html`aria-current="true"` : nothing}>${say.show[show]}${count(show)}</a>`
  const choices = keyOrders.map(value => ({ value, label: say.orders[value] }))
  return html`<div class="stack">
    <nav class="chips" aria-label="${say.which}">${shows.map(showing)}</nav>
    <form class="key-finder" action="${path}" role="search">
      ${query.show === 'live' ? nothing : html`<input type="hidden" name="show" value="${query.show}">`}
      <div class="field">
        <label for="find">${say.word}</label>
        <input id="find" name="find" type="search" value="${query.find}" maxlength="100" autocomplete="off" autocapitalize="none" spellcheck="false">
      </div>
      ${select({ name: 'by', label: say.order, choices, value: query.by })}
      <button class="quiet">${say.find}</button>
    </form>
  </div>`
}
