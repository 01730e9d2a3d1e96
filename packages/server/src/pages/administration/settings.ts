/** What the server was started with, and where each value came from: to be read, not changed. Secrets are not shown. */
import type { Words } from '../catalogue/index.ts'
import { html, type Markup } from '../layout/markup.ts'
import type { Handler, SignedInVisit } from '../visit.ts'
import { administrationPage } from './frame.ts'
import type { EffectiveSetting } from './operation.ts'

/** `GET /admin/settings` */
export const settingsPage: Handler<SignedInVisit> = (visit, { operation }) => {
  const { words } = visit
  const say = words.administrationSettings
  const main = html`<div class="stack-wide">
    <div class="stack"><h1>${say.title}</h1><p class="lead">${say.lead}</p></div>
    <ul class="ledger">${operation.settings.map(setting => settingRow(words, setting))}</ul>
  </div>`
  return administrationPage(visit, { title: say.title, main })
}

function settingRow(
  { administrationSettings: say }: Words,
  { name, value, source }: EffectiveSetting,
): Markup {
  const isSet = source !== 'default'
  return html`<li>
    <strong><code>${name}</code></strong>
    <span>${shown(value, say)}</span>
    <span class="soft">${isSet ? html`<code>${source}</code>` : say.byDefault}</span>
  </li>`
}

function shown(value: EffectiveSetting['value'], say: Words['administrationSettings']): Markup {
  if (value === undefined) return html`<em>${say.redacted}</em>`
  return value === '' ? html`<span class="soft">${say.none}</span>` : html`<code>${value}</code>`
}
