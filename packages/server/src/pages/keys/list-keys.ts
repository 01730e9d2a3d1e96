/** The list of somebody's keys: looked through by a word and by how they are, in an order, a page at a time. */
import type { KeyPage } from '../../keys/index.ts'
import { page } from '../answers.ts'
import type { Words } from '../catalogue/index.ts'
import type { House } from '../house.ts'
import { html, type Markup, nothing } from '../layout/markup.ts'
import type { Handler, SignedInVisit } from '../visit.ts'
import { finder } from './finder.ts'
import type { Holder, HolderOf } from './holder.ts'
import { keyRows } from './key-rows.ts'
import { keyQuery, type ListQuery, listPath, readListQuery, usual } from './list-query.ts'

const perPage = 30

/** `GET .../keys` */
export function listKeys<V extends SignedInVisit>(holderOf: HolderOf<V>): Handler<V> {
  return async (visit, house) => {
    const { words } = visit
    const say = words.keys
    const holder = await holderOf(visit, house)
    const query = readListQuery(visit.query)
    const found = await house.keys.lookThrough(holder.owner, { ...keyQuery(query), limit: perPage })
    const counts = await house.keys.counts(holder.owner)
    const main = html`<div class="stack-wide">
      <div class="heading">
        <h1>${holder.title}</h1>
        <a class="button" href="${holder.path}/new">${say.make}</a>
      </div>
      ${done(words, visit.query.get('done'))}
      ${counts?.all === 0 ? noKeys(words, holder) : html`${finder(words, holder.path, { query, counts })} ${await results(visit, holder, { query, found }, house)}`}
    </div>`
    return page(visit, { title: holder.title, main, ...(holder.current && { current: holder.current }) })
  }
}

interface Results {
  readonly query: ListQuery
  readonly found: KeyPage
}

async function results(
  { words, now }: SignedInVisit,
  holder: Holder,
  { query, found: { items, next, newestOnly } }: Results,
  { keys }: House,
): Promise<Markup> {
  const { keys: say, keyList } = words
  const { path } = holder
  const further = next === undefined ? undefined : listPath(path, { ...query, after: next })
  if (items.length === 0) {
    return html`<div class="empty stack-tight">
      <p>${further === undefined ? holder.noneSuch : keyList.noneHere}</p>
      <p>${further === undefined ? html`<a href="${listPath(path, { ...usual, show: 'all' })}">${keyList.showAll}</a>` : html`<a href="${further}">${keyList.further}</a>`}</p>
    </div>`
  }
  const latelyFor = await keys.latelyFor(items.map(({ id }) => id))
  const canRevoke = items.some(({ revokedAt }) => revokedAt === undefined)
  return html`<form class="stack" action="${path}/revoke">
      ${newestOnly ? html`<p class="soft">${keyList.newestOnly}</p>` : nothing}
      ${keyRows(words, items, { now, path, latelyFor, ...(canRevoke && { ticked: true }) })}
      ${canRevoke ? html`<div class="actions" data-tick-all="${keyList.tickAll}"><button class="quiet">${say.revokeTicked}</button></div>` : nothing}
    </form>
    ${
      further === undefined && query.after === undefined
        ? nothing
        : html`<nav class="actions" aria-label="${keyList.which}">
      ${query.after === undefined ? nothing : html`<a href="${listPath(path, { ...query, after: undefined })}">${keyList.first}</a>`}
      ${further === undefined ? nothing : html`<a href="${further}">${keyList.next}</a>`}
    </nav>`
    }`
}

function noKeys({ keys: say }: Words, { path }: Holder): Markup {
  return html`<div class="empty stack-tight">
    <p>${say.none}</p>
    <p><a href="${path}/new">${say.makeFirst}</a></p>
  </div>`
}

function done({ keys: say }: Words, what: string | null): Markup {
  if (what === 'revoked') return html`<p class="notice good" role="status">${say.oneRevoked}</p>`
  if (what === 'several-revoked') return html`<p class="notice good" role="status">${say.severalRevoked}</p>`
  return nothing
}
