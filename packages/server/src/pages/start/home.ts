/** `/`: a home for who is signed in, one screen of what this is for who is not. */
import type { Membership } from '../../organizations/index.ts'
import type { Repository } from '../../repositories/index.ts'
import { page } from '../answers.ts'
import type { Words } from '../catalogue/index.ts'
import { firstSteps } from '../clients/index.ts'
import { keyEntry } from '../keys/key-entry.ts'
import { command } from '../layout/command.ts'
import { html, linkTo, type Markup, nothing } from '../layout/markup.ts'
import type { Handler } from '../visit.ts'
import { welcome } from './welcome.ts'

interface Place extends Membership {
  readonly repositories: readonly Repository[]
}

/** `GET /` */
export const home: Handler = async (visit, house) => {
  const { session, now, words } = visit
  if (session === undefined)
    return page(visit, { title: words.welcome.title, main: welcome(words, house.origin) })

  const say = words.home
  const { account } = session
  const memberships = await house.organizations.memberships(account.id)
  const places = await Promise.all(
    memberships.map(async each => ({
      ...each,
      repositories: await house.repositories.list(each.organization.id),
    })),
  )
  const keys = await house.keys.list({ kind: 'account', id: account.id }, { limit: 50 })
  const live = keys.items.filter(key => key.revokedAt === undefined && (key.expiresAt ?? Infinity) > now)

  const main = html`<div class="stack-wide">
    <h1>${say.hello(account.username)}</h1>
    <div class="split">
      <div class="stack-wide">
        <section class="stack" aria-labelledby="organizations">
          <div class="heading"><h2 id="organizations">${say.organizations}</h2>
            ${account.administrator ? html`<a href="/organizations/new">${say.createOrganization}</a>` : nothing}</div>
          ${organizationList(words, places, account.administrator)}
        </section>
        <section class="stack" aria-labelledby="keys">
          <div class="heading"><h2 id="keys">${say.keys}</h2><a href="/account/keys/new">${say.makeKey}</a></div>
          ${
            live.length === 0
              ? html`<p class="empty">${say.noKey(linkTo('/account/keys/new'))}</p>`
              : html`<ul class="entries">${live.slice(0, 3).map(key => keyEntry(words, key, { now, heading: 'h3', path: '/account/keys' }))}</ul>
                ${live.length > 3 || keys.next !== undefined ? html`<p><a href="/account/keys">${say.allKeys}</a></p>` : nothing}`
          }
        </section>
      </div>
      ${nextCommands(words, places, house.origin)}
    </div>
  </div>`
  return page(visit, { title: say.title, main, current: '/' })
}

function organizationList(
  { home: say, organization: { visibilities } }: Words,
  places: readonly Place[],
  administrator: boolean,
): Markup {
  if (places.length === 0) {
    return html`<p class="empty">${
      administrator ? say.noneButYours(linkTo('/organizations/new')) : say.none
    }</p>`
  }
  return html`<ul class="entries">${places.map(
    ({ organization, role, repositories }) => html`<li>
      <div class="heading">
        <h3><a href="/organizations/${organization.name}">${organization.displayName}</a></h3>
        <span class="badge">${role}</span>
      </div>
      <p class="small soft">${
        repositories.length === 0
          ? say.noRepository
          : repositories.map(
              ({ ecosystem, visibility }) =>
                html`<code>${ecosystem}:${organization.name}</code> ${visibilities[visibility]} `,
            )
      }</p>
    </li>`,
  )}</ul>`
}

/** What to type next, with the origin and the first repository filled in. */
function nextCommands(words: Words, places: readonly Place[], origin: string): Markup {
  const setups = places.flatMap(({ organization, repositories }) =>
    repositories.flatMap(({ ecosystem }) => firstSteps(words, ecosystem, origin, organization.name)),
  )
  if (setups.length === 0) return nothing
  return html`<section class="stack" aria-labelledby="commands">
    <h2 id="commands">${words.home.commands}</h2>
    <p class="soft">${words.home.yourKey}</p>
    ${setups.slice(0, 2).map(
      ({ title, steps }) => html`<div class="stack-tight">
        <h3>${title}</h3>
        ${steps.map(step => html`<p class="small soft">${step.say}</p>${command(words, step.text, step.what)}`)}
      </div>`,
    )}
  </section>`
}
