/** What there is to know of one key: what it may do, until when, and when it was last used. */
import type { Key } from '../../keys/index.ts'
import type { Words } from '../catalogue/index.ts'
import { lastUse } from '../layout/last-use.ts'
import { html, type Markup, nothing } from '../layout/markup.ts'
import { fromNow, onDay } from '../layout/time.ts'
import { mayDoList } from './words.ts'

export function isOver({ revokedAt, expiresAt }: Key, now: number): boolean {
  return revokedAt !== undefined || (expiresAt !== undefined && expiresAt <= now)
}

export function keyFacts(words: Words, key: Key, now: number): Markup {
  const say = words.keys
  return html`<dl class="facts ${key.role === undefined ? '' : 'four'}">
      <div class="wide"><dt>${say.mayDo}</dt><dd>${mayDoList(words, key.caveats)}</dd></div>
      ${key.role === undefined ? nothing : html`<div><dt>${say.role}</dt><dd>${key.role}</dd></div>`}
      <div><dt>${say.created}</dt><dd>${onDay(words, key.createdAt)}</dd></div>
      <div><dt>${say.expires}</dt><dd>${expiry(words, key, now)}</dd></div>
      <div class="long"><dt>${say.lastUsed}</dt><dd>${lastUse(words, key.lastUsed, now)}</dd></div>
    </dl>`
}

const soon = 7 * 24 * 60 * 60 * 1000

export function expiry(words: Words, { expiresAt, revokedAt }: Key, now: number): Markup {
  const say = words.keys
  if (revokedAt !== undefined)
    return html`<span class="badge bad">${say.revokedSince(fromNow(words, revokedAt, now))}</span>`
  if (expiresAt === undefined) return html`<span class="badge warm">${say.never}</span>`
  if (expiresAt <= now)
    return html`<span class="badge bad">${say.expiredSince(fromNow(words, expiresAt, now))}</span>`
  const left = fromNow(words, expiresAt, now)
  return expiresAt - now < soon
    ? html`<span class="badge warm">${left}</span> <span class="soft">${onDay(words, expiresAt)}</span>`
    : html`${onDay(words, expiresAt)} <span class="soft">(${left})</span>`
}
