/** What happened on the whole server, or to one account or organization of it. */
import { isEventName } from '../../audit/index.ts'
import { eventEntry } from '../events/event-entry.ts'
import type { House } from '../house.ts'
import { field, select } from '../layout/field.ts'
import { html } from '../layout/markup.ts'
import type { Handler, SignedInVisit } from '../visit.ts'
import { administrationPage, moreLink } from './frame.ts'

const shown = 50

/** `GET /admin/events`: of everything, or with `of=NAME` what concerns that account or organization. */
export const listEverything: Handler<SignedInVisit> = async (visit, house) => {
  const { words, query, now } = visit
  const say = words.events
  const title = words.administrationEvents.title
  const name = (query.get('of') ?? '').trim().toLowerCase()
  const chosen = query.get('what') ?? ''
  const what = isEventName(chosen) ? chosen : undefined
  const after = query.get('after')
  const of = name === '' ? 'all' : { of: await idOf(name, house) }
  const { items, next } = await house.audit.list(of, {
    limit: shown,
    ...(what !== undefined && { what }),
    ...(after !== null && { after }),
  })
  const sentences = Object.entries(words.eventSentences)
  const main = html`<div class="stack-wide">
    <div class="stack">
      <h1>${title}</h1>
      <form class="search" action="/admin/events">
        ${field({ name: 'of', label: words.administrationEvents.of, value: name, technical: true, autocomplete: 'off' })}
        ${select({
          name: 'what',
          label: say.show,
          choices: [
            { value: '', label: say.everything },
            ...sentences.map(([value, sentence]) => ({ value, label: sentence.replace(/\.$/, '') })),
          ],
          value: what ?? '',
        })}
        <button class="quiet">${words.administration.search}</button>
      </form>
    </div>
    ${
      items.length === 0
        ? html`<p class="empty">${say.none}</p>`
        : html`<ul class="entries">${items.map(event => eventEntry(words, event, now))}</ul>`
    }
    ${moreLink(visit, next)}
  </div>`
  return administrationPage(visit, { title, main })
}

/** Accounts and organizations share one namespace. Of a name that nobody has nothing is told. */
async function idOf(name: string, { accounts, organizations }: House): Promise<string> {
  const found = (await accounts.byUsername(name)) ?? (await organizations.byName(name))
  return found?.id ?? ''
}
