/** The list of somebody's keys: what each may do, until when, and when it was last used. */
import type { Key } from '../../keys/index.ts'
import { page } from '../answers.ts'
import { html, type Markup, nothing } from '../layout/markup.ts'
import { fromNow, onDay } from '../layout/time.ts'
import type { Handler, SignedInVisit } from '../visit.ts'
import type { HolderOf } from './holder.ts'
import { mayDoList } from './words.ts'

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
      ${visit.query.get('done') === 'revoked' ? html`<p class="notice good" role="status">The key is revoked, and so is every token made from it.</p>` : nothing}
      ${
        items.length === 0
          ? html`<div class="empty stack-tight">
              <p><strong>No keys yet.</strong> A key lets twine, pip and the like in, for exactly what it says.</p>
              <p><a href="${holder.path}/new">Make the first one</a></p>
            </div>`
          : html`<ul class="entries">${items.map(key => keyEntry(key, { now: visit.now, heading: 'h2', path: holder.path }))}</ul>`
      }
      ${next === undefined ? nothing : html`<p><a href="${holder.path}?after=${encodeURIComponent(next)}">Older keys</a></p>`}
    </div>`
    return page(visit, { title: holder.title, main, ...(holder.current && { current: holder.current }) })
  }
}

export interface KeyEntryOptions {
  /** Milliseconds since 1970. */
  readonly now: number
  /** The level of its name among the headings of the page. */
  readonly heading: 'h2' | 'h3'
  /** Where its owner's keys are, for the way to revoke it; no way where it is left out. */
  readonly path?: string
}

export function keyEntry(key: Key, { now, heading, path }: KeyEntryOptions): Markup {
  const dead = key.revokedAt !== undefined || (key.expiresAt !== undefined && key.expiresAt <= now)
  const revoke = key.revokedAt === undefined && path !== undefined ? `${path}/${key.id}/revoke` : undefined
  return html`<li class="${dead ? 'over' : ''}">
    <div class="heading">
      ${heading === 'h2' ? html`<h2>${key.name}</h2>` : html`<h3>${key.name}</h3>`}
      ${revoke === undefined ? nothing : html`<a href="${revoke}" aria-label="Revoke ${key.name}">Revoke</a>`}
    </div>
    <dl class="facts">
      <div class="wide"><dt>May do</dt><dd>${mayDoList(key.caveats)}</dd></div>
      ${key.role === undefined ? nothing : html`<div><dt>Role</dt><dd>${key.role}</dd></div>`}
      <div><dt>Created</dt><dd>${onDay(key.createdAt)}</dd></div>
      <div><dt>Expires</dt><dd>${expiry(key, now)}</dd></div>
      <div><dt>Last used</dt><dd>${lastUse(key, now)}</dd></div>
    </dl>
  </li>`
}

const soon = 7 * 24 * 60 * 60 * 1000

function expiry({ expiresAt, revokedAt }: Key, now: number): Markup {
  if (revokedAt !== undefined) return html`<span class="badge bad">revoked ${fromNow(revokedAt, now)}</span>`
  if (expiresAt === undefined) return html`<span class="badge warm">never</span>`
  if (expiresAt <= now) return html`<span class="badge bad">expired ${fromNow(expiresAt, now)}</span>`
  const left = fromNow(expiresAt, now)
  return expiresAt - now < soon
    ? html`<span class="badge warm">${left}</span> ${onDay(expiresAt)}`
    : html`${onDay(expiresAt)} <span class="soft">(${left})</span>`
}

function lastUse({ lastUsed }: Key, now: number): Markup {
  if (lastUsed === undefined) return html`<span class="soft">never</span>`
  const { at, address, client } = lastUsed
  return html`${fromNow(at, now)}${client === undefined ? nothing : html` with ${client}`}${address === undefined ? nothing : html` from ${address}`}`
}
