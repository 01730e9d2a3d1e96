/** "What does this token allow?": a token that is pasted here is read in the browser, and sent nowhere. */
import { page } from '../answers.ts'
import { type BrowserEntry, browserModule } from '../browser-modules.ts'
import type { Words } from '../catalogue/index.ts'
import { command } from '../layout/command.ts'
import { html, type Markup } from '../layout/markup.ts'
import type { Handler } from '../visit.ts'

/** What a script says, by language; English for those that have none of their own. */
const wordsOf: Readonly<Record<string, BrowserEntry>> = { en: 'words.en', de: 'words.de' }

/** `GET /token` */
export const tokenPage: Handler = visit => {
  const { words } = visit
  const say = words.inspector
  const main = html`<div class="stack-wide">
    <div class="stack">
      <h1>${say.title}</h1>
      <p class="lead">${say.lead}</p>
      <p class="notice" data-without-script>${say.withoutScript}</p>
    </div>
    ${inspector(words)}
    <section class="stack-tight">
      <p class="small soft">${say.terminal}</p>
      ${command(words, 'latchkey token inspect', say.theCommand)}
    </section>
  </div>`
  return page(visit, { title: say.title, main, script: browserModule('inspect-token') })
}

/** The field has no name and stands in no form, so that nothing can send what is in it. */
function inspector(words: Words): Markup {
  const { inspector: say, language, locale, time } = words
  const module = browserModule(wordsOf[language] ?? 'words.en')
  return html`<div class="stack-wide" data-inspector lang="${locale}" data-just-now="${time.justNow}" hidden>
    <link rel="modulepreload" href="${module}">
    <div class="field">
      <label for="token">${say.label}</label>
      <p class="hint" id="token-hint">${say.hint}</p>
      <textarea id="token" class="token" rows="4" autocomplete="off" autocapitalize="none" autocorrect="off"
        spellcheck="false" aria-describedby="token-hint"></textarea>
    </div>
    <div aria-live="polite" class="stack-wide">
      <p class="notice bad" data-problem hidden></p>
      <section class="panel stack token-told" data-told hidden>
        <h2 id="told-kind"></h2>
        <dl class="facts">
          <div><dt>${say.expiry}</dt><dd id="told-expiry"></dd></div>
          <div id="fact-from" class="long"><dt>${say.from}</dt><dd id="told-from"></dd></div>
          <div class="long"><dt id="told-idLabel"></dt><dd><code id="told-id"></code></dd></div>
          <div id="fact-masterKey"><dt>${say.masterKey}</dt><dd><code id="told-masterKey"></code></dd></div>
          <div><dt>${say.size}</dt><dd id="told-size"></dd></div>
        </dl>
        <div class="stack-tight">
          <h3>${say.may}</h3>
          <ul class="points-list" id="told-lines"></ul>
        </div>
        <div class="notice stack-tight" id="told-cautions"></div>
      </section>
    </div>
  </div>`
}
