/** What happened on the whole server, or what concerns one account or organization of it. */
import type { EventList } from '../../audit/index.ts'
import { eventsView } from '../events/view.ts'
import type { House } from '../house.ts'
import { field } from '../layout/field.ts'
import { html } from '../layout/markup.ts'
import type { Handler, SignedInVisit } from '../visit.ts'
import { administrationPage } from './frame.ts'

const path = '/admin/events'

/** `GET /admin/events`: of everything, or with `of=NAME` what concerns that account or organization. */
export const listEverything: Handler<SignedInVisit> = async (visit, house) => {
  const { words, query } = visit
  const say = words.administrationEvents
  const of = (query.get('of') ?? '').trim().toLowerCase()
  const list = await listOf(of, house)
  const events = await eventsView(visit, house, { list, path, who: true, kept: of === '' ? {} : { of } })
  const main = html`<div class="stack-wide">
    <h1>${say.title}</h1>
    <form class="finder" action="${path}">
      ${field({ name: 'of', label: say.of, value: of, technical: true, autocomplete: 'off' })}
      <button class="quiet">${words.administration.search}</button>
    </form>
    ${events}
  </div>`
  return administrationPage(visit, { title: say.title, main })
}

/** Accounts and organizations share one namespace; what nobody is called has no events. */
async function listOf(name: string, { accounts, organizations }: House): Promise<EventList> {
  if (name === '') return 'all'
  const found = (await accounts.byUsername(name)) ?? (await organizations.byName(name))
  return { of: found?.id ?? '' }
}
