/** Everybody on the server: found by how the name begins, a page at a time. */
import type { AccountQuery, ListedAccount } from '../../accounts/index.ts'
import type { Words } from '../catalogue/index.ts'
import { field, select } from '../layout/field.ts'
import { html, type Markup, nothing } from '../layout/markup.ts'
import { fromNow } from '../layout/time.ts'
import type { Handler, SignedInVisit } from '../visit.ts'
import { administrationPage, doneNotice, moreLink } from './frame.ts'

const shown = 50

/** `GET /admin/accounts` */
export const listAccounts: Handler<SignedInVisit> = async (visit, { accounts }) => {
  const { query, words, now } = visit
  const say = words.administrationAccounts
  const search = searchIn(query)
  const { items, next } = await accounts.list({ limit: shown, ...search })
  const main = html`<div class="stack-wide">
    <div class="stack">
      <div class="heading"><h1>${say.title}</h1><a class="button" href="/admin/accounts/new">${say.invite}</a></div>
      ${doneNotice(words.administrationAccount.wasDone, query.get('done'))}
      ${searchForm(words, search)}
    </div>
    ${
      items.length === 0
        ? html`<p class="empty">${say.none}</p>`
        : html`<ul class="ledger">${items.map(account => accountRow(words, account, now))}</ul>`
    }
    ${moreLink(visit, next)}
  </div>`
  return administrationPage(visit, { title: say.title, main })
}

function searchIn(query: URLSearchParams): AccountQuery {
  const [after, only] = [query.get('after'), query.get('only')]
  return {
    beginsWith: (query.get('begins') ?? '').trim(),
    ...(only === 'administrators' || only === 'disabled' ? { only } : {}),
    ...(after !== null && { after }),
  }
}

function searchForm({ administration, administrationAccounts: say }: Words, search: AccountQuery): Markup {
  return html`<form class="finder" action="/admin/accounts">
    ${field({ name: 'begins', label: say.beginsWith, value: search.beginsWith ?? '', technical: true, autocomplete: 'off' })}
    ${select({
      name: 'only',
      label: say.show,
      choices: [
        { value: '', label: say.only.all },
        { value: 'administrators', label: say.only.administrators },
        { value: 'disabled', label: say.only.disabled },
      ],
      value: search.only ?? '',
    })}
    <button class="quiet">${administration.search}</button>
  </form>`
}

function accountRow(words: Words, account: ListedAccount, now: number): Markup {
  const say = words.administrationAccounts
  const { username, email, administrator, disabledAt, secondFactor, lastSeenAt } = account
  return html`<li>
    <strong><a href="/admin/accounts/${username}">${username}</a></strong>
    <span class="soft">${email}</span>
    <span class="soft">${lastSeenAt === undefined ? say.neverSeen : say.seen(fromNow(words, lastSeenAt, now))}${account.organizations === 0 ? nothing : `, ${say.organizations(account.organizations)}`}</span>
    <span class="badges">${disabledAt === undefined ? nothing : html`<span class="badge bad">${say.disabled}</span>`}
      ${administrator ? html`<span class="badge warm">${say.administrator}</span>` : nothing}
      ${secondFactor ? html`<span class="badge good">${say.secondFactor}</span>` : nothing}
      ${administrator && !secondFactor ? html`<span class="badge bad">${say.noSecondFactor}</span>` : nothing}</span>
  </li>`
}
