/** The one page that shows a key: rendered from the POST, never stored, with what each client wants to be told. */
import type { Secret } from '@latchkey/protocol'
import type { Key } from '../../keys/index.ts'
import { page } from '../answers.ts'
import { clientSetups } from '../clients/index.ts'
import { command } from '../layout/command.ts'
import { html, nothing } from '../layout/markup.ts'
import { onDay } from '../layout/time.ts'
import type { SignedInVisit } from '../visit.ts'
import type { Holder } from './holder.ts'
import { sentence } from './words.ts'

export function keyMade(
  visit: SignedInVisit,
  holder: Holder,
  { key, token }: { readonly key: Key; readonly token: Secret },
  origin: string,
): Promise<Response> {
  const { words } = visit
  const say = words.keyMade
  const title = say.title(key.name)
  const setups = clientSetups(words, key.caveats, { origin, token: token.expose() })
  const main = html`<div class="stack-wide">
    <div class="stack">
      <p class="eyebrow"><a href="${holder.path}">${holder.title}</a></p>
      <h1>${title}</h1>
      <p class="notice">${say.copyNow}</p>
      ${command(words, token.expose(), say.theKey, 'secret')}
      <p>${sentence(words, key.caveats)} ${key.expiresAt === undefined ? say.neverExpires : words.keyForm.expiresOn(onDay(words, key.expiresAt))}</p>
    </div>
    ${
      setups.length === 0
        ? nothing
        : html`<section class="stack" aria-labelledby="use">
      <h2 id="use">${say.use}</h2>
      <ul class="doings">${setups.map(
        (setup, index) => html`<li><details ${index === 0 ? html`open` : nothing}>
          <summary><strong>${setup.title}</strong></summary>
          <div class="stack-tight">${setup.steps.map(step => html`<p class="soft">${step.say}</p>${command(words, step.text, step.what)}`)}</div>
        </details></li>`,
      )}</ul>
    </section>`
    }
    <div class="actions">
      <a class="button" href="${holder.path}">${say.copied}</a>
      <a href="${holder.path}/new">${say.another}</a>
    </div>
  </div>`
  const current = holder.current && { current: holder.current }
  return page(visit, { title, main, ...current })
}
