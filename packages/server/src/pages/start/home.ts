/** `/`: a home for who is signed in, one screen of what this is for who is not. */
import type { CurrentSession } from '../../accounts/index.ts'
import { page } from '../answers.ts'
import type { Words } from '../catalogue/index.ts'
import type { House } from '../house.ts'
import { html, type Markup, nothing } from '../layout/markup.ts'
import type { Handler, Visit } from '../visit.ts'
import { attentionList, whatNeedsAttention } from './attention.ts'
import { getGoing } from './get-going.ts'
import { keysInShort } from './keys-in-short.ts'
import { latestEvents } from './latest-events.ts'
import { loginsInShort } from './logins-in-short.ts'
import { organizationList } from './organization-list.ts'
import { placesOf } from './places.ts'
import { type Left, whatIsLeft } from './set-up/index.ts'
import { welcome } from './welcome.ts'

/** `GET /` */
export const home: Handler = async (visit, house) => {
  const { session, words } = visit
  if (session !== undefined) return homeOf({ ...visit, session }, house)
  const { items } = await house.accounts.list({ limit: 1 })
  const done = visit.query.get('done')
  const main = welcome(words, house.origin, { isEmpty: items.length === 0, done })
  return page(visit, { title: words.welcome.title, main })
}

type HomeVisit = Visit & { readonly session: CurrentSession }

/** Every list is cut short by its own query: a home costs the same however much there is. */
async function homeOf(visit: HomeVisit, house: House): Promise<Response> {
  const { words, session, now } = visit
  const { account } = session
  const places = await placesOf(account, house)
  const owner = { kind: 'account', id: account.id } as const
  const [left, urgent, keys, logins, events] = await Promise.all([
    whatIsLeft(words, account, places, house),
    whatNeedsAttention(visit, house),
    house.keys.list(owner, { limit: 20 }),
    house.logins.list(account.id, { limit: 20 }),
    house.audit.list({ of: account.id }, { limit: 5 }),
  ])
  const main = html`<div class="stack-wide">
    <h1>${words.home.hello(account.username)}</h1>
    ${left === undefined ? nothing : continueSettingUp(words, left)}
    ${attentionList(words, urgent)}
    <div class="split">
      <div class="stack-wide">
        ${organizationList(words, places, account.administrator)}
        ${getGoing(visit, places.shown, house.origin)}
      </div>
      <div class="stack-wide">
        ${keysInShort(words, keys, now)}
        ${loginsInShort(words, logins, { now, endsAt: house.logins.endsAt })}
        ${latestEvents(words, events.items, { of: session.account.id, now })}
      </div>
    </div>
  </div>`
  return page(visit, { title: words.home.title, main, current: '/' })
}

function continueSettingUp({ setUp }: Words, { because }: Left): Markup {
  return html`<section class="panel heading">
    <p>${because}</p>
    <a class="button" href="/set-up">${setUp.goOn}</a>
  </section>`
}
