/** Revoking keys: a page that says what stops, and has one type what it is about where that is much. */
import { refused } from '@latchkey/tokens'
import type { Key } from '../../keys/index.ts'
import { page, refusal, seeOther } from '../answers.ts'
import type { Words } from '../catalogue/index.ts'
import type { House } from '../house.ts'
import { field } from '../layout/field.ts'
import { formTokenField } from '../layout/layout.ts'
import { html, nothing } from '../layout/markup.ts'
import { notFound } from '../permission.ts'
import type { Handler, SignedInVisit } from '../visit.ts'
import { chosenKeys, groundFor } from './chosen.ts'
import { type Holder, type HolderOf, wayBack } from './holder.ts'
import { keyRows } from './key-rows.ts'
import { lastWeek, usedLastWeek } from './last-week.ts'

/** `GET .../keys/:key/revoke`, and `GET .../keys/revoke?key=...&key=...` */
export function confirmRevoking<V extends SignedInVisit>(holderOf: HolderOf<V>): Handler<V> {
  return async (visit, house) => {
    const holder = await holderOf(visit, house)
    const keys = await chosenKeys(holder, visit, house)
    return keys.length === 0 ? refusal(visit, notFound) : show(visit, holder, keys, house)
  }
}

/** `POST` of the same: all of them are revoked, or none. */
export function revokeKeys<V extends SignedInVisit>(holderOf: HolderOf<V>): Handler<V> {
  return async (visit, house) => {
    const holder = await holderOf(visit, house)
    const keys = await chosenKeys(holder, visit, house)
    if (keys.length === 0) return refusal(visit, notFound)
    const due = proofDue(visit.words, keys, visit.now)
    if (due !== undefined && visit.form.text('confirm') !== due.text)
      return show(visit, holder, keys, house, due.problem)
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

/** What has to be typed where more than a click stops working: how many they are, or the name of the one in use. */
function proofDue(words: Words, keys: readonly Key[], now: number) {
  const say = words.revokeKeys
  const [first] = keys
  if (keys.length > 1) {
    const text = String(keys.length)
    return { text, label: say.typeNumber(text), problem: say.notNumber(text) }
  }
  if (first === undefined || first.revokedAt !== undefined || !usedLastWeek(first, now)) return undefined
  return { text: first.name, label: say.typeName(first.name), problem: say.notName(first.name) }
}

async function show(
  visit: SignedInVisit,
  holder: Holder,
  keys: readonly Key[],
  house: House,
  problem?: string,
): Promise<Response> {
  const { words, now, form } = visit
  const say = words.revokeKeys
  const { path } = holder
  const [first] = keys
  const isOne = keys.length === 1
  const what = isOne ? say.ofOne(first?.name ?? '') : say.ofSeveral(keys.length)
  const title = say.question(what)
  const due = proofDue(words, keys, now)
  const latelyFor = await house.keys.latelyFor(keys.map(({ id }) => id))
  const isBelowOne = visit.parameters['key'] !== undefined
  const back = isBelowOne ? `${path}/${first?.id}` : path
  const main = html`<div class="stack-wide">
    <div class="stack">
      ${wayBack(holder, isBelowOne ? first : undefined)}
      <h1>${title}</h1>
      <p class="lead">${isOne ? say.leadOne : say.leadSeveral}</p>
    </div>
    ${await lastWeek(words, keys, now, house)}
    ${keyRows(words, keys, { now, path, latelyFor })}
    <form method="post" class="stack" novalidate>${formTokenField(visit.session.formToken)}
      ${keys.map(({ id }) => html`<input type="hidden" name="key" value="${id}">`)}
      ${
        due === undefined
          ? nothing
          : field({
              name: 'confirm',
              label: due.label,
              value: form.text('confirm'),
              autocomplete: 'off',
              technical: true,
              ...(problem !== undefined && { problems: { confirm: problem } }),
            })
      }
      <div class="actions">
        <button class="danger">${what}</button>
        <a href="${back}">${isOne ? say.keepOne : say.keepSeveral}</a>
      </div>
    </form>
  </div>`
  const current = holder.current && { current: holder.current }
  return page(visit, { title, main, ...current }, { status: problem === undefined ? 200 : 400 })
}
