/** Who and what can reach a package: people, their keys and logins, and the organization's keys, each a list of its own. */
import { limitsInWords, refused } from '@latchkey/tokens'
import type { Certainty, May, ReachingCredential, ReachingPerson, ReachPage } from '../../reach/index.ts'
import { loginInWords } from '../account/login-rows.ts'
import { page, refusal } from '../answers.ts'
import type { Words } from '../catalogue/index.ts'
import type { House } from '../house.ts'
import { html, type Markup, nothing, type Part } from '../layout/markup.ts'
import { fromNow } from '../layout/time.ts'
import { notFound } from '../permission.ts'
import type { Handler, OrganizationVisit } from '../visit.ts'
import { type PackagePlace, placeOf } from './place.ts'

const lists = ['people', 'keys', 'logins', 'organization-keys'] as const
type List = (typeof lists)[number]

/** So many rows are looked at for one page. */
const looksAt = 50

/** `GET .../packages/:package/reach` */
export const reachPage: Handler<OrganizationVisit> = async (visit, house) => {
  const place = await placeOf(visit, house)
  if (refused(place)) return refusal(visit, notFound)
  const { words, query } = visit
  const say = words.reach
  const { found, repository } = place
  const path = `${place.path}/reach`
  const list = lists.find(each => each === query.get('of')) ?? 'people'
  const title = say.title(found.displayName)
  const main = html`<div class="stack-wide">
    <div class="stack">
      <p class="eyebrow"><a href="${place.path}">${found.displayName}</a></p>
      <h1>${title}</h1>
      <p class="lead">${say.lead}</p>
      ${repository.visibility === 'public' ? html`<p class="notice">${say.isPublic}</p>` : nothing}
    </div>
    <div class="stack">
      <nav class="chips" aria-label="${say.which}">${lists.map(
        each =>
          html`<a href="${path}?of=${each}" ${each === list ? html`aria-current="true"` : nothing}>${say.of[each]}</a>`,
      )}</nav>
      ${await listed(visit, house, { place, path, list })}
    </div>
  </div>`
  return page(visit, { title, main })
}

async function listed(
  visit: OrganizationVisit,
  { reach }: House,
  { place, path, list }: { readonly place: PackagePlace; readonly path: string; readonly list: List },
): Promise<Markup> {
  const { organization, words, query } = visit
  const { found, repository } = place
  const at = { organization, ecosystem: repository.ecosystem, package: found }
  const after = query.get('after')
  const some = { limit: looksAt, ...(after !== null && { after }) }
  switch (list) {
    case 'people': {
      const looked = await reach.people(at, some)
      return listing(visit, looked, { path, list, entry: person => personEntry(words, person) })
    }
    case 'logins': {
      const looked = await reach.logins(at, some)
      return listing(visit, looked, { path, list, entry: login => credentialEntry(visit, login) })
    }
    default: {
      const of = list === 'keys' ? 'account' : 'organization'
      const looked = await reach.keys(at, { ...some, of })
      return listing(visit, looked, { path, list, entry: key => credentialEntry(visit, key) })
    }
  }
}

function listing<Reaching>(
  { words: { reach: say } }: OrganizationVisit,
  { items, looked, next }: ReachPage<Reaching>,
  options: { readonly path: string; readonly list: List; readonly entry: (one: Reaching) => Markup },
): Markup {
  const { path, list, entry } = options
  const lookedAt = list === 'people' ? say.lookedPeople : say.looked
  return html`${
    items.length > 0
      ? html`<ul class="reaching">${items.map(entry)}</ul>`
      : html`<p class="empty">${looked === 0 ? say.empty : say.none}</p>`
  }
  ${looked === items.length ? nothing : html`<p class="small soft">${lookedAt(items.length, looked)}</p>`}
  ${next === undefined ? nothing : html`<p><a href="${path}?of=${list}&amp;after=${encodeURIComponent(next)}">${say.next}</a></p>`}`
}

function personEntry({ reach: say }: Words, { username, role, maintains, may }: ReachingPerson): Markup {
  const is = [
    ...(role === undefined ? [say.noRole] : [say.role(role)]),
    ...(maintains ? [say.maintains] : []),
  ]
  return html`<li><div><h2>${username}</h2>
    ${inOneLine(is)}</div>
    ${badges(say, may)}</li>`
}

function credentialEntry(visit: OrganizationVisit, credential: ReachingCredential): Markup {
  const { words, now, organization, ways, session } = visit
  const { reach: say } = words
  const { id, kind, deviceName, username, role, caveats, may, lastUsedAt, endsAt } = credential
  const name = loginInWords(words, { client: { id, name: credential.name }, deviceName })
  const isOwn = username === session.account.username
  const own = kind === 'key' && isOwn ? `/account/keys/${id}` : undefined
  const its = kind === 'key' && username === undefined && ways.keys
  const path = its ? `/organizations/${organization.name}/keys/${id}` : own
  const facts = [
    ...(username === undefined ? [] : [say.whose(username)]),
    ...(role === undefined ? [] : [say.role(role)]),
    lastUsedAt === undefined ? say.neverUsed : say.used(fromNow(words, lastUsedAt, now)),
    endsAt === undefined ? say.endless : say.ends(fromNow(words, endsAt, now)),
    ...limitsInWords(caveats, words.caveats),
  ]
  return html`<li><div><h2>${path === undefined ? name : html`<a href="${path}">${name}</a>`}</h2>
    ${inOneLine(facts)}</div>
    ${badges(say, may)}</li>`
}

/** Or in several, each of which begins with one of them. */
function inOneLine(facts: readonly Part[]): Markup {
  return html`<p class="small soft">${facts.map((fact, index) => html`${index === 0 ? '' : ' · '}<span>${fact}</span>`)}</p>`
}

/** The actions as they are typed, in every language. */
function badges(say: Words['reach'], may: May): Markup {
  const badge = (action: keyof May, certainty: Certainty | undefined) =>
    certainty === undefined
      ? nothing
      : html`<span class="badge ${action === 'read' ? '' : 'warm'} ${action}">${certainty === 'yes' ? action : say.withCode(action)}</span>`
  return html`<p class="marks">${badge('read', may.read)} ${badge('publish', may.publish)} ${badge('delete', may.delete)}</p>`
}
