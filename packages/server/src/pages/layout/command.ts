/** Something to copy: selected whole with one click, with a copy button where there is JavaScript. */
import { html, type Markup } from './markup.ts'

/** `what` names it for the button: "Copy the key". A secret is set off from the commands around it. */
export function command(text: string, what: string, kind: 'command' | 'secret' = 'command'): Markup {
  // One line on purpose: white space inside `pre` would be copied too.
  return html`<div class="command ${kind === 'secret' ? 'secret' : ''}" data-copy="${what}"><pre tabindex="0"><code>${text}</code></pre></div>`
}
