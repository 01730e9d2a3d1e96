/** The browsers that are signed in to one's account: this one, and the others, ended one by one or all at once. */
import { isSignedIn, type Session, sessionEndsAt } from '../../accounts/index.ts'
import { page, seeOther } from '../answers.ts'
import type { Words } from '../catalogue/index.ts'
import { browserName } from '../layout/browser-name.ts'
import { formTokenField } from '../layout/layout.ts'
import { html, linkTo, type Markup, nothing } from '../layout/markup.ts'
import { fromNow } from '../layout/time.ts'
import { sessionCookie } from '../session-cookie.ts'
import { type Handler, originOf, type SignedInVisit } from '../visit.ts'

/** `GET /account/sessions` */
export const listSessions: Handler<SignedInVisit> = async (visit, { sessions }) => {
  const { session, query, words } = visit
  const say = words.sessions
  const all = await sessions.list(session.account.id)
  const others = all.filter(({ idHash }) => idHash !== session.idHash)
  const main = html`<div class="stack-wide">
    <div class="stack">
      <h1>${say.title}</h1>
      <p class="lead">${say.lead}</p>
      <p>${say.notLogins(linkTo('/account/logins'))}</p>
      ${done(words, query.get('done'))}
    </div>
    <section class="stack" aria-labelledby="here">
      <h2 id="here">${say.here}</h2>
      <ul class="entries">${entry(session, visit)}</ul>
    </section>
    <section class="stack" aria-labelledby="others">
      <h2 id="others">${say.others}</h2>
      ${others.length === 0 ? html`<p class="empty">${say.noOthers}</p>` : html`<ul class="entries">${others.map(each => entry(each, visit))}</ul>${afterOthers(visit, others.length)}`}
    </section>
  </div>`
  return page(visit, { title: say.title, main, current: '/account' })
}

/** `POST /account/sessions/:session/end`: one of one's own. */
export const endSession: Handler<SignedInVisit> = async (visit, { sessions, origin }) => {
  const all = await sessions.list(visit.session.account.id)
  const chosen = all.find(({ idHash }) => idHash === visit.parameters['session'])
  if (chosen !== undefined) await sessions.end(chosen, originOf(visit))
  return chosen?.idHash === visit.session.idHash
    ? seeOther('/?done=signed-out', { 'set-cookie': sessionCookie(origin).clear() })
    : seeOther('/account/sessions?done=one')
}

/** `POST /account/sessions/end`: all but this one. */
export const endOtherSessions: Handler<SignedInVisit> = async (visit, { sessions }) => {
  await sessions.endOthers(visit.session, originOf(visit))
  return seeOther('/account/sessions?done=others')
}

function entry(each: Session, { session, now, words }: SignedInVisit): Markup {
  const say = words.sessions
  const { idHash, userAgent, address, createdAt, lastSeenAt } = each
  const name = browserName(words, userAgent)
  const isThis = idHash === session.idHash
  const { at, unlessUsed } = sessionEndsAt(each)
  const ends = fromNow(words, at, now)
  return html`<li>
    <div class="heading">
      <div><h3>${name} ${isSignedIn(each) ? nothing : html`<span class="badge warm">${say.waitsForCode}</span>`}</h3>
        <p class="small soft">${say.from(address)}</p></div>
      <form class="ways" method="post" action="/account/sessions/${idHash}/end">${formTokenField(session.formToken)}
        <button class="quiet" aria-label="${isThis ? say.signOutHere : say.signOutOf(name)}">${isThis ? say.signOutHere : say.signOut}</button></form>
    </div>
    <dl class="facts">
      <div><dt>${say.lastSeen}</dt><dd>${fromNow(words, isThis ? now : lastSeenAt, now)}</dd></div>
      <div><dt>${say.signedIn}</dt><dd>${fromNow(words, createdAt, now)}</dd></div>
      <div class="long"><dt>${say.ends}</dt><dd>${unlessUsed ? say.endsUnlessUsed(ends) : ends}</dd></div>
    </dl>
  </li>`
}

function afterOthers({ session, words: { sessions: say } }: SignedInVisit, count: number): Markup {
  return html`<p>${say.unknownOne} <a href="/account/password">${say.changePassword}</a></p>
    <form method="post" action="/account/sessions/end">${formTokenField(session.formToken)}
      <div class="actions"><button class="quiet">${say.signOutOthers(count)}</button></div></form>`
}

function done({ sessions: say }: Words, what: string | null): Markup {
  if (what === 'one') return html`<p class="notice good" role="status">${say.oneDone}</p>`
  if (what === 'others') return html`<p class="notice good" role="status">${say.othersDone}</p>`
  return nothing
}
