/** The organizations of whoever is at home: what they are to each, and its repositories. */
import type { Words } from '../catalogue/index.ts'
import { html, linkTo, type Markup, nothing } from '../layout/markup.ts'
import type { Place, Places } from './places.ts'

export function organizationList(words: Words, { shown, more }: Places, administrator: boolean): Markup {
  const say = words.home
  return html`<section class="stack" aria-labelledby="organizations">
    <div class="heading"><h2 id="organizations">${say.organizations}</h2>
      ${administrator && shown.length > 0 ? html`<a href="/organizations/new">${say.createOrganization}</a>` : nothing}</div>
    ${
      shown.length === 0
        ? html`<p class="empty">${administrator ? say.noneButYours(linkTo('/organizations/new')) : say.none}</p>`
        : html`<ul class="rows panel">${shown.map(place => entry(words, place))}</ul>`
    }
    ${
      more.length === 0
        ? nothing
        : html`<p class="small">${say.alsoIn} ${more.map(
            ({ organization: { name, displayName } }) =>
              html`<a href="/organizations/${name}">${displayName}</a> `,
          )}</p>`
    }
  </section>`
}

function entry({ home: say, organization: inOrganization }: Words, place: Place): Markup {
  const { organization, role, repositories } = place
  const path = `/organizations/${organization.name}`
  return html`<li>
    <div class="heading"><h3><a href="${path}">${organization.displayName}</a></h3> <span class="badge">${role}</span></div>
    <p class="small soft">${
      repositories.length === 0
        ? say.noRepository
        : repositories.map(
            ({ ecosystem, visibility }) =>
              html`<a href="${path}/repositories/${ecosystem}">${ecosystem}:${organization.name}</a> ${inOrganization.visibility[visibility]} `,
          )
    }</p>
  </li>`
}
