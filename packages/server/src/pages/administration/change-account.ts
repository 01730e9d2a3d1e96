/** What an administrator does to an account: each change is an event, and the person is told of it by mail. */
import { refused } from '@latchkey/tokens'
import type { Account } from '../../accounts/index.ts'
import { type Cause, causeOf } from '../../audit/index.ts'
import { refusal, seeOther } from '../answers.ts'
import type { House } from '../house.ts'
import { command } from '../layout/command.ts'
import { html } from '../layout/markup.ts'
import type { Handler, SignedInVisit } from '../visit.ts'
import { showAccount } from './account.ts'
import { administrationPage } from './frame.ts'
import { namedAccount } from './named-account.ts'

type Work = (account: Account, house: House, cause: Cause) => Promise<unknown>

/** A refusal stands on the account's page, above what was tried. */
async function change(visit: SignedInVisit, house: House, done: string, work: Work): Promise<Response> {
  const account = await namedAccount(visit, house)
  if (refused(account)) return refusal(visit, account)
  const changed = await work(account, house, causeOf(visit.allowed))
  return refused(changed)
    ? showAccount(visit, house, changed)
    : seeOther(`/admin/accounts/${account.username}?done=${done}`)
}

/** `POST /admin/accounts/:username/disable` */
export const disableAccount: Handler<SignedInVisit> = (visit, house) =>
  change(visit, house, 'disabled', ({ id }, { lockOut }, cause) => lockOut.disable(id, cause))

/** `POST /admin/accounts/:username/enable` */
export const enableAccount: Handler<SignedInVisit> = (visit, house) =>
  change(visit, house, 'enabled', ({ id }, { lockOut }, cause) => lockOut.enable(id, cause))

/** `POST /admin/accounts/:username/administrator`: `change` is `grant` or `withdraw`; anything else changes nothing. */
export const changeAdministrator: Handler<SignedInVisit> = (visit, house) => {
  const grant = visit.form.text('change') === 'grant'
  if (!grant && visit.form.text('change') !== 'withdraw') return showAccount(visit, house)
  return change(visit, house, grant ? 'granted' : 'withdrawn', ({ id }, { lockOut }, cause) =>
    lockOut.setAdministrator(id, grant, cause),
  )
}

/** `POST /admin/accounts/:username/sign-out`: every browser, and every login of a program. */
export const signOutAccount: Handler<SignedInVisit> = (visit, house) =>
  change(visit, house, 'signed-out', async ({ id }, { sessions, logins }, cause) => {
    await logins.endAll(id, cause)
    await sessions.endAll(id, cause)
  })

/** `POST /admin/accounts/:username/reset`: the link is shown once, to be handed over. */
export const resetAccount: Handler<SignedInVisit> = async (visit, house) => {
  const account = await namedAccount(visit, house)
  if (refused(account)) return refusal(visit, account)
  const secret = await house.lockOut.makeResetLink(account.id, causeOf(visit.allowed), {
    secondFactor: visit.form.text('second_factor') === 'yes',
  })
  if (refused(secret)) return showAccount(visit, house, secret)
  const { words } = visit
  const say = words.administrationAccount
  const title = say.linkTitle(account.username)
  const main = html`<div class="panel stack">
    <h1>${title}</h1>
    <p>${say.linkIs(account.username)} ${words.administration.shownOnce}</p>
    ${command(words, `${house.origin}/reset/${secret.expose()}`, say.theLink, 'secret')}
    <div class="actions"><a class="button" href="/admin/accounts/${account.username}">${say.backToAccount}</a></div>
  </div>`
  return administrationPage(visit, { title, main, narrow: true })
}
