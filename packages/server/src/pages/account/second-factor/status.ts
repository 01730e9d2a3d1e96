/** One's own second factor: whether there is one, and what can be done about it. */
import type { SecondFactorStatus } from '../../../second-factors/index.ts'
import { page } from '../../answers.ts'
import type { Words } from '../../catalogue/index.ts'
import { formTokenField } from '../../layout/layout.ts'
import { html, type Markup, nothing } from '../../layout/markup.ts'
import { onDay } from '../../layout/time.ts'
import type { Handler, SignedInVisit } from '../../visit.ts'

/** `GET /account/second-factor` */
export const secondFactorPage: Handler<SignedInVisit> = async (visit, { secondFactors }) => {
  const { session, query, words } = visit
  const say = words.secondFactor
  const status = await secondFactors.status(session.account.id)
  const main = html`<div class="stack">
    <p class="eyebrow"><a href="/account">${words.account.title}</a></p>
    <h1>${say.title}</h1>
    ${
      query.get('done') === 'removed'
        ? html`<p class="notice good" role="status">${say.removed}</p>`
        : nothing
    }
    ${status.active ? present(words, status, session.formToken) : absent(words, session.formToken)}
  </div>`
  return page(visit, { title: say.title, main, narrow: true, current: '/account' })
}

function absent({ secondFactor: say }: Words, formToken: string): Markup {
  return html`<p class="lead">${say.why}</p>
    <form class="panel stack" method="post" action="/account/second-factor/new">
      <p>${say.anyApp}</p>
      <div class="actions">${formTokenField(formToken)}<button>${say.add}</button></div>
    </form>
    <p class="small soft">${say.afterwards}</p>`
}

function present(
  words: Words,
  { appSince, recoveryCodesLeft }: SecondFactorStatus,
  formToken: string,
): Markup {
  const say = words.secondFactor
  return html`<p class="lead">${appSince === undefined ? say.app : say.appSince(onDay(words, appSince))}</p>
    <form class="panel stack" method="post" action="/account/second-factor/recovery-codes">
      <h2>${say.recoveryCodes}</h2>
      <p>${say.left(recoveryCodesLeft)}</p>
      <div class="actions">${formTokenField(formToken)}<button class="quiet">${say.renew}</button></div>
    </form>
    <div class="panel stack">
      <h2>${say.anotherPhone}</h2>
      <p>${say.anotherPhoneHint}</p>
      <div class="actions"><a class="button quiet" href="/account/second-factor/remove">${say.remove}</a></div>
    </div>`
}
