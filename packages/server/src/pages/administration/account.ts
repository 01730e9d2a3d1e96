/** One account, as an administrator looks at it: what it is, and what can be done to it, the worst last. */
import type { Refusal } from '@latchkey/tokens'
import type { ListedAccount } from '../../accounts/index.ts'
import { statusOf } from '../../http/index.ts'
import type { Membership } from '../../organizations/index.ts'
import { refusal } from '../answers.ts'
import type { Words } from '../catalogue/index.ts'
import type { House } from '../house.ts'
import { formProblem } from '../layout/field.ts'
import { formTokenField } from '../layout/layout.ts'
import { html, type Markup, nothing } from '../layout/markup.ts'
import { problemsOf } from '../layout/problems.ts'
import { fromNow, onDay } from '../layout/time.ts'
import type { Handler, SignedInVisit } from '../visit.ts'
import { administrationPage, doneNotice } from './frame.ts'
import { namedAccount } from './named-account.ts'

/** `GET /admin/accounts/:username` */
export const accountPage: Handler<SignedInVisit> = (visit, house) => showAccount(visit, house)

export async function showAccount(visit: SignedInVisit, house: House, problem?: Refusal): Promise<Response> {
  const { words, query, now } = visit
  const account = await namedAccount(visit, house)
  if ('code' in account) return refusal(visit, account)
  const say = words.administrationAccount
  const memberships = await house.organizations.memberships(account.id)
  const main = html`<div class="stack-wide">
    <div class="stack">
      <div class="heading"><h1>${account.username}</h1><span class="badges">${badges(words, account)}</span></div>
      ${formProblem(problem && problemsOf(words, problem, {}))}
      ${problem === undefined ? doneNotice(say.wasDone, query.get('done')) : nothing}
      ${facts(words, account, now)}
      <p><a href="/admin/events?of=${account.username}">${say.events}</a></p>
    </div>
    <section class="stack" aria-labelledby="organizations">
      <h2 id="organizations">${say.organizations}</h2>
      ${memberships.length === 0 ? html`<p class="soft">${say.noOrganization}</p>` : html`<ul class="ledger">${memberships.map(membershipRow)}</ul>`}
    </section>
    ${account.disabledAt === undefined ? waysIn(visit, account) : nothing}
    ${deeds(visit, account)}
  </div>`
  return administrationPage(
    visit,
    { title: account.username, main },
    problem && { status: statusOf(problem) },
  )
}

function badges(
  { administrationAccounts: say }: Words,
  { administrator, disabledAt }: ListedAccount,
): Markup {
  return html`${disabledAt === undefined ? nothing : html`<span class="badge bad">${say.disabled}</span>`}
    ${administrator ? html`<span class="badge warm">${say.administrator}</span>` : nothing}`
}

function facts(words: Words, account: ListedAccount, now: number): Markup {
  const say = words.administrationAccount
  const { email, createdAt, lastSeenAt, secondFactor } = account
  return html`<dl class="facts four">
    <div class="long"><dt>${say.email}</dt><dd>${email}</dd></div>
    <div><dt>${say.made}</dt><dd>${onDay(words, createdAt)}</dd></div>
    <div><dt>${say.lastSeen}</dt><dd>${lastSeenAt === undefined ? words.administrationAccounts.neverSeen : fromNow(words, lastSeenAt, now)}</dd></div>
    <div><dt>${say.secondFactor}</dt><dd>${secondFactor ? say.active : say.missing}</dd></div>
  </dl>`
}

function membershipRow({ organization, role }: Membership): Markup {
  return html`<li><strong><a href="/admin/organizations/${organization.name}">${organization.displayName}</a></strong>
    <span class="soft"><code>${organization.name}</code></span><span class="badges"><span class="badge">${role}</span></span></li>`
}

/** What lets somebody in again, where somebody may be let in at all. */
function waysIn({ words, session }: SignedInVisit, account: ListedAccount): Markup {
  const say = words.administrationAccount
  return html`<section class="panel stack" aria-labelledby="let-in">
    <h2 id="let-in">${say.letInAgain}</h2>
    <p>${say.letInAgainIs}</p>
    <form class="stack" method="post" action="${pathOf(account)}/reset">${formTokenField(session.formToken)}
      ${
        account.secondFactor
          ? html`<div class="choice"><input type="checkbox" id="second_factor" name="second_factor" value="yes">
        <label for="second_factor">${say.takeSecondFactor} <span class="hint">${say.takeSecondFactorHint}</span></label></div>`
          : nothing
      }
      <div class="actions"><button class="quiet">${say.makeLink}</button></div>
    </form>
  </section>`
}

/** What changes what the account may, the worst last. */
function deeds({ words, session, now }: SignedInVisit, account: ListedAccount): Markup {
  const say = words.administrationAccount
  const path = pathOf(account)
  const { administrator, disabledAt } = account
  const signOut = {
    path: `${path}/sign-out`,
    title: say.signOut,
    about: say.signOutIs,
    button: say.signOutButton,
  }
  const runServer = {
    ...{ path: `${path}/administrator`, title: say.administrator, about: say.administratorIs },
    ...(administrator
      ? { button: say.withdraw, change: 'withdraw' }
      : { button: say.grant, change: 'grant' }),
  }
  const keepOut = { path: `${path}/disable`, title: say.keepOut, about: say.keepOutIs, button: say.disable }
  const letIn = (since: number) => ({
    ...{ path: `${path}/enable`, title: say.keepOut, button: say.enable },
    about: say.isDisabled(fromNow(words, since, now)),
  })
  const all = disabledAt === undefined ? [signOut, runServer, keepOut] : [runServer, letIn(disabledAt)]
  return html`<ul class="deeds">${all.map(each => deed(session.formToken, each))}
    <li><div><h2>${say.deleteButton}</h2><p>${say.deleteShort}</p></div>
      <a class="quiet-danger" href="${path}/delete">${say.delete}</a></li></ul>`
}

interface Deed {
  readonly path: string
  readonly title: string
  readonly about: string | Markup
  readonly button: string
  /** What the form says besides. */
  readonly change?: string
}

function deed(formToken: string, { path, title, about, button, change }: Deed): Markup {
  return html`<li>
    <div><h2>${title}</h2><p>${about}</p></div>
    <form method="post" action="${path}">${formTokenField(formToken)}
      <button class="quiet" ${change === undefined ? nothing : html`name="change" value="${change}"`}>${button}</button></form>
  </li>`
}

function pathOf({ username }: ListedAccount): string {
  return `/admin/accounts/${username}`
}
