/** Revoking keys: a page that says what stops, and the button. */
import { refused } from '@latchkey/tokens'
import { page, refusal, seeOther } from '../answers.ts'
import { formTokenField } from '../layout/layout.ts'
import { html } from '../layout/markup.ts'
import { notFound } from '../permission.ts'
import type { Handler, SignedInVisit } from '../visit.ts'
import { chosenKeys, groundFor } from './chosen.ts'
import type { HolderOf } from './holder.ts'
import { keyEntry } from './key-entry.ts'

/** `GET .../keys/:key/revoke`, and `GET .../keys/revoke?key=...&key=...` */
export function confirmRevoking<V extends SignedInVisit>(holderOf: HolderOf<V>): Handler<V> {
  return async (visit, house) => {
    const holder = await holderOf(visit, house)
    const keys = await chosenKeys(holder, visit, house)
    if (keys.length === 0) return refusal(visit, notFound)
    const { words } = visit
    const say = words.revokeKeys
    const [first] = keys
    const isOne = keys.length === 1
    const what = isOne ? say.ofOne(first?.name ?? '') : say.ofSeveral(keys.length)
    const title = say.question(what)
    const main = html`<div class="stack-wide">
      <div class="stack">
        <p class="eyebrow"><a href="${holder.path}">${holder.title}</a></p>
        <h1>${title}</h1>
        <p class="lead">${isOne ? say.leadOne : say.leadSeveral}</p>
      </div>
      <ul class="entries">${keys.map(key => keyEntry(words, key, { now: visit.now, heading: 'h2' }))}</ul>
      <form method="post" class="actions">${formTokenField(visit.session.formToken)}
        ${keys.map(({ id }) => html`<input type="hidden" name="key" value="${id}">`)}
        <button class="danger">${what}</button>
        <a href="${holder.path}">${isOne ? say.keepOne : say.keepSeveral}</a>
      </form>
    </div>`
    return page(visit, { title, main, ...(holder.current && { current: holder.current }) })
  }
}

/** `POST` of the same: all of them are revoked, or none. */
export function revokeKeys<V extends SignedInVisit>(holderOf: HolderOf<V>): Handler<V> {
  return async (visit, house) => {
    const holder = await holderOf(visit, house)
    const keys = await chosenKeys(holder, visit, house)
    if (keys.length === 0) return refusal(visit, notFound)
    const by = await groundFor(holder, keys)
    if (refused(by)) return refusal(visit, by)
    const revoked = await house.keys.revokeMany(
      keys.map(({ id }) => id),
      by,
    )
    if (refused(revoked)) return refusal(visit, revoked)
    return seeOther(`${holder.path}?done=${keys.length === 1 ? 'revoked' : 'several-revoked'}`)
  }
}
