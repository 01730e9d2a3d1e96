/** Something to copy: selected whole with one click, with a copy button where there is JavaScript. */
import type { Words } from '../catalogue/index.ts'
import { html, type Markup } from './markup.ts'

/** `what` names it for the button: "the key". A secret is set off from the commands around it. */
export function command(
  { copying }: Words,
  text: string,
  what: string,
  kind: 'command' | 'secret' = 'command',
): Markup {
  const { copy, copied, failed, copyOf, copiedOf, failedOf } = copying
  const said = html`data-copy="${copy}" data-copied="${copied}" data-failed="${failed}"`
  const named = html`data-copy-name="${copyOf(what)}" data-copied-name="${copiedOf(what)}" data-failed-name="${failedOf(what)}"`
  // One line on purpose: white space inside `pre` would be copied too.
  return html`<div class="command ${kind === 'secret' ? 'secret' : ''}" ${said} ${named}><pre tabindex="0"><code>${withWholeOptions(text)}</code></pre></div>`
}

/** An option is not torn at its hyphens: where it does not fit it goes to the next line, as a word does. */
function withWholeOptions(text: string): readonly (string | Markup)[] {
  const parts = text.split(/(?<=\s)(--[\w-]*)/)
  return parts.map((part, index) => (index % 2 === 1 ? html`<span>${part}</span>` : part))
}
