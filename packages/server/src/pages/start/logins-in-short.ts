/** One's own logins in short: how many there are, and the newest of them. */
import type { Login, Logins } from '../../logins/index.ts'
import type { Words } from '../catalogue/index.ts'
import { html, type Markup, nothing } from '../layout/markup.ts'
import { fromNow } from '../layout/time.ts'

const shown = 3

/** `page`: the newest logins, ended ones too. */
export function loginsInShort(
  words: Words,
  page: Awaited<ReturnType<Logins['list']>>,
  { now, endsAt }: Pick<Logins, 'endsAt'> & { readonly now: number },
): Markup {
  const say = words.home
  const living = page.items.filter(login => login.endedAt === undefined && endsAt(login) > now)
  return html`<section class="stack-tight" aria-labelledby="logins">
    <h2 id="logins">${say.logins}</h2>
    ${
      living.length === 0
        ? html`<p class="soft">${say.noLogin}</p>`
        : html`<ul class="rows">${living.slice(0, shown).map(login => entry(words, login, now))}</ul>`
    }
    ${page.items.length === 0 ? nothing : html`<p class="small"><a href="/account/logins">${say.allLogins(living.length, page.next !== undefined)}</a></p>`}
  </section>`
}

function entry(words: Words, { client, deviceName, lastUsed }: Login, now: number): Markup {
  const { usedLast, notUsedYet } = words.home
  return html`<li><span>${deviceName ?? client.name}</span>
    <span class="small soft">${lastUsed === undefined ? notUsedYet : usedLast(fromNow(words, lastUsed.at, now))}</span></li>`
}
