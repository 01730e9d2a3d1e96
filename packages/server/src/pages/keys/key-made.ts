/** The one page that shows a key, also one that takes another's place: rendered from the POST, never stored, with what each client wants to be told. */
import type { CreatedKey, Key, RotatedKey } from '../../keys/index.ts'
import { page } from '../answers.ts'
import type { Words } from '../catalogue/index.ts'
import { clientSetups } from '../clients/index.ts'
import { command } from '../layout/command.ts'
import { html, type Markup, nothing } from '../layout/markup.ts'
import { fromNow, onDay } from '../layout/time.ts'
import type { SignedInVisit } from '../visit.ts'
import { type Holder, wayBack } from './holder.ts'
import { sentence } from './words.ts'

export function keyMade(
  visit: SignedInVisit,
  holder: Holder,
  made: CreatedKey | RotatedKey,
  origin: string,
): Promise<Response> {
  const { words } = visit
  const { key, token } = made
  const old = 'old' in made ? made.old : undefined
  const say = words.keyMade
  const title = old === undefined ? say.title(key.name) : say.rotatedTitle(key.name)
  const setups = clientSetups(words, key.caveats, { origin, token: token.expose() })
  const main = html`<div class="stack-wide">
    <div class="stack">
      ${wayBack(holder)}
      <h1>${title}</h1>
      <p class="notice">${say.copyNow}</p>
      ${command(words, token.expose(), say.theKey, 'secret')}
      ${old === undefined ? nothing : html`<p>${endOfOld(words, old, visit.now)}</p>`}
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

function endOfOld(words: Words, { expiresAt }: Key, now: number): Markup | string {
  const { oldEnds, oldEnded } = words.keyMade
  return expiresAt !== undefined && expiresAt > now ? oldEnds(fromNow(words, expiresAt, now)) : oldEnded
}
