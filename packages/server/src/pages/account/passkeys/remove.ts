/** Taking a passkey away. */
import { refused } from '@latchkey/tokens'
import { causeOf } from '../../../audit/index.ts'
import { noSuchPasskey } from '../../../passkeys/index.ts'
import { page, refusal, seeOther } from '../../answers.ts'
import { formTokenField } from '../../layout/layout.ts'
import { html } from '../../layout/markup.ts'
import type { Handler, SignedInVisit } from '../../visit.ts'

/** `GET /account/passkeys/:passkey/remove`: asks once more, and says what is left. */
export const confirmRemovingPasskey: Handler<SignedInVisit> = async (visit, { passkeys, secondFactors }) => {
  const accountId = visit.session.account.id
  const all = await passkeys.list(accountId)
  const chosen = all.find(({ id }) => id === visit.parameters['passkey'])
  if (chosen === undefined) return refusal(visit, noSuchPasskey)
  const { appSince } = await secondFactors.status(accountId)
  const isLast = all.length === 1 && appSince === undefined
  const say = visit.words.passkeys
  const title = say.removeTitle(chosen.name)
  const main = html`<div class="panel stack">
    <h1>${title}</h1>
    <p>${isLast ? say.removeLast : say.removeOne}</p>
    <p class="small soft">${say.removeThere}</p>
    <form class="actions" method="post" action="${visit.path}">${formTokenField(visit.session.formToken)}
      <button class="danger">${say.remove}</button> <a href="/account/passkeys">${say.keep}</a></form>
  </div>`
  return page(visit, { title, main, narrow: true, current: '/account' })
}

/** `POST` to the same. */
export const removePasskey: Handler<SignedInVisit> = async (visit, { passkeys }) => {
  const id = visit.parameters['passkey'] ?? ''
  const removed = await passkeys.remove(visit.session.account.id, { id, cause: causeOf(visit.allowed) })
  return refused(removed) ? refusal(visit, removed) : seeOther('/account/passkeys?done=removed')
}
