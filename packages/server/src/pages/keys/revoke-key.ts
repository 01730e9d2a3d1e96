/** Revoking a key: a page that says what stops, and the button. */
import { refused } from '@latchkey/tokens'
import { page, refusal, seeOther } from '../answers.ts'
import type { House } from '../house.ts'
import { formTokenField } from '../layout/layout.ts'
import { html } from '../layout/markup.ts'
import { notFound } from '../permission.ts'
import type { Handler, SignedInVisit } from '../visit.ts'
import type { Holder, HolderOf } from './holder.ts'
import { keyEntry } from './list-keys.ts'

/** `GET .../keys/:key/revoke` */
export function confirmRevoking<V extends SignedInVisit>(holderOf: HolderOf<V>): Handler<V> {
  return async (visit, house) => {
    const holder = await holderOf(visit, house)
    const key = await keyOf(holder, visit, house)
    if (key === undefined) return refusal(visit, notFound)
    const main = html`<div class="stack-wide">
      <div class="stack">
        <p class="eyebrow"><a href="${holder.path}">${holder.title}</a></p>
        <h1>Revoke “${key.name}”?</h1>
        <p class="lead">It stops working at once, with every token made from it. That cannot be undone.</p>
      </div>
      <ul class="entries">${keyEntry(key, { now: visit.now, heading: 'h2' })}</ul>
      <form method="post" class="actions">${formTokenField(visit.session.formToken)}
        <button class="danger">Revoke “${key.name}”</button>
        <a href="${holder.path}">Keep it</a>
      </form>
    </div>`
    return page(visit, {
      title: `Revoke “${key.name}”?`,
      main,
      ...(holder.current && { current: holder.current }),
    })
  }
}

/** `POST .../keys/:key/revoke` */
export function revokeKey<V extends SignedInVisit>(holderOf: HolderOf<V>): Handler<V> {
  return async (visit, house) => {
    const holder = await holderOf(visit, house)
    const key = await keyOf(holder, visit, house)
    if (key === undefined) return refusal(visit, notFound)
    const by = await holder.authority(key.role)
    if (refused(by)) return refusal(visit, by)
    const revoked = await house.keys.revoke(key.id, by)
    return refused(revoked) ? refusal(visit, revoked) : seeOther(`${holder.path}?done=revoked`)
  }
}

/** Somebody else's key is as unknown as one that never was. */
async function keyOf({ owner }: Holder, visit: SignedInVisit, { keys }: House) {
  const key = await keys.byId(visit.parameters['key'] ?? '')
  return key?.owner.kind === owner.kind && key.owner.id === owner.id ? key : undefined
}
