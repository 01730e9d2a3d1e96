/** What to type next: for one repository at a time, with the origin and its organization filled in. */
import { keySetups, loginSetups, setups } from '../clients/index.ts'
import { html, type Markup, nothing } from '../layout/markup.ts'
import type { Visit } from '../visit.ts'
import type { Place } from './places.ts'

/** `?use=pypi:acme` chooses; the first repository where nothing was chosen, or something that is not among them. */
export function getGoing({ words, query }: Visit, places: readonly Place[], origin: string): Markup {
  const say = words.home
  const choices = places.flatMap(({ organization, repositories }) =>
    repositories.map(({ ecosystem }) => ({ ecosystem, organization: organization.name })),
  )
  const nameOf = ({ ecosystem, organization }: (typeof choices)[number]) => `${ecosystem}:${organization}`
  const chosen = choices.find(each => nameOf(each) === query.get('use')) ?? choices[0]
  if (chosen === undefined) return nothing
  const at = { origin, organization: chosen.organization }
  return html`<section class="stack" aria-labelledby="get-going">
    <h2 id="get-going">${say.getGoing}</h2>
    ${
      choices.length === 1
        ? nothing
        : html`<nav class="tabs" aria-label="${say.getGoingWith}">${choices.map(
            each =>
              html`<a href="/?use=${nameOf(each)}#get-going" ${each === chosen ? html`aria-current="true"` : ''}>${nameOf(each)}</a>`,
          )}</nav>`
    }
    ${setups(words, loginSetups(words, chosen.ecosystem, at))}
    <details><summary>${say.withKey}</summary>
      <div class="stack"><p class="soft">${say.yourKey}</p>${setups(words, keySetups(words, chosen.ecosystem, at))}</div>
    </details>
  </section>`
}
