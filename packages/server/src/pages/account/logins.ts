/** What a person let in: each program on each device, what it may do, and the ways to end it. */
import type { Login } from '../../logins/index.ts'
import { page } from '../answers.ts'
import type { Words } from '../catalogue/index.ts'
import { html, linkTo, type Markup, nothing } from '../layout/markup.ts'
import type { Handler, SignedInVisit } from '../visit.ts'
import { isLiving, type LoginRows, loginRows } from './login-rows.ts'

const shown = 50

/** `GET /account/logins` */
export const listLogins: Handler<SignedInVisit> = async (visit, { logins }) => {
  const { session, now, query, words } = visit
  const say = words.logins
  const after = query.get('after')
  const { items, next } = await logins.list(session.account.id, {
    limit: shown,
    ...(after !== null && { after }),
  })
  const living = items.filter(login => isLiving(login, now, logins))
  const over = items.filter(login => !isLiving(login, now, logins))
  const main = html`<div class="stack-wide">
    <div class="stack">
      <div class="heading"><h1>${say.title}</h1>
        <a class="button" href="/device">${say.enterCode}</a></div>
      <p class="lead">${say.lead}</p>
      <p>${say.notBrowsers(linkTo('/account/sessions'))}</p>
      ${done(words, query.get('done'))}
    </div>
    ${
      living.length === 0
        ? html`<p class="empty">${after === null ? say.none : say.noneHere}</p>`
        : toEnd(words, living, { now, logins })
    }
    ${
      over.length === 0
        ? nothing
        : html`<section class="stack" aria-labelledby="over"><h2 id="over">${say.over}</h2>${loginRows(words, over, { now, logins })}</section>`
    }
    ${next === undefined ? nothing : html`<p><a href="?after=${next}">${say.earlier}</a></p>`}
  </div>`
  return page(visit, { title: say.title, main, current: '/account' })
}

function toEnd(words: Words, living: readonly Login[], rows: LoginRows): Markup {
  const say = words.logins
  return html`<form class="stack" action="/account/logins/end">
    ${loginRows(words, living, { ...rows, ticked: true })}
    <div class="actions" data-tick-all="${words.keyList.tickAll}"><button class="quiet">${say.endTicked}</button>
      <a href="/account/logins/end?all=yes">${say.endAll}</a></div>
  </form>`
}

function done({ logins: say }: Words, what: string | null): Markup {
  if (what === 'nothing') return html`<p class="notice" role="status">${say.tickFirst}</p>`
  const said = { one: say.oneDone, several: say.severalDone, all: say.allDone }[what ?? '']
  return said === undefined ? nothing : html`<p class="notice good" role="status">${said}</p>`
}
