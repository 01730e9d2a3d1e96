/** One's own account at a glance: what needs attention first, then what it is, how it is signed in to, and who has access. */
import { page } from '../answers.ts'
import { languages, type Words } from '../catalogue/index.ts'
import { select } from '../layout/field.ts'
import { html, linkTo, type Markup, nothing } from '../layout/markup.ts'
import type { Handler, SignedInVisit } from '../visit.ts'

/** `GET /account` */
export const accountPage: Handler<SignedInVisit> = async (visit, { emails }) => {
  const { words, query, session } = visit
  const say = words.account
  const { id, username } = session.account
  const main = html`<div class="stack-wide">
    <div class="stack">
      <h1>${username}</h1>
      ${done(words, query.get('done'))}
      ${attention(visit)}
    </div>
    ${profile(visit, await emails.waitingFor(id))}
    ${signingIn(visit)}
    <section class="panel settings" aria-labelledby="access">
      <h2 id="access">${say.access}</h2>
      ${row(say.browsers, say.browsersTold, way(words, say.look, say.browsers, '/account/sessions'))}
      ${row(say.logins, say.loginsTold, way(words, say.look, say.logins, '/account/logins'))}
      ${row(say.keys, say.keysTold, way(words, say.look, say.keys, '/account/keys'))}
      ${row(say.events, say.eventsTold, way(words, say.look, say.events, '/account/events'))}
    </section>
    <section class="panel settings" aria-labelledby="leaving">
      <h2 id="leaving">${say.leaving}</h2>
      ${row(say.all, say.leavingTold, way(words, say.delete, say.all, '/account/delete'))}
    </section>
  </div>`
  return page(visit, { title: say.title, main, current: '/account' })
}

/** What makes the account weaker than it has to be. */
function attention({ session, words: { account: say } }: SignedInVisit): Markup {
  const { account, secondFactor } = session
  if (account.emailVerified && secondFactor.active) return nothing
  return html`<div class="notice stack-tight">
    ${account.emailVerified ? nothing : html`<p>${say.unverifiedTold(account.email, linkTo('/account/email'))}</p>`}
    ${secondFactor.active ? nothing : html`<p>${say.secondFactorAdvised(linkTo('/account/second-factor'))}</p>`}
  </div>`
}

function profile({ session, words }: SignedInVisit, waiting: string | undefined): Markup {
  const say = words.account
  const { username, email, emailVerified } = session.account
  const state = emailVerified
    ? html`<span class="badge good">${say.verified}</span>`
    : html`<span class="badge warm">${say.unverified}</span>`
  const address = html`${email} ${state}${waiting === undefined || waiting === email ? nothing : html`<br><span class="small soft">${say.waitingFor(waiting)}</span>`}`
  return html`<section class="panel settings" aria-labelledby="profile">
    <h2 id="profile">${say.profile}</h2>
    ${row(say.username, html`${username}<br><span class="small soft">${say.usernameStays}</span>`)}
    ${row(say.email, address, way(words, say.change, say.email, '/account/email'))}
    <form class="setting" method="post" action="/language">
      <input type="hidden" name="here" value="/account?done=language">
      ${select({
        name: 'language',
        label: say.language,
        choices: languages.map(({ language, name }) => ({ value: language, label: name })),
        value: words.language,
        hint: say.languageHint,
      })}
      <button class="quiet">${say.useLanguage}</button>
    </form>
  </section>`
}

function signingIn({ session: { secondFactor }, words }: SignedInVisit): Markup {
  const { account: say } = words
  const [told, todo] = secondFactor.active
    ? [say.secondFactorActive, say.manage]
    : [say.secondFactorMissing, say.add]
  return html`<section class="panel settings" aria-labelledby="signing-in">
    <h2 id="signing-in">${say.signingIn}</h2>
    ${row(say.password, say.passwordTold, way(words, say.change, say.password, '/account/password'))}
    ${row(say.secondFactor, told, way(words, todo, say.secondFactor, '/account/second-factor'))}
    ${row(say.passkeys, say.passkeysTold, way(words, say.manage, say.passkeys, '/account/passkeys'))}
  </section>`
}

function row(label: string, value: string | Markup, action: Markup = nothing): Markup {
  return html`<div class="setting"><h3>${label}</h3><p>${value}</p>${action}</div>`
}

/** Named for who hears it without what stands beside it. */
function way({ account: say }: Words, does: string, what: string, path: string): Markup {
  return html`<a class="button quiet" href="${path}" aria-label="${say.way(does, what)}">${does}</a>`
}

function done({ account: say }: Words, what: string | null): Markup {
  const told = { password: say.passwordDone, email: say.emailDone, language: say.languageDone }
  return what === 'password' || what === 'email' || what === 'language'
    ? html`<p class="notice good" role="status">${told[what]}</p>`
    : nothing
}
