/** The commands that upload to a repository: with the key that was just made, or with a login. */
import type { CreatedKey } from '../../../keys/index.ts'
import { clientSetups, firstOfSetups, keySetups, loginSetups, setups } from '../../clients/index.ts'
import { command } from '../../layout/command.ts'
import { html, type Markup } from '../../layout/markup.ts'
import type { OrganizationVisit } from '../../visit.ts'

interface At {
  readonly origin: string
  readonly ecosystem: string
}

/** Whoever just made a key came for it. This is where it is shown, once. */
export function commandsWithKey(
  { words, organization: { name: organization } }: OrganizationVisit,
  { origin, ecosystem }: At,
  { key, token }: CreatedKey,
): Markup {
  const say = words.setUp.upload
  const text = token.expose()
  return html`<div class="stack">
    <p class="notice">${say.copyNow}</p>
    ${command(words, text, say.theKey, 'secret')}
  </div>
  <section class="stack" aria-labelledby="with-key">
    <h2 id="with-key">${say.withKey}</h2>
    ${firstOfSetups(words, clientSetups(words, key.caveats, { origin, token: text }))}
    <details><summary>${say.withLogin}</summary>
      <div class="stack">${setups(words, loginSetups(words, ecosystem, { origin, organization }))}</div></details>
  </section>`
}

/** Whoever comes back has no more than a key's name. */
export function commandsWithLogin(
  { words, organization: { name: organization } }: OrganizationVisit,
  { origin, ecosystem }: At,
): Markup {
  const say = words.setUp.upload
  const place = { origin, organization }
  return html`<section class="stack" aria-labelledby="with-login">
    <h2 id="with-login">${say.withLogin}</h2>
    ${setups(words, loginSetups(words, ecosystem, place))}
    <details><summary>${words.home.withKey}</summary>
      <div class="stack"><p class="soft">${words.home.yourKey}</p>${setups(words, keySetups(words, ecosystem, place))}</div></details>
  </section>`
}
