/** What is answered where a page could not be made: in a frame of its own, which asks no room and knows no session. */

import type { Refusal } from '@latchkey/tokens'
import { statusOf } from '../http/index.ts'
import { retryAfter } from './answers.ts'
import { mark, style } from './assets.ts'
import type { Words } from './catalogue/index.ts'
import { html, type Markup, nothing } from './layout/markup.ts'
import { translated } from './layout/problems.ts'

export interface Failed {
  readonly words: Words
  /** What was asked for, where asking again does no more than look. */
  readonly again: string | undefined
}

/** 500: a bug of ours. `id` is what the log has it under. */
export function brokenPage({ words, again }: Failed, id: string): Response {
  const say = words.failures.broken
  const main = html`<h1>${say.title}</h1>
    <p class="lead">${say.lead}</p>
    <p>${say.number} <code>${id}</code></p>
    <p>${say.next}</p>`
  return answer(words, { status: 500, title: say.title, main, again, unsure: true })
}

/** 503 or 507: what passes by itself, or when somebody looks after the machine. */
export function unavailablePage({ words, again }: Failed, refusal: Refusal): Response {
  const { title, database, readOnly, noRoom } = words.failures.unavailable
  // Other rooms are busy with other things, and this sentence is about the database.
  const known = { busy: database, read_only: readOnly, no_room: noRoom }
  const { message, next } = known[refusal.code as keyof typeof known] ?? translated(words, refusal)
  const main = html`<h1>${title}</h1>
    <p class="lead">${message}</p>
    <p>${next}</p>`
  const unsure = refusal.code === 'busy'
  return answer(words, {
    ...{ status: statusOf(refusal), title, main, again, unsure, headers: retryAfter(refusal) },
  })
}

interface Answer {
  readonly status: number
  readonly title: string
  readonly main: Markup
  readonly again: string | undefined
  /** Whether what was sent may have been done. */
  readonly unsure: boolean
  readonly headers?: Readonly<Record<string, string>>
}

function answer(
  { language, answers, failures }: Words,
  { status, title, main, again, unsure, headers }: Answer,
): Response {
  const page = html`<!doctype html>
<html lang="${language}">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta name="color-scheme" content="light dark">
  <title>${title} · Latchkey</title>
  <link rel="icon" type="image/svg+xml" href="${mark.path}">
  <link rel="stylesheet" href="${style.path}">
</head>
<body>
  <header class="masthead"><div>
    <a class="brand" href="/"><img src="${mark.path}" alt="" width="32" height="32">Latchkey</a>
  </div></header>
  <main class="narrow stack">
    ${main}
    ${again === undefined && unsure ? html`<p class="notice">${failures.unsure}</p>` : nothing}
    <div class="actions">
      ${again === undefined ? nothing : html`<a class="button" href="${again}">${failures.again}</a>`}
      <a href="/">${answers.toStart}</a>
    </div>
  </main>
</body>
</html>`
  return new Response(page.toString(), {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-language': language,
      vary: 'Accept-Language, Cookie',
      'cache-control': 'no-store',
      ...headers,
    },
  })
}
