/** Taking the second factor away. */
import { refused } from '@latchkey/tokens'
import { causeOf } from '../../../audit/index.ts'
import { page, refusal, seeOther } from '../../answers.ts'
import { formTokenField } from '../../layout/layout.ts'
import { html } from '../../layout/markup.ts'
import type { Handler, SignedInVisit } from '../../visit.ts'

/** `GET /account/second-factor/remove`: asks once more. */
export const confirmRemoving: Handler<SignedInVisit> = visit => {
  const main = html`<div class="panel stack">
    <h1>Remove the second factor?</h1>
    <p>The password alone signs in then, and the recovery codes are good for nothing. An organization that requires a second
      factor refuses you until you add another.</p>
    <form class="actions" method="post" action="${visit.path}">${formTokenField(visit.session.formToken)}
      <button class="danger">Remove it</button> <a href="/account/second-factor">Keep it</a></form>
  </div>`
  return page(visit, { title: 'Remove the second factor?', main, narrow: true, current: '/account' })
}

/** `POST /account/second-factor/remove` */
export const removeSecondFactor: Handler<SignedInVisit> = async (visit, { secondFactors }) => {
  const removed = await secondFactors.remove(visit.session.account.id, causeOf(visit.allowed))
  return refused(removed) ? refusal(visit, removed) : seeOther('/account/second-factor?done=removed')
}
