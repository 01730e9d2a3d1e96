/** The usage log of a key: by day, of one action or all, a page at a time. */
import { type Action, actions, isAction } from '@latchkey/tokens'
import type { Key } from '../../keys/index.ts'
import { page, refusal } from '../answers.ts'
import type { Words } from '../catalogue/index.ts'
import { html, type Markup, nothing } from '../layout/markup.ts'
import { notFound } from '../permission.ts'
import type { Handler, SignedInVisit } from '../visit.ts'
import { chosenKeys } from './chosen.ts'
import { type HolderOf, wayBack } from './holder.ts'
import { usageTable } from './usage-table.ts'

/** `GET .../keys/:key/usage` */
export function keyUsage<V extends SignedInVisit>(holderOf: HolderOf<V>): Handler<V> {
  return async (visit, house) => {
    const holder = await holderOf(visit, house)
    const [key] = await chosenKeys(holder, visit, house)
    if (key === undefined) return refusal(visit, notFound)
    const { words, query } = visit
    const say = words.keyUsage
    const asked = query.get('action') ?? ''
    const action = isAction(asked) ? asked : undefined
    const after = query.get('after')
    const { items, next } = await house.keys.usage(key.id, {
      ...(action !== undefined && { action }),
      ...(after !== null && { after }),
    })
    const keyPath = `${holder.path}/${key.id}`
    const title = say.title(key.name)
    const main = html`<div class="stack-wide">
      <div class="stack">
        ${wayBack(holder, key)}
        <h1>${title}</h1>
        <p class="lead">${say.lead}</p>
      </div>
      ${actionChips(words, `${keyPath}/usage`, key, action)}
      ${items.length === 0 ? html`<div class="empty">${next === undefined ? say.nothing : words.keyList.noneHere}</div>` : usageTable(words, items)}
      ${
        next === undefined
          ? nothing
          : html`<p><a href="${usagePath(`${keyPath}/usage`, action, next)}">${say.earlier}</a></p>`
      }
    </div>`
    return page(visit, { title, main, ...(holder.current && { current: holder.current }) })
  }
}

/** Those that it may do; whatever else it was asked for was refused, and is among the events. */
function actionChips(words: Words, path: string, { caveats }: Key, chosen: Action | undefined): Markup {
  const rows = caveats.flatMap(caveat => (caveat.kind === 'allow' ? caveat.rows : []))
  const may = actions.filter(
    action => action === 'identify' || rows.some(row => row.actions.includes(action)),
  )
  const chip = (action: Action | undefined, label: string) =>
    html`<a href="${usagePath(path, action)}" ${action === chosen ? html`aria-current="true"` : nothing}>${label}</a>`
  return html`<nav class="chips" aria-label="${words.keyPage.action}">
    ${chip(undefined, words.keyUsage.everything)}${may.map(action => chip(action, action))}
  </nav>`
}

function usagePath(path: string, action: Action | undefined, after?: string): string {
  const asked = new URLSearchParams({ ...(action && { action }), ...(after && { after }) })
  return asked.size === 0 ? path : `${path}?${asked}`
}
