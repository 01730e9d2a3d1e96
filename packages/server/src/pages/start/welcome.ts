/** What a stranger sees: what this is, in one screen. */
import type { Words } from '../catalogue/index.ts'
import { command } from '../layout/command.ts'
import { html, type Markup } from '../layout/markup.ts'

export function welcome(words: Words, origin: string): Markup {
  const say = words.welcome
  const install = `pip install --index-url ${origin}/pypi/ORGANIZATION/simple/ PACKAGE`
  return html`<div class="stack-wide">
    <div class="hero stack">
      <h1>${say.heading}</h1>
      <p class="lead">${say.lead}</p>
      <div class="actions"><a class="button" href="/login">${words.shell.signIn}</a>
        <span class="soft">${say.noAccount}</span></div>
    </div>
    <div class="points">
      ${say.points.map(
        ({ title, text }) => html`<section class="stack-tight"><h2>${title}</h2>
        <p>${text}</p></section>`,
      )}
    </div>
    <section class="stack-tight" aria-labelledby="read">
      <h2 id="read">${say.installing}</h2>
      <p class="soft">${say.publicNeedsNone}</p>
      ${command(words, install, words.clients.theCommand)}
    </section>
  </div>`
}
