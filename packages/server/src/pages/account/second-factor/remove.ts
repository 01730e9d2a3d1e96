/** Taking the second factor away. */
import { refused } from '@latchkey/tokens'
import { causeOf } from '../../../audit/index.ts'
import { page, refusal, seeOther } from '../../answers.ts'
import { formTokenField } from '../../layout/layout.ts'
import { html } from '../../layout/markup.ts'
import type { Handler, SignedInVisit } from '../../visit.ts'

/** `GET /account/second-factor/remove`: asks once more. */
export const confirmRemoving: Handler<SignedInVisit> = async (visit, { passkeys }) => {
  const others = await passkeys.list(visit.session.account.id)
  const say = visit.words.secondFactor
  const main = html`<div class="panel stack">
    <h1>${say.removeTitle}</h1>
    <p>${others.length === 0 ? say.removeConfirm : say.removeAppConfirm}</p>
    <form class="actions" method="post" action="${visit.path}">${formTokenField(visit.session.formToken)}
      <button class="danger">${say.remove}</button> <a href="/account/second-factor">${say.keep}</a></form>
  </div>`
  return page(visit, { title: say.removeTitle, main, narrow: true, current: '/account' })
}

/** `POST /account/second-factor/remove` */
export const removeSecondFactor: Handler<SignedInVisit> = async (visit, { secondFactors }) => {
  const removed = await secondFactors.remove(visit.session.account.id, causeOf(visit.allowed))
  return refused(removed) ? refusal(visit, removed) : seeOther('/account/second-factor?done=removed')
}
