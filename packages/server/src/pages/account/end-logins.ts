/** Ending logins: a page that says which and what stops, and the button. */
import { refused } from '@latchkey/tokens'
import { causeOf } from '../../audit/index.ts'
import type { Login } from '../../logins/index.ts'
import { page, refusal, seeOther } from '../answers.ts'
import type { House } from '../house.ts'
import { formTokenField } from '../layout/layout.ts'
import { html } from '../layout/markup.ts'
import { notFound } from '../permission.ts'
import type { Handler, SignedInVisit } from '../visit.ts'
import { isLiving, loginInWords, loginRows } from './login-rows.ts'

/** As many as a page of the list shows. */
const most = 50

/** `GET /account/logins/end?login=...&login=...`, or `?all=yes`: asks once more. */
export const confirmEnding: Handler<SignedInVisit> = async (visit, house) => {
  const { query, words } = visit
  const ids = query.getAll('login')
  if (query.has('all')) return confirmEndingAll(visit)
  if (ids.length === 0) return nothingTicked()
  const chosen = await ownLiving(ids, visit, house)
  const [first] = chosen
  if (first === undefined) return refusal(visit, notFound)
  const say = words.logins
  const title = chosen.length === 1 ? say.endOne(loginInWords(words, first)) : say.endThese(chosen.length)
  const main = html`<div class="stack-wide">
    <div class="stack">
      <h1>${title}</h1>
      <p class="lead">${chosen.length === 1 ? say.whatStops : say.whatStopsOfThese}</p>
    </div>
    ${loginRows(words, chosen, { now: visit.now, logins: house.logins })}
    <form method="post" action="/account/logins/end">${formTokenField(visit.session.formToken)}
      ${chosen.map(({ id }) => html`<input type="hidden" name="login" value="${id}">`)}
      <div class="actions"><button class="danger">${chosen.length === 1 ? say.endIt : say.endThem}</button>
        <a href="/account/logins">${chosen.length === 1 ? say.keepIt : say.keepThem}</a></div>
    </form>
  </div>`
  return page(visit, { title, main, current: '/account' })
}

function confirmEndingAll(visit: SignedInVisit): Promise<Response> {
  const say = visit.words.logins
  const main = html`<div class="panel stack">
    <h1>${say.confirmTitle}</h1>
    <p>${say.confirm}</p>
    <form method="post" action="/account/logins/end">${formTokenField(visit.session.formToken)}
      <input type="hidden" name="all" value="yes">
      <div class="actions"><button class="danger">${say.endAll}</button> <a href="/account/logins">${say.keepThem}</a></div>
    </form>
  </div>`
  return page(visit, { title: say.confirmTitle, main, narrow: true, current: '/account' })
}

/** `POST /account/logins/end`: those that are named, all or none of them; or every one. */
export const endLogins: Handler<SignedInVisit> = async (visit, { logins }) => {
  const { form, session, allowed } = visit
  const cause = causeOf(allowed)
  if (form.text('all') === 'yes') {
    await logins.endAll(session.account.id, cause)
    return seeOther('/account/logins?done=all')
  }
  const ids = form.all('login').slice(0, most)
  if (ids.length === 0) return nothingTicked()
  const ended = await logins.endSeveral(ids, session.account.id, cause)
  return refused(ended)
    ? refusal(visit, ended)
    : seeOther(`/account/logins?done=${ids.length === 1 ? 'one' : 'several'}`)
}

async function ownLiving(
  ids: readonly string[],
  { session, now }: SignedInVisit,
  { logins }: House,
): Promise<readonly Login[]> {
  const found = await Promise.all(ids.slice(0, most).map(id => logins.byId(id)))
  return found.flatMap(login =>
    login?.accountId === session.account.id && isLiving(login, now, logins) ? [login] : [],
  )
}

function nothingTicked(): Response {
  return seeOther('/account/logins?done=nothing')
}
