/** One's own second factor: whether there is one, and what can be done about it. */
import type { SecondFactorStatus } from '../../../second-factors/index.ts'
import { page } from '../../answers.ts'
import { formTokenField } from '../../layout/layout.ts'
import { html, type Markup, nothing } from '../../layout/markup.ts'
import { onDay } from '../../layout/time.ts'
import type { Handler, SignedInVisit } from '../../visit.ts'

/** `GET /account/second-factor` */
export const secondFactorPage: Handler<SignedInVisit> = async (visit, { secondFactors }) => {
  const { session, query } = visit
  const status = await secondFactors.status(session.account.id)
  const main = html`<div class="stack">
    <p class="eyebrow"><a href="/account">My account</a></p>
    <h1>Second factor</h1>
    ${
      query.get('done') === 'removed'
        ? html`<p class="notice good" role="status">The second factor is removed. The password alone signs in now.</p>`
        : nothing
    }
    ${status.active ? present(status, session.formToken) : absent(session.formToken)}
  </div>`
  return page(visit, { title: 'Second factor', main, narrow: true, current: '/account' })
}

function absent(formToken: string): Markup {
  return html`<p class="lead">With one, whoever has your password still needs a code that an app on your phone shows for
      thirty seconds.</p>
    <form class="panel stack" method="post" action="/account/second-factor/new">
      <p>Any authenticator app will do: Aegis, Google Authenticator, 1Password and others speak the same language.</p>
      <div class="actions">${formTokenField(formToken)}<button>Add a second factor</button></div>
    </form>
    <p class="small soft">Keys work as before. What logged in through the browser asks for a code before it changes
      something, once for five minutes.</p>`
}

function present({ since, recoveryCodesLeft }: SecondFactorStatus, formToken: string): Markup {
  return html`<p class="lead">An authenticator app${since === undefined ? '' : html`, since ${onDay(since)}`}.</p>
    <form class="panel stack" method="post" action="/account/second-factor/recovery-codes">
      <h2>Recovery codes</h2>
      <p>${leftInWords(recoveryCodesLeft)} Each signs in once without the app.</p>
      <div class="actions">${formTokenField(formToken)}<button class="quiet">Make ten new ones</button></div>
    </form>
    <div class="panel stack">
      <h2>Another phone, or none any more?</h2>
      <p>Remove the second factor, and add it again with the app that you have now.</p>
      <div class="actions"><a class="button quiet" href="/account/second-factor/remove">Remove it</a></div>
    </div>`
}

function leftInWords(left: number): Markup {
  if (left === 0) return html`<strong>None is left.</strong>`
  if (left === 1) return html`<strong>One is left.</strong>`
  return html`${left} of them are left.`
}
