/** What a stranger sees: what this is, in one screen. */
import { command } from '../layout/command.ts'
import { html, type Markup } from '../layout/markup.ts'

export function welcome(origin: string): Markup {
  return html`<div class="stack-wide">
    <div class="hero stack">
      <h1>One login for every package registry</h1>
      <p class="lead">Latchkey stands in front of this registry. The clients you already use work unchanged, with keys
        that can do exactly what you said, for as long as you said, until you revoke them.</p>
      <div class="actions"><a class="button" href="/login">Sign in</a>
        <span class="soft">No account? Open the invitation link you were sent.</span></div>
    </div>
    <div class="points">
      <section class="stack-tight"><h2>Narrow</h2>
        <p>A key publishes one package and reads one repository, if that is all it is for.</p></section>
      <section class="stack-tight"><h2>Visible</h2>
        <p>See what each key may do, when it was last used, from where and by which client.</p></section>
      <section class="stack-tight"><h2>Revocable</h2>
        <p>One press, and the key is dead everywhere, with every token made from it.</p></section>
    </div>
    <section class="stack-tight" aria-labelledby="read">
      <h2 id="read">Only here to install?</h2>
      <p class="soft">A public repository needs no account:</p>
      ${command(`pip install --index-url ${origin}/pypi/ORGANIZATION/simple/ PACKAGE`, 'the command')}
    </section>
  </div>`
}
