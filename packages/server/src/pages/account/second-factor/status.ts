/** One's own second factor: whether there is one, and what can be done about it. */
import type { SecondFactorStatus } from '../../../second-factors/index.ts'
import { page } from '../../answers.ts'
import type { Words } from '../../catalogue/index.ts'
import { formTokenField } from '../../layout/layout.ts'
import { html, type Markup, nothing } from '../../layout/markup.ts'
import { onDay } from '../../layout/time.ts'
import type { Handler, SignedInVisit } from '../../visit.ts'

/** `GET /account/second-factor` */
export const secondFactorPage: Handler<SignedInVisit> = async (visit, { secondFactors, passkeys }) => {
  const { session, query, words } = visit
  const say = words.secondFactor
  const status = await secondFactors.status(session.account.id)
  const all = await passkeys.list(session.account.id)
  const main = html`<div class="stack">
    <h1>${say.title}</h1>
    ${done(words, query.get('done'), status)}
    ${status.active ? nothing : html`<p class="lead">${say.why}</p>`}
    ${theApp(words, status, session.formToken)}
    ${thePasskeys(words, all.length)}
    ${status.active ? recoveryCodes(words, status, session.formToken) : html`<p class="small soft">${say.afterwards}</p>`}
  </div>`
  return page(visit, { title: say.title, main, narrow: true, current: '/account' })
}

function done({ secondFactor: say }: Words, what: string | null, { active }: SecondFactorStatus): Markup {
  const removed = active ? say.appRemoved : say.removed
  const told = what === 'removed' ? removed : what === 'kept' && active ? say.keptDone : undefined
  return told === undefined ? nothing : html`<p class="notice good" role="status">${told}</p>`
}

function theApp(words: Words, { appSince }: SecondFactorStatus, formToken: string): Markup {
  const say = words.secondFactor
  if (appSince === undefined)
    return html`<form class="panel stack" method="post" action="/account/second-factor/new">
      <h2>${say.theApp}</h2>
      <p>${say.anyApp}</p>
      <div class="actions">${formTokenField(formToken)}<button>${say.add}</button></div>
    </form>`
  return html`<div class="panel stack">
    <h2>${say.theApp}</h2>
    <p>${say.appSince(onDay(words, appSince))}</p>
    <p class="soft">${say.anotherPhoneHint}</p>
    <div class="actions"><a class="button quiet" href="/account/second-factor/remove">${say.remove}</a></div>
  </div>`
}

function thePasskeys({ secondFactor: say, passkeys: { title } }: Words, count: number): Markup {
  return html`<div class="panel stack">
    <h2>${title}</h2>
    <p>${say.passkeys(count)}</p>
    <div class="actions"><a class="button quiet" href="/account/passkeys">${say.toPasskeys(count)}</a></div>
  </div>`
}

function recoveryCodes(words: Words, { recoveryCodesLeft }: SecondFactorStatus, formToken: string): Markup {
  const say = words.secondFactor
  return html`<form class="panel stack" method="post" action="/account/second-factor/recovery-codes">
    <h2>${say.recoveryCodes}</h2>
    <p>${say.left(recoveryCodesLeft)}</p>
    <div class="actions">${formTokenField(formToken)}<button class="quiet">${say.renew}</button></div>
  </form>`
}
