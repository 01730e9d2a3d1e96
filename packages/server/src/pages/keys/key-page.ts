/** One key: what it may do, and everything that can be done with it. */
import { refused } from '@latchkey/tokens'
import { statusOf } from '../../http/index.ts'
import { attentionOf, type Key } from '../../keys/index.ts'
import { page, refusal, seeOther } from '../answers.ts'
import type { Words } from '../catalogue/index.ts'
import type { House } from '../house.ts'
import type { Problems } from '../layout/field.ts'
import { html, linkTo, type Markup, nothing } from '../layout/markup.ts'
import { inWords } from '../layout/problems.ts'
import { notFound } from '../permission.ts'
import type { Handler, SignedInVisit } from '../visit.ts'
import { chosenKeys, groundFor } from './chosen.ts'
import { type Holder, type HolderOf, wayBack } from './holder.ts'
import { keyChanges, overlaps } from './key-changes.ts'
import { isOver, keyFacts } from './key-facts.ts'
import { keyHistory } from './key-history.ts'
import { keyMade } from './key-made.ts'

/** `GET .../keys/:key` */
export function keyPage<V extends SignedInVisit>(holderOf: HolderOf<V>): Handler<V> {
  return async (visit, house) => {
    const holder = await holderOf(visit, house)
    const [key] = await chosenKeys(holder, visit, house)
    return key === undefined ? refusal(visit, notFound) : show(visit, holder, key, house)
  }
}

/** `POST .../keys/:key/rename` */
export function renameKey<V extends SignedInVisit>(holderOf: HolderOf<V>): Handler<V> {
  return async (visit, house) => {
    const holder = await holderOf(visit, house)
    const [key] = await chosenKeys(holder, visit, house)
    if (key === undefined) return refusal(visit, notFound)
    const by = await groundFor(holder, [key])
    if (refused(by)) return refusal(visit, by)
    const renamed = await house.keys.rename(key.id, visit.form.text('name'), by)
    if (!refused(renamed)) return seeOther(`${holder.path}/${key.id}?done=renamed`)
    const problems = { name: inWords(visit.words, renamed) }
    return show(visit, holder, key, house, { problems, status: statusOf(renamed) })
  }
}

/** `POST .../keys/:key/rotate`: answers with the new key, shown once. Sent again, it is refused. */
export function rotateKey<V extends SignedInVisit>(holderOf: HolderOf<V>): Handler<V> {
  return async (visit, house) => {
    const holder = await holderOf(visit, house)
    const [key] = await chosenKeys(holder, visit, house)
    if (key === undefined) return refusal(visit, notFound)
    const by = await groundFor(holder, [key])
    if (refused(by)) return refusal(visit, by)
    const hours = overlaps.find(value => value === visit.form.text('overlap')) ?? '24'
    const rotated = await house.keys.rotate({ id: key.id, overlap: Number(hours) * 60 * 60 * 1000, by })
    return refused(rotated) ? refusal(visit, rotated) : keyMade(visit, holder, rotated, house.origin)
  }
}

async function show(
  visit: SignedInVisit,
  holder: Holder,
  key: Key,
  house: House,
  { problems, status = 200 }: { readonly problems?: Problems; readonly status?: number } = {},
): Promise<Response> {
  const { words } = visit
  const say = words.keyPage
  const title = say.title(key.name)
  const path = `${holder.path}/${key.id}`
  const history = await keyHistory(words, holder, key, house)
  const { formToken } = visit.session
  const typedName = problems === undefined ? key.name : visit.form.text('name')
  const main = html`<div class="stack-wide">
    <div class="stack">
      ${wayBack(holder)}
      <h1>${title}</h1>
      ${done(words, visit.query.get('done'))}
      ${
        key.replacedBy === undefined
          ? nothing
          : html`<p class="notice">${say.rotated(linkTo(`${holder.path}/${key.replacedBy}`))}</p>`
      }
      ${warnings(words, key, visit.now)}
      ${keyFacts(words, key, visit.now)}
    </div>
    ${isOver(key, visit.now) ? nothing : keyChanges(words, key, { path, formToken, typedName, problems })}
    ${history}
  </div>`
  const current = holder.current && { current: holder.current }
  return page(visit, { title, main, ...current }, { status })
}

function warnings({ keyPage: say }: Words, key: Key, now: number): Markup {
  const reasons = attentionOf(key, now)
  if (reasons.length === 0) return nothing
  return html`<div class="notice stack-tight">${reasons.map(reason => html`<p>${say.attention[reason]}</p>`)}</div>`
}

function done({ keys: say }: Words, what: string | null): Markup {
  if (what === 'renamed') return html`<p class="notice good" role="status">${say.renamed}</p>`
  if (what === 'tightened') return html`<p class="notice good" role="status">${say.tightened}</p>`
  return html``
}
