/** What a person let in: each program on each device, what it may do, and how to end it. */
import { parseScopes, type Scope } from '@latchkey/protocol'
import { refused } from '@latchkey/tokens'
import { causeOf } from '../../audit/index.ts'
import { type Login, type Logins, loginName } from '../../logins/index.ts'
import { page, refusal, seeOther } from '../answers.ts'
import { scopeList } from '../consent/scope-words.ts'
import { lastUse } from '../layout/last-use.ts'
import { formTokenField } from '../layout/layout.ts'
import { html, type Markup, nothing } from '../layout/markup.ts'
import { fromNow, onDay } from '../layout/time.ts'
import type { Handler, SignedInVisit } from '../visit.ts'

const shown = 50

/** `GET /account/logins` */
export const listLogins: Handler<SignedInVisit> = async (visit, { logins }) => {
  const { session, now, query } = visit
  const after = query.get('after')
  const { items, next } = await logins.list(session.account.id, {
    limit: shown,
    ...(after !== null && { after }),
  })
  const living = items.filter(login => isLiving(login, now, logins))
  const over = items.filter(login => !isLiving(login, now, logins))
  const main = html`<div class="stack-wide">
    <div class="stack">
      <div class="heading"><h1>My logins</h1>
        ${living.length === 0 ? nothing : html`<a class="button quiet" href="/account/logins/end">End all of them</a>`}</div>
      <p class="lead">Every program that you let into your account, on each device. Ending one ends everything that was made
        from it, at once.</p>
      <p>A program shows you a code? <a href="/device">Enter it</a>.</p>
      ${done(query.get('done'))}
    </div>
    ${
      living.length === 0
        ? html`<p class="empty">No program is let in${after === null ? '' : ' among these'}. Start to log in at the program itself:
          it opens this server, or shows you a code.</p>`
        : html`<ul class="entries">${living.map(login => entry(login, visit, logins))}</ul>`
    }
    ${
      over.length === 0
        ? nothing
        : html`<section class="stack" aria-labelledby="over"><h2 id="over">Over</h2>
      <ul class="entries">${over.map(login => entry(login, visit, logins))}</ul></section>`
    }
    ${next === undefined ? nothing : html`<p><a href="?after=${next}">Show earlier ones</a></p>`}
  </div>`
  return page(visit, { title: 'My logins', main, current: '/account/logins' })
}

/** `POST /account/logins/:login/end`: one of one's own. */
export const endLogin: Handler<SignedInVisit> = async (visit, { logins }) => {
  const id = visit.parameters['login'] ?? ''
  const ended = await logins.end(id, visit.session.account.id, causeOf(visit.allowed))
  return refused(ended) ? refusal(visit, ended) : seeOther('/account/logins?done=one')
}

/** `GET /account/logins/end`: asks once more. */
export const confirmEndingAll: Handler<SignedInVisit> = visit => {
  const main = html`<div class="panel stack">
    <h1>End all your logins?</h1>
    <p>Every program on every device has to log in again. Your keys and browsers stay as they are.</p>
    <form method="post" action="/account/logins/end">${formTokenField(visit.session.formToken)}
      <div class="actions"><button class="danger">End all of them</button> <a href="/account/logins">Keep them</a></div>
    </form>
  </div>`
  return page(visit, { title: 'End all your logins?', main, narrow: true, current: '/account/logins' })
}

/** `POST /account/logins/end` */
export const endAllLogins: Handler<SignedInVisit> = async (visit, { logins }) => {
  await logins.endAll(visit.session.account.id, causeOf(visit.allowed))
  return seeOther('/account/logins?done=all')
}

function entry(login: Login, { session, now }: SignedInVisit, logins: Logins): Markup {
  const { id, client, deviceName, createdAt, lastUsed, endedAt } = login
  const name = loginName(login)
  const ends = logins.endsAt(login)
  const isOver = !isLiving(login, now, logins)
  return html`<li class="${isOver ? 'over' : ''}">
    <div class="heading">
      <div><h3>${deviceName ?? client.name}</h3>${deviceName === undefined ? nothing : html`<p class="small soft">${client.name}</p>`}</div>
      ${
        isOver
          ? html`<span class="badge ${login.endedBecause === 'stolen' ? 'bad' : ''}">${whyOver(login)}</span>`
          : html`<form method="post" action="/account/logins/${id}/end">${formTokenField(session.formToken)}
        <button class="quiet" aria-label="End ${name}">End it</button></form>`
      }
    </div>
    <dl class="facts">
      ${isOver ? nothing : html`<div class="wide"><dt>May do</dt><dd>${scopeList(scopesIn(login))}</dd></div>`}
      <div><dt>Let in</dt><dd>${onDay(createdAt)}</dd></div>
      ${isOver ? nothing : html`<div><dt>Ends</dt><dd>${fromNow(ends, now)}${ends < login.expiresAt ? ', unless it is used' : ''}</dd></div>`}
      ${endedAt === undefined ? nothing : html`<div><dt>Ended</dt><dd>${fromNow(endedAt, now)}</dd></div>`}
      <div><dt>Last used</dt><dd>${lastUse(lastUsed, now)}</dd></div>
    </dl>
  </li>`
}

function isLiving(login: Login, now: number, { endsAt }: Pick<Logins, 'endsAt'>): boolean {
  return login.endedAt === undefined && endsAt(login) > now
}

function whyOver({ endedBecause }: Login): string {
  switch (endedBecause) {
    case undefined:
      return 'over: not used for long'
    case 'stolen':
      return 'ended: a copy of it was used'
    case 'restored':
      return 'ended: the server was restored'
    case 'withdrawn':
      return 'ended: its master key was withdrawn'
    case 'ended':
      return 'ended'
  }
}

/** Read as they were written. */
function scopesIn({ scope }: Login): readonly Scope[] {
  const scopes = parseScopes(scope)
  return refused(scopes) ? [] : scopes
}

function done(what: string | null): Markup {
  if (what === 'one') return html`<p class="notice good" role="status">That login is ended.</p>`
  if (what === 'all') return html`<p class="notice good" role="status">All your logins are ended.</p>`
  return nothing
}
