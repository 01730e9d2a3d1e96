/** `/`: a home for who is signed in, one screen of what this is for who is not. */
import type { Membership } from '../../organizations/index.ts'
import type { Repository } from '../../repositories/index.ts'
import { page } from '../answers.ts'
import { firstSteps } from '../clients/index.ts'
import { keyEntry } from '../keys/key-entry.ts'
import { command } from '../layout/command.ts'
import { html, type Markup, nothing } from '../layout/markup.ts'
import type { Handler } from '../visit.ts'
import { welcome } from './welcome.ts'

interface Place extends Membership {
  readonly repositories: readonly Repository[]
}

/** `GET /` */
export const home: Handler = async (visit, house) => {
  const { session, now } = visit
  if (session === undefined)
    return page(visit, { title: 'One login for every registry', main: welcome(house.origin) })

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
    <h1>Hello, ${account.username}</h1>
    <div class="split">
      <div class="stack-wide">
        <section class="stack" aria-labelledby="organizations">
          <div class="heading"><h2 id="organizations">My organizations</h2>
            ${account.administrator ? html`<a href="/organizations/new">Create an organization</a>` : nothing}</div>
          ${organizationList(places, account.administrator)}
        </section>
        <section class="stack" aria-labelledby="keys">
          <div class="heading"><h2 id="keys">My keys</h2><a href="/account/keys/new">Make a key</a></div>
          ${
            live.length === 0
              ? html`<p class="empty">No key works at the moment. <a href="/account/keys/new">Make one</a> for the first client that needs it.</p>`
              : html`<ul class="entries">${live.slice(0, 3).map(key => keyEntry(key, { now, heading: 'h3', path: '/account/keys' }))}</ul>
                ${live.length > 3 || keys.next !== undefined ? html`<p><a href="/account/keys">All my keys</a></p>` : nothing}`
          }
        </section>
      </div>
      ${nextCommands(places, house.origin)}
    </div>
  </div>`
  return page(visit, { title: 'Home', main, current: '/' })
}

function organizationList(places: readonly Place[], administrator: boolean): Markup {
  if (places.length === 0) {
    return html`<p class="empty">${
      administrator
        ? html`There is none yet. <a href="/organizations/new">Create the first organization</a>: packages belong to organizations.`
        : 'You belong to none yet. Ask somebody who owns one for an invitation link.'
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
          ? 'No repository yet.'
          : repositories.map(
              ({ ecosystem, visibility }) =>
                html`<code>${ecosystem}:${organization.name}</code> ${visibility} `,
            )
      }</p>
    </li>`,
  )}</ul>`
}

/** What to type next, with the origin and the first repository filled in. */
function nextCommands(places: readonly Place[], origin: string): Markup {
  const setups = places.flatMap(({ organization, repositories }) =>
    repositories.flatMap(({ ecosystem }) => firstSteps(ecosystem, origin, organization.name)),
  )
  if (setups.length === 0) return nothing
  return html`<section class="stack" aria-labelledby="commands">
    <h2 id="commands">Next commands</h2>
    <p class="soft">Wherever it says YOUR-KEY, put a key that may do it.</p>
    ${setups.slice(0, 2).map(
      ({ title, steps }) => html`<div class="stack-tight">
        <h3>${title}</h3>
        ${steps.map(step => html`<p class="small soft">${step.say}</p>${command(step.text, step.what)}`)}
      </div>`,
    )}
  </section>`
}
