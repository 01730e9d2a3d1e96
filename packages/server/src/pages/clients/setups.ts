/** How clients are set up, one below the other: what to do, and what to copy for it. */
import type { Words } from '../catalogue/index.ts'
import { command } from '../layout/command.ts'
import { html, type Markup } from '../layout/markup.ts'
import type { ClientSetup } from './client-setup.ts'

export function setups(words: Words, all: readonly ClientSetup[]): Markup {
  return html`${all.map(
    ({ title, steps }) => html`<div class="stack-tight">
      <h3>${title}</h3>
      ${steps.map(({ say, text, what }) => html`<p class="small soft">${say}</p>${command(words, text, what)}`)}
    </div>`,
  )}`
}
