/** The frame around every page: masthead, main, footer. */
import { mark, script, style } from '../assets.ts'
import { languages, type Words } from '../catalogue/index.ts'
import { html, type Markup, nothing } from './markup.ts'

export interface Frame {
  /** Names the page in the tab: "Keys". */
  readonly title: string
  readonly main: Markup
  /** The entry of the navigation that this page belongs to. */
  readonly current?: '/' | '/account' | '/account/keys' | '/account/logins' | '/account/events'
  /** One column for one form. */
  readonly narrow?: boolean
}

/** Who looks at the page. */
export interface Viewer {
  readonly words: Words
  /** Who is signed in, with the form token that signing out takes. */
  readonly person: { readonly username: string; readonly formToken: string } | undefined
  /** Where the same page is shown again in another language; nowhere where a form led to it. */
  readonly here: string | undefined
}

export function layout({ title, main, current, narrow }: Frame, { words, person, here }: Viewer): Markup {
  const { shell, language } = words
  const entry = (path: Frame['current'], label: string) =>
    html`<a href="${path}" ${path === current ? html`aria-current="page"` : ''}>${label}</a>`
  return html`<!doctype html>
<html lang="${language}">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta name="color-scheme" content="light dark">
  <title>${title} · Latchkey</title>
  <link rel="icon" type="image/svg+xml" href="${mark.path}">
  <link rel="stylesheet" href="${style.path}">
  <script src="${script.path}" defer></script>
</head>
<body>
  <a class="skip" href="#main">${shell.skip}</a>
  <header class="masthead"><div>
    <a class="brand" href="/"><img src="${mark.path}" alt="" width="32" height="32">Latchkey</a>
    ${
      person === undefined
        ? html`<div class="person"><a href="/login">${shell.signIn}</a></div>`
        : html`<nav aria-label="${shell.navigation}">${entry('/', shell.home)} ${entry('/account/keys', shell.keys)}
      ${entry('/account/logins', shell.logins)} ${entry('/account/events', shell.events)}</nav>
    <div class="person">${entry('/account', person.username)}
      <form method="post" action="/logout">${formTokenField(person.formToken)}
        <button class="link">${shell.signOut}</button></form></div>`
    }
  </div></header>
  <main id="main" tabindex="-1" ${narrow ? html`class="narrow"` : nothing}>
    ${main}
  </main>
  <footer><p>${shell.motto}</p> ${here === undefined ? nothing : languageSwitch(words, here)}</footer>
</body>
</html>`
}

/** A form and no links: what it does stays, so it is not done by looking. */
function languageSwitch({ shell, language }: Words, here: string): Markup {
  return html`<form class="languages" method="post" action="/language" aria-label="${shell.language}">
    <input type="hidden" name="here" value="${here}">
    ${languages.map(each =>
      each.language === language
        ? html`<span aria-current="true">${each.name}</span>`
        : html`<button class="link" name="language" value="${each.language}" lang="${each.language}">${each.name}</button>`,
    )}
  </form>`
}

export function formTokenField(token: string): Markup {
  return html`<input type="hidden" name="form_token" value="${token}">`
}
