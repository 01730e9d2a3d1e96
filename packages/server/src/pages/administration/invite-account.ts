/** Letting somebody make an account: a link, shown once. */
import { refused } from '@latchkey/tokens'
import { causeOf } from '../../audit/index.ts'
import { refusal } from '../answers.ts'
import { command } from '../layout/command.ts'
import { formTokenField } from '../layout/layout.ts'
import { html } from '../layout/markup.ts'
import type { Handler, SignedInVisit } from '../visit.ts'
import { administrationPage } from './frame.ts'

/** `GET /admin/accounts/new` */
export const newAccount: Handler<SignedInVisit> = visit => {
  const { words, session } = visit
  const say = words.administrationInvite
  const main = html`<div class="panel stack">
    <h1>${say.title}</h1>
    <p>${say.introduction}</p>
    <form class="stack" method="post" action="/admin/accounts/new">${formTokenField(session.formToken)}
      <div class="choice"><input type="checkbox" id="administrator" name="administrator" value="yes">
        <label for="administrator">${say.administrator} <span class="hint">${say.administratorHint}</span></label></div>
      <div class="actions"><button>${say.makeLink}</button><a href="/admin/accounts">${words.administration.cancel}</a></div>
    </form>
  </div>`
  return administrationPage(visit, { title: say.title, main, narrow: true })
}

/** `POST` to the same. */
export const inviteAccount: Handler<SignedInVisit> = async (visit, { invitations, origin }) => {
  const { words, session, form, allowed } = visit
  const say = words.administrationInvite
  const administrator = form.text('administrator') === 'yes'
  const secret = await invitations.invite({ by: session.account, administrator }, causeOf(allowed))
  if (refused(secret)) return refusal(visit, secret)
  const main = html`<div class="panel stack">
    <h1>${say.linkTitle}</h1>
    <p>${administrator ? say.linkIs.administrator : say.linkIs.person} ${words.administration.shownOnce}</p>
    ${command(words, `${origin}/invitations/${secret.expose()}`, words.administrationAccount.theLink, 'secret')}
    <div class="actions"><a class="button" href="/admin/accounts">${words.administration.done}</a></div>
  </div>`
  return administrationPage(visit, { title: say.linkTitle, main, narrow: true })
}
