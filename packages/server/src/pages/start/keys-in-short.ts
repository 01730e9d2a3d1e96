/** One's own keys in short: how many work, and the newest of them. */
import type { Key, Keys } from '../../keys/index.ts'
import type { Words } from '../catalogue/index.ts'
import { isOver } from '../keys/key-facts.ts'
import { html, linkTo, type Markup, nothing } from '../layout/markup.ts'
import { fromNow } from '../layout/time.ts'

const shown = 3

/** `page`: the newest keys, also those that are over. */
export function keysInShort(words: Words, page: Awaited<ReturnType<Keys['list']>>, now: number): Markup {
  const say = words.home
  const live = page.items.filter(key => !isOver(key, now))
  const none = live.length === 0 && page.next === undefined
  return html`<section class="stack-tight" aria-labelledby="keys">
    <div class="heading"><h2 id="keys">${say.keys}</h2>${none ? nothing : html`<a href="/account/keys/new">${say.makeKey}</a>`}</div>
    ${
      none
        ? html`<p class="soft">${say.noKey(linkTo('/account/keys/new'))}</p>`
        : html`<ul class="rows">${live.slice(0, shown).map(key => entry(words, key, now))}</ul>
      <p class="small"><a href="/account/keys">${say.allKeys(live.length, page.next !== undefined)}</a></p>`
    }
  </section>`
}

function entry(words: Words, { id, name, lastUsed }: Key, now: number): Markup {
  const { usedLast, notUsedYet } = words.home
  return html`<li><a href="/account/keys/${id}">${name}</a>
    <span class="small soft">${lastUsed === undefined ? notUsedYet : usedLast(fromNow(words, lastUsed.at, now))}</span></li>`
}
