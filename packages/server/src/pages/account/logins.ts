/** What a person let in: each program on each device, what it may do, and how to end it. */
import { parseScopes, type Scope } from '@latchkey/protocol'
import { refused } from '@latchkey/tokens'
import { causeOf } from '../../audit/index.ts'
import type { Login, Logins } from '../../logins/index.ts'
import { page, refusal, seeOther } from '../answers.ts'
import type { Words } from '../catalogue/index.ts'
import { scopeList } from '../consent/scope-words.ts'
import { lastUse } from '../layout/last-use.ts'
import { formTokenField } from '../layout/layout.ts'
import { html, linkTo, type Markup, nothing } from '../layout/markup.ts'
import { fromNow, onDay } from '../layout/time.ts'
import type { Handler, SignedInVisit } from '../visit.ts'

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
        ${living.length === 0 ? nothing : html`<a class="button quiet" href="/account/logins/end">${say.endAll}</a>`}</div>
      <p class="lead">${say.lead}</p>
      <p>${say.enterCode(linkTo('/device'))}</p>
      ${done(words, query.get('done'))}
    </div>
    ${
      living.length === 0
        ? html`<p class="empty">${after === null ? say.none : say.noneHere}</p>`
        : html`<ul class="entries">${living.map(login => entry(login, visit, logins))}</ul>`
    }
    ${
      over.length === 0
        ? nothing
        : html`<section class="stack" aria-labelledby="over"><h2 id="over">${say.over}</h2>
      <ul class="entries">${over.map(login => entry(login, visit, logins))}</ul></section>`
    }
    ${next === undefined ? nothing : html`<p><a href="?after=${next}">${say.earlier}</a></p>`}
  </div>`
  return page(visit, { title: say.title, main, current: '/account' })
}

/** `POST /account/logins/:login/end`: one of one's own. */
export const endLogin: Handler<SignedInVisit> = async (visit, { logins }) => {
  const id = visit.parameters['login'] ?? ''
  const ended = await logins.end(id, visit.session.account.id, causeOf(visit.allowed))
  return refused(ended) ? refusal(visit, ended) : seeOther('/account/logins?done=one')
}

/** `GET /account/logins/end`: asks once more. */
export const confirmEndingAll: Handler<SignedInVisit> = visit => {
  const say = visit.words.logins
  const main = html`<div class="panel stack">
    <h1>${say.confirmTitle}</h1>
    <p>${say.confirm}</p>
    <form method="post" action="/account/logins/end">${formTokenField(visit.session.formToken)}
      <div class="actions"><button class="danger">${say.endAll}</button> <a href="/account/logins">${say.keepThem}</a></div>
    </form>
  </div>`
  return page(visit, { title: say.confirmTitle, main, narrow: true, current: '/account' })
}

/** `POST /account/logins/end` */
export const endAllLogins: Handler<SignedInVisit> = async (visit, { logins }) => {
  await logins.endAll(visit.session.account.id, causeOf(visit.allowed))
  return seeOther('/account/logins?done=all')
}

function entry(login: Login, { session, now, words }: SignedInVisit, logins: Logins): Markup {
  const say = words.logins
  const { id, client, deviceName, createdAt, lastUsed, endedAt } = login
  const name = loginInWords(words, login)
  const title = deviceName ?? client.name
  const ends = logins.endsAt(login)
  const isOver = !isLiving(login, now, logins)
  return html`<li class="${isOver ? 'over' : ''}">
    <div class="heading">
      <div>${isOver ? html`<h3>${title}</h3>` : html`<h2>${title}</h2>`}${deviceName === undefined ? nothing : html`<p class="small soft">${client.name}</p>`}</div>
      ${
        isOver
          ? html`<span class="badge ${login.endedBecause === 'stolen' ? 'bad' : ''}">${say.why[login.endedBecause ?? 'unused']}</span>`
          : html`<form method="post" action="/account/logins/${id}/end">${formTokenField(session.formToken)}
        <button class="quiet" aria-label="${say.endOf(name)}">${say.end}</button></form>`
      }
    </div>
    <dl class="facts">
      ${isOver ? nothing : html`<div class="wide"><dt>${say.mayDo}</dt><dd>${scopeList(words, scopesIn(login))}</dd></div>`}
      <div><dt>${say.letIn}</dt><dd>${onDay(words, createdAt)}</dd></div>
      ${isOver ? nothing : html`<div><dt>${say.ends}</dt><dd>${ends < login.expiresAt ? say.endsUnlessUsed(fromNow(words, ends, now)) : fromNow(words, ends, now)}</dd></div>`}
      ${endedAt === undefined ? nothing : html`<div><dt>${say.ended}</dt><dd>${fromNow(words, endedAt, now)}</dd></div>`}
      <div class="long"><dt>${say.lastUsed}</dt><dd>${lastUse(words, lastUsed, now)}</dd></div>
    </dl>
  </li>`
}

function isLiving(login: Login, now: number, { endsAt }: Pick<Logins, 'endsAt'>): boolean {
  return login.endedAt === undefined && endsAt(login) > now
}

/** `latchkey on build-7`: what a login is called where keys have a name. */
export function loginInWords(
  { logins }: Words,
  { client, deviceName }: Pick<Login, 'client' | 'deviceName'>,
): string {
  return deviceName === undefined ? client.name : logins.name(client.name, deviceName)
}

/** Read as they were written. */
function scopesIn({ scope }: Login): readonly Scope[] {
  const scopes = parseScopes(scope)
  return refused(scopes) ? [] : scopes
}

function done({ logins: say }: Words, what: string | null): Markup {
  if (what === 'one') return html`<p class="notice good" role="status">${say.oneDone}</p>`
  if (what === 'all') return html`<p class="notice good" role="status">${say.allDone}</p>`
  return nothing
}
