/** The frame around every page: masthead, main, footer. */
import { mark, script, style } from '../assets.ts'
import { languages, type Words } from '../catalogue/index.ts'
import { accountSections } from './account-sections.ts'
import { html, type Markup, nothing } from './markup.ts'
import { type Sections, sectionBar } from './sections.ts'

export interface Frame {
  /** Names the page in the tab: "Keys". */
  readonly title: string
  readonly main: Markup
  /** The entry of the navigation that this page belongs to. */
  readonly current?: '/' | '/account' | '/account/keys' | '/admin'
  /** The pages that belong together with this one; those of an account and of an organization come by themselves. */
  readonly sections?: Sections
  /** Where a module is that this page alone loads. */
  readonly script?: string
  /** What stands above every page until it is done. */
  readonly banner?: Markup
  /** One column for one form. */
  readonly narrow?: boolean
}

/** Who looks at the page. */
export interface Viewer {
  readonly words: Words
  /** Who is signed in, with the form token that signing out takes. */
  readonly person:
    | { readonly username: string; readonly administrator: boolean; readonly formToken: string }
    | undefined
  /** Where the same page is shown again in another language; nowhere where a form led to it. */
  readonly here: string | undefined
  readonly path: string
}

export function layout(frame: Frame, { words, person, here, path }: Viewer): Markup {
  const { title, main, current, narrow, banner } = frame
  const { shell, language } = words
  const sections = frame.sections ?? (current === '/account' ? accountSections(words) : undefined)
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
  ${frame.script === undefined ? nothing : html`<script type="module" src="${frame.script}"></script>`}
</head>
<body>
  <a class="skip" href="#main">${shell.skip}</a>
  <header class="masthead"><div>
    <a class="brand" href="/"><img src="${mark.path}" alt="" width="32" height="32">Latchkey</a>
    ${
      person === undefined
        ? html`<div class="person"><a href="/login">${shell.signIn}</a></div>`
        : html`<nav aria-label="${shell.navigation}">${entry('/', shell.home)} ${entry('/account/keys', shell.keys)}
      ${person.administrator ? entry('/admin', shell.administration) : nothing}</nav>
    <div class="person">${entry('/account', person.username)}
      <form method="post" action="/logout">${formTokenField(person.formToken)}
        <button class="link">${shell.signOut}</button></form></div>`
    }
  </div></header>
  ${sections === undefined ? nothing : sectionBar(sections, path)}
  ${banner ?? nothing}
  <main id="main" tabindex="-1" ${narrow ? html`class="narrow"` : nothing}>
    ${main}
  </main>
  <footer><p>${shell.motto}</p> <a href="/token">${words.inspector.title}</a> ${here === undefined ? nothing : languageSwitch(words, here)}</footer>
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
