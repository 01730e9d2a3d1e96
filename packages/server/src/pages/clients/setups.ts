/** How clients are set up, one below the other: what to do, and what to copy for it. */
import type { Words } from '../catalogue/index.ts'
import { command } from '../layout/command.ts'
import { html, type Markup, nothing } from '../layout/markup.ts'
import type { ClientSetup } from './client-setup.ts'

export function setups(words: Words, all: readonly ClientSetup[]): Markup {
  return html`${all.map(
    setup => html`<div class="stack-tight">
      <h3>${setup.title}</h3>
      ${steps(words, setup)}
    </div>`,
  )}`
}

/** The first of them; the others open when they are asked for. */
export function firstOfSetups(words: Words, [first, ...others]: readonly ClientSetup[]): Markup {
  return html`${first === undefined ? nothing : setups(words, [first])}
  ${others.map(
    setup => html`<details><summary>${setup.title}</summary>
      <div class="stack-tight">${steps(words, setup)}</div></details>`,
  )}`
}

function steps(words: Words, setup: ClientSetup): readonly Markup[] {
  return setup.steps.map(
    ({ say, text, what }) => html`<p class="small soft">${say}</p>${command(words, text, what)}`,
  )
}
