/** The frame around every page: masthead, main, footer. */
import { mark, script, style } from '../assets.ts'
import { html, type Markup, nothing } from './markup.ts'

export interface Frame {
  /** Names the page in the tab: "Keys". */
  readonly title: string
  readonly main: Markup
  /** Who is signed in, with the form token that signing out takes. */
  readonly person?: { readonly username: string; readonly formToken: string }
  /** The entry of the navigation that this page belongs to. */
  readonly current?: '/' | '/account' | '/account/keys' | '/account/logins' | '/account/events'
  /** One column for one form. */
  readonly narrow?: boolean
}

export function layout({ title, main, person, current, narrow }: Frame): Markup {
  const entry = (path: Frame['current'], label: string) =>
    html`<a href="${path}" ${path === current ? html`aria-current="page"` : ''}>${label}</a>`
  return html`<!doctype html>
<html lang="en">
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
  <a class="skip" href="#main">Skip to the page</a>
  <header class="masthead"><div>
    <a class="brand" href="/"><img src="${mark.path}" alt="" width="32" height="32">Latchkey</a>
    ${
      person === undefined
        ? html`<div class="person"><a href="/login">Sign in</a></div>`
        : html`<nav aria-label="Main">${entry('/', 'Home')} ${entry('/account/keys', 'My keys')}
      ${entry('/account/logins', 'My logins')} ${entry('/account/events', 'My events')}</nav>
    <div class="person">${entry('/account', person.username)}
      <form method="post" action="/logout">${formTokenField(person.formToken)}
        <button class="link">Sign out</button></form></div>`
    }
  </div></header>
  <main id="main" tabindex="-1" ${narrow ? html`class="narrow"` : nothing}>
    ${main}
  </main>
  <footer>Latchkey: one login for every package registry.</footer>
</body>
</html>`
}

export function formTokenField(token: string): Markup {
  return html`<input type="hidden" name="form_token" value="${token}">`
}
