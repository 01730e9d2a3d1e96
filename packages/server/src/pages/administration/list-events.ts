/** What happened on the whole server, or what concerns one account or organization of it. */
import { type Export, exportEvents } from '../events/export-events.ts'
import type { WayTo } from '../events/subject-path.ts'
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
  const of = nameIn(query)
  const { list } = await whoseEvents(of, house)
  const events = await eventsView(visit, house, {
    ...{ list, path, who: true, kept: of === '' ? {} : { of } },
    ...{ exportPath: `${path}/export`, wayTo },
  })
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

/** `GET /admin/events/export?as=csv`: of the same. Whose they are is told of it, too. */
export const exportEverything: Handler<SignedInVisit> = async (visit, house) =>
  exportEvents(visit, house, { ...(await whoseEvents(nameIn(visit.query), house)), operates: true })

function nameIn(query: URLSearchParams): string {
  return (query.get('of') ?? '').trim().toLowerCase()
}

/** Accounts and organizations share one namespace; what nobody is called has no events. */
async function whoseEvents(name: string, { accounts, organizations }: House): Promise<Export> {
  if (name === '') return { list: 'all', name: 'all' }
  const account = await accounts.byUsername(name)
  if (account) return { list: { of: account.id }, name: account.username, accountId: account.id }
  const organization = await organizations.byName(name)
  if (organization === undefined) return { list: { of: '' }, name: 'unknown' }
  return { list: { of: organization.id }, name: organization.name, organizationId: organization.id }
}

/** Who runs the server sees no organization from within: what it holds is looked at by what happened to it. */
const wayTo: WayTo = ({ subject, organization }, only) => {
  const { kind, id = '', name } = subject ?? {}
  switch (kind) {
    case 'account':
      return name === undefined ? undefined : `/admin/accounts/${name}`
    case 'organization':
      return name === undefined ? undefined : `/admin/organizations/${name}`
    case 'repository':
      return organization?.name === undefined ? undefined : `/admin/organizations/${organization.name}`
    case 'package':
      return name === undefined ? undefined : only({ package: name })
    case 'key':
    case 'login':
      return only({ [kind]: id })
    case 'client':
      return '/admin/clients'
    default:
      return undefined
  }
}
