/** One's own keys in short: how many work, and the newest of them. */
import type { Key } from '../../keys/index.ts'
import type { Page } from '../../storage/index.ts'
import type { Words } from '../catalogue/index.ts'
import { html, linkTo, type Markup } from '../layout/markup.ts'
import { fromNow } from '../layout/time.ts'

const shown = 3

/** `keys`: those that work, the newest first, as far as they were looked at. */
export function keysInShort(words: Words, keys: Page<Key>, now: number): Markup {
  const say = words.home
  const { items, next } = keys
  return html`<section class="stack-tight" aria-labelledby="keys">
    <div class="heading"><h2 id="keys">${say.keys}</h2><a href="/account/keys/new">${say.makeKey}</a></div>
    ${
      items.length === 0
        ? html`<p class="soft">${say.noKey(linkTo('/account/keys/new'))}</p>`
        : html`<ul class="rows">${items.slice(0, shown).map(key => entry(words, key, now))}</ul>
      <p class="small"><a href="/account/keys">${say.keysThatWork(items.length, next !== undefined)}</a></p>`
    }
  </section>`
}

function entry(words: Words, { id, name, lastUsed }: Key, now: number): Markup {
  const { usedLast, notUsedYet } = words.home
  return html`<li><a href="/account/keys/${id}">${name}</a>
    <span class="small soft">${lastUsed === undefined ? notUsedYet : usedLast(fromNow(words, lastUsed.at, now))}</span></li>`
}
