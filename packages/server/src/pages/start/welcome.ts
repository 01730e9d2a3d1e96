/** What a stranger sees: what this is, in one screen. */
import type { Words } from '../catalogue/index.ts'
import { command } from '../layout/command.ts'
import { html, type Markup, nothing } from '../layout/markup.ts'

export interface Welcomed {
  /** Nobody has an account here yet. */
  readonly isEmpty: boolean
  /** What led here: signing out, or deleting one's account. */
  readonly done: string | null
}

export function welcome(words: Words, origin: string, { isEmpty, done }: Welcomed): Markup {
  const say = words.welcome
  const install = `pip install --index-url ${origin}/pypi/ORGANIZATION/simple/ PACKAGE`
  return html`<div class="stack-wide">
    ${done === 'signed-out' || done === 'deleted' ? html`<p class="notice good" role="status">${say.done[done]}</p>` : nothing}
    <div class="first-sight">
      <div class="hero stack">
        <h1>${say.heading}</h1>
        <p class="lead">${say.lead}</p>
        ${
          isEmpty
            ? html`<p class="notice">${say.isEmpty}</p>`
            : html`<div class="actions"><a class="button" href="/login">${words.shell.signIn}</a>
          <span class="soft">${say.noAccount}</span></div>`
        }
      </div>
      <figure class="stack-tight">${terminal(origin)}<figcaption class="small soft">${say.example}</figcaption></figure>
    </div>
    <div class="points">
      ${say.points.map(
        ({ title, text }) => html`<section class="stack-tight"><h2>${title}</h2>
        <p>${text}</p></section>`,
      )}
    </div>
    <div class="stack-tight">
      <p>${say.installing}</p>
      ${command(words, install, words.clients.theCommand)}
    </div>
  </div>`
}

/** What the command line really says, as its own transcripts have it. One line of source is one line that is seen. */
function terminal(origin: string): Markup {
  const lines = [
    html`$ <b>npx latchkey login ${origin}</b>`,
    html`To log in, open this page in any browser:`,
    html`${origin}/device?user_code=WDJB-MJHT`,
    html``,
    html`$ <b>npx latchkey exec -- twine upload dist/*</b>`,
    html`latchkey: twine may publish pypi:acme/gizmo, this one file; its token ends in 15 minutes.`,
    html`Uploading gizmo-1.0.0-py3-none-any.whl`,
    html``,
    html`$ <b>twine upload gadget-1.0.0-py3-none-any.whl</b>`,
    html`403 Forbidden. This token may only publish pypi:acme/widget; it was used to publish pypi:acme/gadget.`,
  ]
  return html`<pre class="terminal" tabindex="0"><code>${lines.map((line, index) =>
    index === 0
      ? line
      : html`
${line}`,
  )}</code></pre>`
}
