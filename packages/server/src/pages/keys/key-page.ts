/** One key: what it may do, and everything that can be done with it. */
import { refused } from '@latchkey/tokens'
import { statusOf } from '../../http/index.ts'
import type { Key } from '../../keys/index.ts'
import { page, refusal, seeOther } from '../answers.ts'
import type { House } from '../house.ts'
import { field, formProblem, type Problems, select } from '../layout/field.ts'
import { formTokenField } from '../layout/layout.ts'
import { html, type Markup, nothing } from '../layout/markup.ts'
import { notFound } from '../permission.ts'
import type { Handler, SignedInVisit } from '../visit.ts'
import { chosenKeys, groundFor } from './chosen.ts'
import type { Holder, HolderOf } from './holder.ts'
import { isOver, keyEntry } from './key-entry.ts'
import { keyHistory } from './key-history.ts'
import { keyMade } from './key-made.ts'

const overlaps = [
  { value: '24', label: 'a day more' },
  { value: '168', label: 'a week more' },
  { value: '1', label: 'an hour more' },
  { value: '0', label: 'not a moment longer: it leaked' },
] as const

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
    const problems = { name: [renamed.message, renamed.next].filter(Boolean).join(' ') }
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
    const hours = overlaps.find(({ value }) => value === visit.form.text('overlap'))?.value ?? '24'
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
  const history = await keyHistory(key, house)
  const main = html`<div class="stack-wide">
    <div class="stack">
      <p class="eyebrow"><a href="${holder.path}">${holder.title}</a></p>
      <h1>Key “${key.name}”</h1>
      ${done(visit.query.get('done'))}
    </div>
    <ul class="entries">${keyEntry(key, { now: visit.now })}</ul>
    ${
      key.replacedBy === undefined
        ? nothing
        : html`<p class="notice">It was rotated: <a href="${holder.path}/${key.replacedBy}">another key</a> has taken its place.</p>`
    }
    ${isOver(key, visit.now) ? nothing : changes(visit, holder, key, problems)}
    ${history}
  </div>`
  const current = holder.current && { current: holder.current }
  return page(visit, { title: `Key “${key.name}”`, main, ...current }, { status })
}

function changes(visit: SignedInVisit, holder: Holder, key: Key, problems: Problems | undefined): Markup {
  const path = `${holder.path}/${key.id}`
  const token = formTokenField(visit.session.formToken)
  return html`${formProblem(problems)}
    <form class="panel stack" method="post" action="${path}/rename" novalidate>${token}
      ${field({
        name: 'name',
        label: 'Name',
        value: problems === undefined ? key.name : visit.form.text('name'),
        maxlength: 100,
        autocomplete: 'off',
        ...(problems && { problems }),
      })}
      <div class="actions"><button class="quiet">Rename</button></div>
    </form>
    ${
      key.replacedBy !== undefined
        ? nothing
        : html`<form class="panel stack" method="post" action="${path}/rotate">${token}
      <h2>Rotate</h2>
      <p>Makes a key of the same name that may do the same for as long again, and shows it once.</p>
      ${select({ name: 'overlap', label: 'This key works', choices: overlaps, hint: 'Never longer than it would have.' })}
      <div class="actions"><button>Rotate the key</button></div>
    </form>`
    }
    <div class="actions">
      <a class="button" href="${path}/tighten">Restrict it further</a>
      <a href="${path}/revoke">Revoke it</a>
    </div>`
}

function done(what: string | null): Markup {
  if (what === 'renamed') return html`<p class="notice good" role="status">The key has its new name.</p>`
  if (what === 'tightened')
    return html`<p class="notice good" role="status">The key is restricted further, and so is every token made from it.</p>`
  return html``
}
